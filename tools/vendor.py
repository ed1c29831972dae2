"""Copy what pages are served with from node_modules into src/kheo/pages/static/vendor, which is not committed.

Pages work without it: then they are set in a font of the reader's machine, and lists load as whole pages.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
FONT = PACKAGES / "@fontsource/be-vietnam-pro"
HTMX = PACKAGES / "htmx.org/dist/htmx.min.js"
VENDOR = ROOT / "src/kheo/pages/static/vendor"
WEIGHTS = (400, 500, 600)
SUBSETS = ("vietnamese", "latin")
FACE = re.compile(r"/\* be-vietnam-pro-(\S+)-\d+-normal \*/\n(@font-face \{.*?\n\})", re.DOTALL)
WOFF2 = re.compile(r"src: url\(\./files/([^)]*\.woff2)\) format\('woff2'\).*;")


def faces(weight: int) -> list[tuple[str, str]]:
    """Font file and rule of each subset of a weight, reduced to woff2."""
    found = dict(FACE.findall((FONT / f"{weight}.css").read_text("utf-8")))
    rules = []
    for subset in SUBSETS:
        source = WOFF2.search(found[subset])
        if source is None:
            raise ValueError(f"{FONT.name} {weight} has no woff2 of {subset}")
        rules.append((source[1], WOFF2.sub(r"src: url(\1) format('woff2');", found[subset])))
    return rules


def main() -> int:
    """Copy, or say what is missing; never fails for want of npm."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    if not (FONT.is_dir() and HTMX.is_file()):
        print("   npm's packages are not here: pages will use a font of the reader's machine and load as a whole")
        return 0
    VENDOR.mkdir(parents=True)
    chosen = [face for weight in WEIGHTS for face in faces(weight)]
    for name, _rule in chosen:
        shutil.copy(FONT / "files" / name, VENDOR)
    (VENDOR / "fonts.css").write_text("\n".join(rule for _name, rule in chosen) + "\n", "utf-8")
    shutil.copy(HTMX, VENDOR)
    for package, licence in ((FONT, "be-vietnam-pro"), (HTMX.parents[1], "htmx")):
        shutil.copy(package / "LICENSE", VENDOR / f"{licence}.LICENSE.txt")
    print(f"   {len(list(VENDOR.iterdir()))} files for pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
