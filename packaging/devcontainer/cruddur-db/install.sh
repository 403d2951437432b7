#!/bin/sh
# Installs cruddur-db from the archive of a release, whose SHA-256 is checked. The devcontainer feature
# and the GitHub Action run it; it can be run by itself.
#
#   VERSION       such as 0.1.0 [latest]
#   CHECKSUM      the SHA-256 of the archive [that in the release's SHA256SUMS]
#   INSTALL_DIR   where the program goes [/usr/local/bin]
#   ARCHIVE_DIR   where the archive is kept, and taken from when it is there [nowhere]
#   RELEASES_URL  the page of the releases [that of the repository below]
set -eu

version="${VERSION:-latest}"
version="${version#v}"
install_dir="${INSTALL_DIR:-/usr/local/bin}"
repository=https://github.com/OWNER/cruddur-db
releases="${RELEASES_URL:-$repository/releases}"
build="build it: cargo install --locked --git $repository cruddur-db"

fail() {
  echo "error: $1" >&2
  [ -z "${2:-}" ] || echo "hint: $2" >&2
  exit 1
}

work="$(mktemp -d)"
# What they become appears whole. The names are no one else's, in other containers neither.
new="$install_dir/.cruddur-db.${work##*/}"
part="$new"
# dash runs no EXIT trap for a signal.
child=
made=
end() {
  rm -rf "$work"
  rm -f "$new" "$part"
  [ -z "$made" ] || rmdir "$install_dir" 2>/dev/null || true
}
stop() {
  [ -z "$child" ] || kill "$child" 2>/dev/null || true
  exit "$1"
}
trap end EXIT
trap 'stop 129' HUP
trap 'stop 130' INT
trap 'stop 143' TERM

target() {
  case "$(uname -m)" in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "there is no cruddur-db for $(uname -m)" "$build" ;;
  esac
  case "$(uname -s)" in
    Linux)
      if ldd --version 2>&1 | grep -qi musl; then
        fail "there is no cruddur-db for musl" "take an image with glibc; or $build"
      fi
      echo "$machine-unknown-linux-gnu"
      ;;
    Darwin) echo "$machine-apple-darwin" ;;
    *) fail "there is no cruddur-db for $(uname -s)" "$build" ;;
  esac
}

download() {
  if command -v curl >/dev/null; then
    set -- curl --fail --silent --show-error --location --retry 2 --output "$2" "$1"
  elif command -v wget >/dev/null; then
    # Options that busybox has, too.
    set -- wget -nv -t 3 -O "$2" "$1"
  else
    fail "there is neither curl nor wget" "install one of them"
  fi
  # Waited for, so that a signal has its effect at once.
  "$@" 2>"$work/said" &
  child=$!
  status=0
  wait "$child" || status=$?
  child=
  [ "$status" -ne 0 ] || return 0
  cat "$work/said" >&2
  for url in "$@"; do :; done
  case "$(cat "$work/said")" in
    *" 404"*) fail "$url is not there" "is there a version $version?" ;;
    *) fail "$url cannot be downloaded" ;;
  esac
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
  *[!0-9A-Za-z.-]*) fail "$version is not a version" "name one, such as VERSION=0.1.0" ;;
  *) from="$releases/download/v$version" ;;
esac
target="$(target)"
# Before anything is downloaded.
[ -d "$install_dir" ] || made=yes
if ! { mkdir -p "$install_dir" && touch "$new"; } 2>/dev/null; then
  fail "$install_dir cannot be written to" "run it as root (sudo), or name another place: INSTALL_DIR=\$HOME/.local/bin"
fi
[ ! -d "$install_dir/cruddur-db" ] || fail "$install_dir/cruddur-db is a directory" "name another place: INSTALL_DIR=\$HOME/.local/bin"
archive="cruddur-db-$version-$target.tar.gz"
# Some tools write it in capitals.
CHECKSUM="$(printf %s "${CHECKSUM:-}" | tr '[:upper:]' '[:lower:]')"
if [ -z "$CHECKSUM" ] || [ "$version" = latest ]; then
  download "$from/SHA256SUMS" "$work/SHA256SUMS"
  line="$(grep -- "-$target\.tar\.gz\$" "$work/SHA256SUMS")" || fail "the release has no archive for $target"
  archive="${line##* }"
  CHECKSUM="${CHECKSUM:-${line%% *}}"
fi

# Others may write there at the same time: what is checked and unpacked is a copy.
kept="${ARCHIVE_DIR:-$work}/$archive"
part="$kept.${work##*/}"
if cp "$kept" "$work/download" 2>/dev/null && [ "$(sha256 "$work/download")" = "$CHECKSUM" ]; then
  echo "taking $archive from $ARCHIVE_DIR"
else
  download "$from/$archive" "$work/download"
  found="$(sha256 "$work/download")"
  [ "$found" = "$CHECKSUM" ] || fail "the SHA-256 of $archive is $found, not $CHECKSUM"
  mkdir -p "$(dirname "$kept")"
  cp "$work/download" "$part"
  mv "$part" "$kept"
fi
tar -xzf "$work/download" -C "$work"
# Renamed into its place, as an older one may be running; and only if it runs here.
mv "$work/${archive%.tar.gz}/cruddur-db" "$new"
said="$("$new" --version 2>&1)" || fail "the program of $archive does not run here: $said" "$build"
mv "$new" "$install_dir/cruddur-db"
echo "$said"
