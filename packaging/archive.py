#!/usr/bin/env python3
"""Makes the archive of a ready program for the release page, which the installer, cargo-binstall and
Homebrew take it from."""

import package

ALSO = ["README.md", "CHANGELOG.md"]


def main():
    args = package.arguments(__doc__)
    about = package.Package()
    name = f"{about.name}-{about.version}-{args.target}"
    files = {about.name: args.binary.read_bytes(), **package.licenses(args.out)}
    texts = [package.ROOT / text for text in ALSO] + sorted((package.ROOT / "completions").iterdir())
    for text in texts:
        files[str(text.relative_to(package.ROOT))] = text.read_bytes()
    package.write_tar(
        args.out / f"{name}.tar.gz", {f"{name}/{file}": content for file, content in files.items()}
    )


if __name__ == "__main__":
    main()
