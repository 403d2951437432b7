#!/usr/bin/env bash
# Fails when a program needs a newer glibc than this.   glibc.sh 2.17 FILE...
set -euo pipefail
oldest="$1"
shift
for program in "$@"; do
  newest="$(objdump -T "$program" | grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -V | tail -1)"
  echo "$program needs glibc $newest"
  [ "$(printf '%s\n' "$oldest" "$newest" | sort -V | tail -1)" = "$oldest" ] || exit 1
done
