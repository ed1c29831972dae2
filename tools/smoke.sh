#!/usr/bin/env bash
# The main job on our own sample directives, as a user would run it: read, cite, export, serve.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"; [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true' EXIT
kheo=$PWD/.venv/bin/kheo
samples=$("$PWD/.venv/bin/python" -c 'from kheo.reading.samples import folder; print(folder())')

"$kheo" read --json -o "$work/out" "$samples"/*.docx "$samples"/*.txt
"$PWD/.venv/bin/python" - "$work/out" <<'PY'
import json, sys
from pathlib import Path

for path in sorted(Path(sys.argv[1]).glob("*.json")):
    reading = json.loads(path.read_text("utf-8"))
    for item in [*reading["citations"], *reading["obligations"]]:
        assert reading["text"][item["span"][0] : item["span"][1]] == item["text"] or item.get("segments"), item["id"]
    counts = {key: len(reading[key]) for key in ("obligations", "citations", "addressees", "report_duties")}
    assert counts["obligations"] > 5 and counts["citations"] > 1, (path.name, counts)
    print(f"   {path.name}: {counts}")
PY
"$kheo" cite "$samples"/*.txt >"$work/cited" && test -s "$work/cited"
"$kheo" serve --port 0 --port-file "$work/port" >"$work/log" 2>&1 & server=$!
for _ in $(seq 100); do test -s "$work/port" && break; sleep 0.1; done
"$PWD/.venv/bin/python" - "$(cat "$work/port")" <<'PY'
import sys, urllib.request

with urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/", timeout=20) as answer:
    page = answer.read().decode()
assert "<mark" in page and "Content-Security-Policy" in answer.headers, page[:300]
print(f"   served page: {len(page)} characters, marked up")
PY
echo "   the main job runs"
