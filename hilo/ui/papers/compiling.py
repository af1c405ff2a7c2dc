"""One Typst compiler for each process, made when the first paper is asked for.

Measured: loading it takes 40 MB, so a web process that prints nothing never pays; a paper of one page
takes 2-6 ms afterwards, and 830 of them in a row keep 8 MB more.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, cast
from xml.sax.saxutils import quoteattr

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent  # hilo/: a template names others from here, "/ui/papers/paper.typ"
FAMILIES = ("Noto Sans", "Noto Naskh Arabic")

_one_at_a_time = Lock()


class PaperFailed(RuntimeError):
    """A template that does not compile: a mistake of ours, told to the log and never to a reader."""


def render(
    template: str | Path,
    data: dict[str, Any],
    *,
    standards: tuple[str, ...] = (),
    at: dt.datetime | None = None,
) -> bytes:
    """The PDF that `template` makes of `data`; the same data and `at` give the same bytes.

    `template` is a path from `hilo/`, or an absolute one inside it; `standards` are Typst's names
    ("ua-1", "a-2a"); `at` is the time of making that the file states. Raises PaperFailed.
    """
    path = ROOT / template
    given = {"data": json.dumps(data, ensure_ascii=False, default=str)}
    with _one_at_a_time:
        moment = (at or dt.datetime.fromtimestamp(0, dt.UTC)).replace(microsecond=0)
        return _compiled(path, given, list(standards), moment)


def picture(content: bytes, *, kind: str, width: int, height: int) -> str:
    """A picture as an SVG text, the form in which it travels in the data of a template.

    `kind` is its media type (`image/png`, `image/jpeg`, `image/webp`), `width` and `height` are its
    pixels. The template shows it with `#image(bytes(data.logo), format: "svg", alt: …)`.
    """
    if kind == "image/svg+xml":
        return content.decode()
    address = quoteattr(f"data:{kind};base64,{base64.b64encode(content).decode()}")
    size = f'width="{int(width)}" height="{int(height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image href={address} {size}/></svg>'


def _compiled(
    path: Path, given: dict[str, str], standards: list[Any], moment: dt.datetime
) -> bytes:

    try:
        made = _compiler().compile(
            input=path, sys_inputs=given, format="pdf", pdf_standards=standards, timestamp=moment
        )
    except RuntimeError as error:  # TypstError is one; a template that is not there is a plain one
        raise PaperFailed(f"{path.name}: {getattr(error, 'diagnostic', error)}") from error
    return cast(bytes, made)


@cache
def _compiler() -> Any:
    """The compiler with our faces alone; `typst` is imported here so that others do not pay for it."""
    import typst

    faces = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"]
    )
    return typst.Compiler(root=ROOT, font_paths=faces)
