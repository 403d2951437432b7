#!/usr/bin/env bash
# Installs a package of a release on this machine, and runs it.   try.sh wheel|npm|deb|archive|formula DIST
set -euo pipefail
dist="$(cd "$2" && pwd)"
work="$(mktemp -d)"
# As root the server runs as someone else.
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
export CRUDDUR_PG_HOME="$work/server"
program=cruddur-db
case "$1" in
  wheel)
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --no-index --find-links "$dist" cruddur-db
    program="$work/venv/bin/cruddur-db"
    ;;
  npm)
    system="$(uname -s | tr '[:upper:]' '[:lower:]')"
    machine="$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')"
    npm install --silent --prefix "$work" --offline \
      "$dist"/npm-cruddur-db-"$system-$machine"-*.tgz "$dist"/npm-cruddur-db-[0-9]*.tgz
    program="$work/node_modules/.bin/cruddur-db"
    ;;
  deb)
    sudo apt-get install -y -qq "$dist"/cruddur-db_*_"$(dpkg --print-architecture)".deb
    ;;
  archive)
    mkdir -p "$work/page/download"
    version="$(sed -n 's/.* cruddur-db-\(.*\)-x86_64-unknown-linux-gnu.tar.gz/\1/p' "$dist/SHA256SUMS")"
    cp -r "$dist" "$work/page/download/v$version"
    VERSION="$version" INSTALL_DIR="$work" RELEASES_URL="file://$work/page" sh "$dist/install.sh"
    program="$work/cruddur-db"
    ;;
  formula)
    # Homebrew takes no formula that is not in a tap, and trusts the one that is named whole.
    export HOMEBREW_NO_AUTO_UPDATE=1
    brew tap-new --no-git cruddur/try
    # Its URLs lead to what is not published yet.
    sed "s#https://.*/\(cruddur-db-.*tar.gz\)#file://$dist/\1#" "$dist/cruddur-db.rb" \
      > "$(brew --repository cruddur/try)/Formula/cruddur-db.rb"
    brew install cruddur/try/cruddur-db
    brew test cruddur/try/cruddur-db
    ;;
esac

cd "$work"
"$program" version
status=0
"$program" config --env nowhere || status=$?
[ "$status" = 2 ] || { echo "the exit status is $status, not 2"; exit 1; }
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null; then
  "$program" setup
  "$program" server destroy --yes
fi
