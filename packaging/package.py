"""What all packages are made from: the crate's metadata, the targets, and files that are the same
bytes whenever they are made (times are SOURCE_DATE_EPOCH, else 1980)."""

import argparse
import gzip
import io
import os
import pathlib
import re
import sys
import tarfile
import time
import zipfile

# The first one whose gzip takes a time.
if sys.version_info < (3, 8):
    sys.exit(f"error: Python 3.8 or later is needed; this is {sys.version.split()[0]}")

ROOT = pathlib.Path(__file__).resolve().parent.parent
# The oldest time that a zip can hold: 1980-01-01.
OLDEST = 315532800
# And the newest: the end of 2107.
NEWEST = 4354819199
# Level 9 takes three times as long, for one percent.
LEVEL = 6
LICENSES = ["LICENSE-APACHE", "LICENSE-MIT"]
# Those of the crates in the program, which licenses.py writes beside the packages before they are made.
CRATE_LICENSES = "THIRD-PARTY-LICENSES.txt"

# By the triple: npm's names of the system and the processor.
TARGETS = {
    "x86_64-unknown-linux-gnu": ("linux", "x64"),
    "aarch64-unknown-linux-gnu": ("linux", "arm64"),
    "x86_64-apple-darwin": ("darwin", "x64"),
    "aarch64-apple-darwin": ("darwin", "arm64"),
}


class Package:
    """What `[package]` of Cargo.toml says."""

    def __init__(self):
        text = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
        table = text.split("[package]", 1)[1].split("\n[", 1)[0]
        fields = dict(re.findall(r'^([a-z-]+) = "(.*)"$', table, re.MULTILINE))
        self.name = fields["name"]
        self.version = fields["version"]
        self.description = fields["description"]
        self.license = fields["license"]
        self.repository = fields["repository"]
        self.homepage = fields["homepage"]
        self.keywords = re.findall(r'"(.*?)"', re.search(r"^keywords = (.*)$", table, re.M)[1])

    def readme(self):
        """The first page, whose links lead to the repository from wherever it is shown."""
        text = (ROOT / "README.md").read_text(encoding="utf-8")
        for link, kind in [(r"(!\[[^]]*\])", "raw"), (r"((?<!!)\[[^]]*\])", "blob")]:
            there = f"{self.repository}/{kind}/v{self.version}"
            text = re.sub(link + r"\((?![a-z]+://|#)", rf"\1({there}/", text)
        return text


def epoch():
    """The time of every file in a package, in seconds since 1970."""
    value = os.environ.get("SOURCE_DATE_EPOCH", str(OLDEST))
    if not re.fullmatch("[0-9]+", value) or int(value) > NEWEST:
        sys.exit(f"error: SOURCE_DATE_EPOCH is {value!r}, not a number of seconds from 1970 to 2107")
    return max(int(value), OLDEST)


def licenses(out):
    """The texts of the licences, by their names."""
    files = {name: (ROOT / name).read_bytes() for name in LICENSES}
    if (out / CRATE_LICENSES).exists():
        files[CRATE_LICENSES] = (out / CRATE_LICENSES).read_bytes()
    return files


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--binary", required=True, type=pathlib.Path, help="the ready program")
    parser.add_argument("--target", required=True, choices=sorted(TARGETS), help="what it is for")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="the directory to write to")
    args = parser.parse_args()
    epoch()
    check(args.binary, args.target)
    args.out.mkdir(parents=True, exist_ok=True)
    return args


def write_tar(path, files):
    """Writes a compressed tar of files, by their names; what is in `bin` or is the program can be run."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            entry.mtime = epoch()
            is_program = name.split("/")[-2] == "bin" or name.endswith("/cruddur-db")
            entry.mode = 0o755 if is_program else 0o644
            archive.addfile(entry, io.BytesIO(content))
    path.write_bytes(gzip.compress(plain.getvalue(), compresslevel=LEVEL, mtime=0))
    print(path)


def write_zip(path, files, program):
    """Writes a zip of files, by their names; that of the program can be run."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, time.gmtime(epoch())[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Unix, whose modes follow.
            entry.create_system = 3
            entry.external_attr = (0o100755 if name == program else 0o100644) << 16
            archive.writestr(entry, content)
    print(path)


def check(binary, target):
    """A package with the program of another system would only be noticed by its users."""
    try:
        with open(binary, "rb") as file:
            head = file.read(20)
    except OSError as error:
        sys.exit(f"error: {binary} cannot be read: {error.strerror}")
    machine = int.from_bytes(head[18:20], "little")
    found = {
        (b"\x7fELF", 62): "x86_64-unknown-linux-gnu",
        (b"\x7fELF", 183): "aarch64-unknown-linux-gnu",
    }.get((head[:4], machine))
    if head[:4] == b"\xcf\xfa\xed\xfe":
        arm = int.from_bytes(head[4:8], "little") == 0x0100000C
        found = "aarch64-apple-darwin" if arm else "x86_64-apple-darwin"
    if found != target:
        sys.exit(f"error: {binary} is built for {found or 'another system'}, not for {target}")
