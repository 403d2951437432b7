#!/usr/bin/env bash
# The steps of the GitHub Action (action.yml).
#
#   place    says which version is meant, and where its archive is kept
#   install  installs it and puts it on PATH
set -euo pipefail

version="${VERSION:-$ACTION_REF}"
version="${version#v}"
if [[ ! "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
  echo "::error::cruddur-db: name the version to install (with: version: 0.1.0), as the Action was not taken by its tag"
  exit 2
fi
tools="${RUNNER_TOOL_CACHE:-$RUNNER_TEMP}/cruddur-db/$version"

case "$1" in
  place)
    {
      echo "version=$version"
      echo "archives=$tools/archives"
    } >>"$GITHUB_OUTPUT"
    ;;
  install)
    # By `uses: ./` no repository is named; then it is the installer's own.
    from="${ACTION_REPOSITORY:+$GITHUB_SERVER_URL/$ACTION_REPOSITORY/releases}"
    export RELEASES_URL="${RELEASES_URL:-$from}"
    export VERSION="$version" ARCHIVE_DIR="$tools/archives" INSTALL_DIR="$tools/bin"
    sh "$(dirname "$0")/devcontainer/cruddur-db/install.sh"
    echo "$tools/bin" >>"$GITHUB_PATH"
    ;;
esac
