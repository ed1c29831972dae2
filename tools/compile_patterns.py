"""Write the patterns that reading our samples needs, compiled ahead (see kheo/text/ahead.py). `make setup` calls it."""

from __future__ import annotations

import re
from functools import cache

from kheo.text import ahead, patterns


def main() -> None:
    """Read every sample, note each pattern that is asked for, and write them."""
    asked: list[tuple[str, int]] = []

    @cache
    def noting(pattern: str, flags: int = 0) -> re.Pattern[str]:
        asked.append((pattern, int(flags)))
        return re.compile(pattern, flags)

    # Before anything of the reader is imported, so that every module takes this one.
    patterns.compiled = noting
    from kheo.reading import read_path
    from kheo.reading.samples import folder

    for path in sorted(folder().iterdir()):
        if path.suffix in {".txt", ".docx"}:
            read_path(path)
    print(f"   {ahead.write(asked)} patterns compiled ahead")


if __name__ == "__main__":
    main()
