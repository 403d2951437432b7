#!/usr/bin/env bash
# Makes every package of a release.   all.sh PROGRAMS DIST
# PROGRAMS has a directory program-TARGET for each target, with `dist/cruddur-db` or `cruddur-db`.
# For the .deb, one of them has to have written the manual pages: cruddur-db man --out target/man
set -euo pipefail
programs="$(cd "$1" && pwd)"
mkdir -p "$2"
dist="$(cd "$2" && pwd)"
cd "$(dirname "$0")/.."
targets=()
for directory in "$programs"/program-*; do
  targets+=(--target "${directory##*/program-}")
done
packaging/licenses.py --out "$dist/THIRD-PARTY-LICENSES.txt" "${targets[@]}"
for directory in "$programs"/program-*; do
  target="${directory##*/program-}"
  program="$(find "$directory" -name cruddur-db -type f)"
  chmod +x "$program"
  for package in archive wheel npm; do
    "packaging/$package.py" --binary "$program" --target "$target" --out "$dist"
  done
  if [[ "$target" == *-linux-gnu ]] && command -v cargo-deb >/dev/null; then
    mkdir -p "target/$target/release"
    cp "$program" "target/$target/release/cruddur-db"
    cp "$dist/THIRD-PARTY-LICENSES.txt" target/
    cargo deb --no-build --no-strip --target "$target" --output "$dist/"
  fi
  function="$(find "$directory" -name post-confirmation -type f)"
  if [ -n "$function" ]; then
    packaging/function.py --binary "$function" --target "$target" --out "$dist"
  fi
done
# Debian sorts 0.2.0~rc.1 before 0.2.0, and GitHub does not keep a ~ in a name.
for deb in "$dist"/*~*.deb; do
  [ ! -f "$deb" ] || mv "$deb" "${deb//\~/.}"
done
cp packaging/devcontainer/cruddur-db/install.sh "$dist/"
(cd "$dist" && sha256sum -- *.tar.gz > SHA256SUMS)
packaging/formula.py --sums "$dist/SHA256SUMS" --out "$dist"
# The sums of all that is published, each once.
(cd "$dist" && find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%f\n' | sort | xargs sha256sum > SHA256SUMS)
