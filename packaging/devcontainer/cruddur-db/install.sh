#!/bin/sh
# Installs cruddur-db from the archive of a release, whose SHA-256 is checked. The devcontainer feature
# and the GitHub Action run it; it can be run by itself.
#
#   VERSION       such as 0.1.0 [latest]
#   CHECKSUM      the SHA-256 of the archive [that in the release's SHA256SUMS]
#   INSTALL_DIR   where the program goes [/usr/local/bin]
#   ARCHIVE_DIR   where the archive is kept, and taken from when it is there [nowhere]
#   RELEASES_URL  the page of the releases
set -eu

version="${VERSION:-latest}"
version="${version#v}"
install_dir="${INSTALL_DIR:-/usr/local/bin}"
releases="${RELEASES_URL:-https://github.com/OWNER/cruddur-db/releases}"

fail() {
  echo "error: $1" >&2
  [ -z "${2:-}" ] || echo "hint: $2" >&2
  exit 1
}

target() {
  case "$(uname -m)" in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "there is no cruddur-db for $(uname -m)" "build it: cargo install cruddur-db" ;;
  esac
  case "$(uname -s)" in
    Linux)
      if ldd --version 2>&1 | grep -qi musl; then
        fail "there is no cruddur-db for musl" "take an image with glibc, or cargo install cruddur-db"
      fi
      echo "$machine-unknown-linux-gnu"
      ;;
    Darwin) echo "$machine-apple-darwin" ;;
    *) fail "there is no cruddur-db for $(uname -s)" ;;
  esac
}

download() {
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --retry 2 --output "$2" "$1"
  elif command -v wget >/dev/null; then
    wget --quiet --output-document="$2" "$1"
  else
    fail "there is neither curl nor wget" "install one of them"
  fi || fail "$1 cannot be downloaded" "is there a version $version?"
}

sha256() {
  if command -v sha256sum >/dev/null; then
    sha256sum "$1"
  else
    shasum -a 256 "$1"
  fi | cut -d ' ' -f 1
}

case "$version" in
  latest) from="$releases/latest/download" ;;
  *) from="$releases/download/v$version" ;;
esac
target="$(target)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
archive="cruddur-db-$version-$target.tar.gz"
if [ -z "${CHECKSUM:-}" ] || [ "$version" = latest ]; then
  download "$from/SHA256SUMS" "$work/SHA256SUMS"
  line="$(grep -- "-$target\.tar\.gz\$" "$work/SHA256SUMS")" || fail "the release has no archive for $target"
  archive="${line##* }"
  CHECKSUM="${CHECKSUM:-${line%% *}}"
fi

kept="${ARCHIVE_DIR:-$work}/$archive"
if [ -f "$kept" ] && [ "$(sha256 "$kept")" = "$CHECKSUM" ]; then
  echo "taking $archive from ${ARCHIVE_DIR:-$work}"
else
  download "$from/$archive" "$work/download"
  found="$(sha256 "$work/download")"
  [ "$found" = "$CHECKSUM" ] || fail "the SHA-256 of $archive is $found, not $CHECKSUM"
  mkdir -p "$(dirname "$kept")"
  mv "$work/download" "$kept"
fi
tar -xzf "$kept" -C "$work"
mkdir -p "$install_dir"
# Renamed into its place: an older one may be running.
mv "$work/${archive%.tar.gz}/cruddur-db" "$install_dir/.cruddur-db.$$"
mv "$install_dir/.cruddur-db.$$" "$install_dir/cruddur-db"
"$install_dir/cruddur-db" --version
