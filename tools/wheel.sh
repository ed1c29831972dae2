#!/usr/bin/env bash
# The wheel holds all that a command needs: built here, installed elsewhere with what the lock pins, used from elsewhere.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$PWD/.venv/bin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$bin/python" -m hatchling build --target wheel --directory "$work" >/dev/null 2>&1
"$bin/uv" venv --quiet --python "$bin/python" "$work/venv"
"$bin/uv" pip install --quiet --python "$work/venv/bin/python" --constraints requirements.lock "$work"/kheo-*.whl
cd "$work"
kheo=$work/venv/bin/kheo
samples=$(venv/bin/python -c 'from kheo.reading.samples import folder; print(folder())')

"$kheo" read "$samples"/*.docx | grep -q 'không nêu thời hạn' # the catalogue
"$kheo" read --json --html -o out "$samples"
test "$(ls out/*.json out/*.html | wc -l)" = 8
mkdir texts && cp "$samples"/*.txt texts
"$kheo" likeness --json texts >/dev/null # the common phrases
venv/bin/python -c 'from importlib.resources import files; files("kheo.reading").joinpath("reading.schema.json").read_text("utf-8")'
echo "   $(basename kheo-*.whl) works away from its sources"
