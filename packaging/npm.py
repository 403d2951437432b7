#!/usr/bin/env python3
"""Makes the npm packages of a ready program: one for its platform, and the one that people name,
which takes the right platform's along. Neither runs anything when it is installed."""

import json

import package


def main():
    args = package.arguments(__doc__)
    about = package.Package()
    system, processor = package.TARGETS[args.target]
    platform = f"{about.name}-{system}-{processor}"
    write(args.out, platform, about, {
        "package.json": manifest(about, platform, {
            "description": f"{about.name} for {system} on {processor}",
            "os": [system],
            "cpu": [processor],
            **({"libc": ["glibc"]} if system == "linux" else {}),
            # The program has to be a file, not a part of an archive.
            "preferUnplugged": True,
        }),
        "README.md": f"The program of `{about.name}` for {system} on {processor}. Install `{about.name}`.\n",
    }, args.binary.read_bytes())
    platforms = [
        f"{about.name}-{system}-{processor}" for system, processor in package.TARGETS.values()
    ]
    write(args.out, about.name, about, {
        "package.json": manifest(about, about.name, {
            "description": about.description,
            "keywords": about.keywords,
            "bin": {about.name: "bin/cruddur-db"},
            "engines": {"node": ">=18"},
            "optionalDependencies": {name: about.version for name in sorted(platforms)},
        }),
        "README.md": about.readme(),
        "bin/cruddur-db": launcher(about),
    })


def launcher(about):
    text = (package.ROOT / "packaging/npm/cruddur-db.sh").read_text(encoding="utf-8")
    return text.replace("@repository@", about.repository)


def manifest(about, name, more):
    fields = {
        "name": name,
        "version": about.version,
        "license": about.license,
        "repository": {"type": "git", "url": f"git+{about.repository}.git"},
        **more,
    }
    return json.dumps(fields, indent=2) + "\n"


def write(out, name, about, texts, program=None):
    """Writes `npm-NAME-VERSION.tgz`. As `NAME-VERSION.tgz`, which is the form of `npm pack`, pip and uv
    would take it for a source distribution where they find it beside the wheels."""
    files = {path: text.encode() for path, text in texts.items()}
    files.update(package.licenses(out))
    if program is None:
        files.pop(package.CRATE_LICENSES, None)
    else:
        files[f"bin/{about.name}"] = program
    package.write_tar(
        out / f"npm-{name}-{about.version}.tgz",
        {f"package/{file}": content for file, content in files.items()},
    )


if __name__ == "__main__":
    main()
