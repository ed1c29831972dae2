#!/usr/bin/env bash
# The long proofs: coverage-guided fuzzing, self-checks, accuracy on both halves, speed and growth to 10 MB, ranking and
# likeness at full size. Prints what it does; the dated log is meant to be committed.
#   tools/prove.sh [SECONDS OF FUZZING A TARGET, default 300]
set -uo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-${FUZZ_SECONDS:-300}}
bin=$PWD/.venv/bin
log=docs/proofs/$(date -u +%F).txt
failed=0
"$bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-prove.lock

step() { # step NAME COMMAND…
  echo; echo "== $1"; shift
  "$@" 2>&1 || { echo "FAILED: $*"; failed=1; }
}

fuzz() { # fuzz TARGET
  local corpus; corpus=$(mktemp -d)
  "$bin/python" prove/fuzz_reading.py "$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 "$corpus" 2>&1 |
    grep -E "ERROR|Uncaught|Error|assert|^stat::(number_of_executed|new_units|peak)|DONE" | tail -15
  local result=${PIPESTATUS[0]}
  rm -rf "$corpus"
  return "$result"
}

{
  echo "Proofs of $(git rev-parse --short HEAD), $(date -u +%F), Python $("$bin/python" -V | cut -d' ' -f2), $(nproc) cores"
  for target in bytes text docx cite; do step "fuzzing: $target, $seconds s" fuzz "$target"; done
  step "self-checks without gold" "$bin/python" bench/selfchecks.py
  step "accuracy on both halves" "$bin/python" bench/accuracy.py
  step "agreement of two annotators" "$bin/python" bench/agreement.py
  step "scans: rendered, degraded, read" "$bin/python" bench/images.py
  step "speed and growth of the reader" "$bin/python" bench/reading.py --full
  step "ranking study" "$bin/python" bench/ranking.py --full
  step "ranking: the same bytes on other Pythons" "$bin/python" bench/interpreters.py
  step "all units of Vietnam, on both databases" "$bin/python" prove/nation.py
  step "likeness at a million texts" "$bin/python" bench/likeness.py --full
  step "journal: verified, rewritten; many writers" "$bin/python" bench/journal.py --full
  step "workers killed at random points" "$bin/python" prove/kills.py 200
  step "senders of mail killed, the mail server stopped under load" "$bin/python" prove/mail_kills.py 200
  step "ten thousand letters at a set rate" "$bin/python" bench/mail.py
} | tee "$log"
grep -q '^FAILED' "$log" && failed=1
exit $failed
