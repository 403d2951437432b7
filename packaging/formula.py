#!/usr/bin/env python3
"""Fills the Homebrew formula of a release with its version and the SHA-256 sums of its archives."""

import argparse
import pathlib
import re
import sys

import package


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sums", required=True, type=pathlib.Path, help="the file SHA256SUMS")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="the directory to write to")
    args = parser.parse_args()
    about = package.Package()
    sums = {name: digest for digest, name in map(str.split, args.sums.read_text().splitlines())}
    values = {
        "description": about.description,
        "homepage": about.homepage,
        "repository": about.repository,
        "version": about.version,
        "license": ", ".join(f'"{one}"' for one in about.license.split(" OR ")),
    }
    for target in package.TARGETS:
        archive = f"{about.name}-{about.version}-{target}.tar.gz"
        if archive not in sums:
            sys.exit(f"error: {args.sums} has no {archive}")
        values[target] = sums[archive]
    template = (package.ROOT / "packaging/homebrew/cruddur-db.rb.in").read_text(encoding="utf-8")
    formula = args.out / "cruddur-db.rb"
    formula.write_text(re.sub(r"@([\w-]+)@", lambda name: values[name[1]], template), encoding="utf-8")
    print(formula)


if __name__ == "__main__":
    main()
