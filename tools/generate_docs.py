"""Write what follows from the code: rules, reference of commands, lifecycles, JSON Schema, samples.

usage: generate_docs.py [--check]

With --check nothing is written; a page that is not as the code would write it is named, and the exit code is 1.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from kheo.cli import COMMANDS
from kheo.cli import main as kheo
from kheo.reading.catalogue import all_rules
from kheo.reading.export.schema import SCHEMA_FILE, schema
from kheo.reading.rules import Rule

ROOT = Path(__file__).resolve().parents[1]
MADE = "<!-- Made by tools/generate_docs.py; change the code, not this page. -->\n"
FAMILY_TITLES = {
    "header": "Header (thể thức)",
    "structure": "Structure (bố cục)",
    "citation": "Citations (viện dẫn)",
    "order": "Orders (nhiệm vụ được giao)",
    "body": "Bodies that act (chủ thể)",
    "deadline": "Deadlines (thời hạn)",
    "period": "Periods (định kỳ)",
    "report": "Report duties (chế độ báo cáo)",
    "footnote": "Footnotes (chú thích)",
    "placing": "What is left over",
}


INTRODUCTION = """
Khéo reads by {count} rules. Every finding names the rule that made it; `kheo read --why ID FILE` prints the rule of one
finding, its words, and what was left aside. The examples below are tests: a rule must fire in each of the first kind
and in none of the second. The number is what a finding is worth where nothing lowers it.
"""


def rules_page() -> str:
    """The page of the manual that lists every rule."""
    rules = all_rules()
    families: dict[str, list[Rule]] = {}
    for rule in rules:
        families.setdefault(rule.id.partition(".")[0], []).append(rule)
    parts = [
        "# The rules of reading\n\n",
        MADE,
        INTRODUCTION.format(count=len(rules)),
    ]
    for family, members in families.items():
        parts.append(f"\n## {FAMILY_TITLES.get(family, family.capitalize())}\n")
        parts += [rule_paragraph(rule) for rule in members]
    return "".join(parts)


def rule_paragraph(rule: Rule) -> str:
    """One rule: id, meaning, examples, counter-examples."""
    listed = [
        f"\n{label}:\n\n" + "".join(f"- {as_code(example)}\n" for example in examples)
        for label, examples in (("Fires in", rule.yes), ("Does not fire in", rule.no))
        if examples
    ]
    return f"\n### `{rule.id}`\n\n{rule.meaning} ({rule.confidence:.2f})\n" + "".join(listed)


def as_code(words: str) -> str:
    """Words as one line of code; a line end is shown as ⏎."""
    shown = words.replace("\n", " ⏎ ").replace("`", "ˋ")
    return f"`{shown}`"


def reference_page() -> str:
    """The help of every command, as it prints it."""
    head = "# Reference of the command line\n\n" + MADE + "\nBy task: [cli.md](cli.md).\n"
    return head + "".join(
        f"\n## `{f'kheo {name}'.strip()}`\n\n```text\n{help_of(name)}```\n" for name in ("", *COMMANDS)
    )


def help_of(name: str) -> str:
    """What `kheo NAME --help` prints in English, 80 columns wide."""
    os.environ.update(COLUMNS="80", KHEO_LANG="en")
    printed = io.StringIO()
    try:
        with redirect_stdout(printed):
            kheo([name, "--help"] if name else ["--help"])
    except SystemExit:
        pass
    return printed.getvalue()


def lifecycles_page() -> str:
    """The states and moves of every kind of record, as the installed areas declare them."""
    from kheo.core.start import start

    with TemporaryDirectory() as home:
        os.environ.update(KHEO_HOME=home, KHEO_LANG="en")
        start()
        from kheo.core.lifecycle.pages import page

        return page().replace("\n\n", "\n\n" + MADE, 1)


def schema_text() -> str:
    """The JSON Schema as it ships."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write the pages, or compare them."""
    pages = {
        ROOT / "docs/rules.md": rules_page(),
        ROOT / "docs/cli-reference.md": reference_page(),
        ROOT / "docs/lifecycles.md": lifecycles_page(),
        SCHEMA_FILE: schema_text(),
    }
    check = "--check" in sys.argv
    stale = []
    for path, content in pages.items():
        if not check:
            path.write_text(content, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != content:
            stale.append(str(path.relative_to(ROOT)))
    for name in stale:
        print(f"{name} is not as the code writes it: run `make docs`")
    samples = [sys.executable, str(ROOT / "tools/make_samples.py"), *(["--check"] if check else [])]
    return 1 if stale else subprocess.run(samples, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
