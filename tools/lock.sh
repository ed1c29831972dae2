#!/usr/bin/env bash
# Write the lock files. Nothing younger than a week enters: a hijacked release is mostly found within days.
set -euo pipefail
cd "$(dirname "$0")/.."
cutoff=$(date -u -d '7 days ago' +%F)
lock() { # lock FILE extra-arguments…
  local file=$1; shift
  .venv/bin/uv pip compile pyproject.toml --quiet --generate-hashes --no-header --no-annotate \
    --python-version 3.11 --exclude-newer "$cutoff" --extra cli --extra ocr --extra faces --extra platform --extra units --group dev "$@" --output-file "$file.new"
  { echo "# Written by 'make lock'. No version here was younger than 7 days on $(date -u +%F) (cutoff $cutoff)."; cat "$file.new"; } > "$file"
  rm "$file.new"
}
lock requirements.lock
lock requirements-prove.lock --group prove
