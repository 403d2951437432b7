#!/usr/bin/env python3
"""Lists the crates that are in the program, and the text of each licence, from `cargo metadata`.

What is for building and testing only is left out. A crate without a licence is an error."""

import argparse
import json
import pathlib
import subprocess
import sys

import package

NAMES = ("license", "licence", "copying", "notice", "unlicense", "copyright")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", required=True, action="append", help="what the program is built for")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="the file to write")
    args = parser.parse_args()
    packages = {}
    for target in args.target:
        packages.update(linked(target))
    without = [name for name, crate in packages.items() if not crate["license"] and not texts(crate)]
    if without:
        sys.exit(f"error: these have no licence: {', '.join(without)}")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(document(packages), encoding="utf-8")
    print(f"{args.out}: {len(packages)} crates")


def linked(target):
    """The crates that are linked into the program, by name and version."""
    command = ["cargo", "metadata", "--locked", "--format-version=1", f"--filter-platform={target}"]
    metadata = json.loads(subprocess.run(command, cwd=package.ROOT, check=True, stdout=subprocess.PIPE).stdout)
    crates = {crate["id"]: crate for crate in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    waiting, reached = [root], {root}
    while waiting:
        for dependency in nodes[waiting.pop()]["deps"]:
            name, kinds = dependency["pkg"], {kind["kind"] for kind in dependency["dep_kinds"]}
            if None in kinds and name not in reached and not is_macro(crates[name]):
                reached.add(name)
                waiting.append(name)
    reached.remove(root)
    return {f"{crates[one]['name']} {crates[one]['version']}": crates[one] for one in reached}


def is_macro(crate):
    """It runs in the compiler, and nothing of it is in the program."""
    return any("proc-macro" in target["kind"] for target in crate["targets"])


def texts(crate):
    directory = pathlib.Path(crate["manifest_path"]).parent
    named = [directory / crate["license_file"]] if crate["license_file"] else []
    found = [file for file in sorted(directory.iterdir()) if file.name.lower().startswith(NAMES)]
    files = [file for file in dict.fromkeys(named + found) if file.is_file()]
    return [file.read_text(encoding="utf-8", errors="replace").strip() for file in files]


def document(packages):
    """The list, and below it each text once, with the crates that come with it."""
    names = sorted(packages)
    lines = ["The program cruddur-db contains these crates.", ""]
    lines += [f"{name}: {packages[name]['license'] or 'see below'}" for name in names]
    users = {}
    for name in names:
        for text in texts(packages[name]):
            users.setdefault(text, []).append(name)
    for text, crates in users.items():
        lines += ["", "-" * 80, ", ".join(crates), "", text]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
