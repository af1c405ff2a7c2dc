"""Whole books are printed by a process of their own, which gives all its memory back when it ends.

A book of sixty pages leaves the compiler with some hundred megabytes that it would keep for the next
one; the background worker, which lives for weeks, has no use for them.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from typing import Any

from hilo.ui.papers.compiling import ROOT, PaperFailed, render

LONGEST = 300  # seconds for one book


def render_apart(
    template: str,
    data: dict[str, Any],
    *,
    standards: tuple[str, ...] = (),
    at: dt.datetime | None = None,
) -> bytes:
    """What `render` answers, made by another process; raises PaperFailed as it does."""
    order = {
        "template": template,
        "data": data,
        "standards": standards,
        "at": at.isoformat() if at else None,
    }
    done = subprocess.run(
        [sys.executable, "-m", "hilo.ui.papers.apart"],
        input=json.dumps(order, ensure_ascii=False, default=str).encode(),
        capture_output=True,
        cwd=ROOT.parent,
        timeout=LONGEST,
    )
    if done.returncode:
        raise PaperFailed(done.stderr.decode(errors="replace").strip() or "it ended without a word")
    return done.stdout


def main() -> int:
    """Read one order, write one PDF."""
    order = json.load(sys.stdin.buffer)
    at = dt.datetime.fromisoformat(order["at"]) if order["at"] else None
    try:
        made = render(order["template"], order["data"], standards=tuple(order["standards"]), at=at)
    except PaperFailed as failure:
        sys.stderr.write(str(failure))
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
