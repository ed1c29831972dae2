"""The process that looks: `python -m kheo.core.files.looking.child`. A question comes on its standard input, the answer
goes to its standard output, each a line of JSON and then bytes.

A fault in a decoder ends this process and no other. It has a limit of memory and of processor time, and can write no
file: the system refuses it every byte.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from typing import Any

MEMORY = 3 << 30
SECONDS = 60
_LIMITS = {
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_AS: MEMORY,
}


def main() -> None:
    """Answer one question."""
    for what, limit in _LIMITS.items():
        resource.setrlimit(what, (limit, limit))
    question = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    head, body = _answer(question, content)
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)


def _answer(question: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    from kheo.core.files.looking import look
    from kheo.core.files.looking.refused import Refused

    try:
        if question["do"] == "blur":
            return {}, look.blur(content, question["kind"], question["boxes"])
        if question["do"] == "preview":
            return {}, look.preview(content, question["boxes"])
        seen = asdict(look.look(content, question["kinds"]))
    except Refused as refused:
        return {"refused": refused.code, "data": refused.data}, b""
    except MemoryError:
        return {"refused": "bomb", "data": {}}, b""
    body = seen.pop("content")
    return seen, body


if __name__ == "__main__":
    main()
