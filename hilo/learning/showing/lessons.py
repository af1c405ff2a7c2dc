"""A lesson in the language that its reader asks for, and in which others there is one."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import ngettext

from hilo.core.text import direction_of, own_name_of
from hilo.learning.models import Page
from hilo.learning.queries.outline import Outline, StepLine
from hilo.ui import reader
from hilo.ui.numerals import figure


def in_language(page: Page, wanted: str = "") -> dict[str, Any]:
    """The HTML of a lesson in `wanted`, else the reader's language, else the original; and the other ones."""
    here, original = reader.language(), page.title.original
    choices = [one for one in (wanted, here, original, *page.html) if one in page.html]
    language = choices[0] if choices else original
    return {
        # Cleaned when the course was published.
        "html": mark_safe(page.html.get(language, "")),
        "language": language,
        "direction": direction_of(language),
        "is_other_language": language != here,
        "language_name": own_name_of(language),
        "others": [(one, own_name_of(one)) for one in page.html if one != language],
    }


def said_of(outline: Outline, step: StepLine) -> str:
    """«Step 3 of 26»."""
    told = {"place": figure(outline.place[step.uuid] + 1), "count": figure(len(outline.steps))}
    words = ngettext(
        "Step %(place)s of %(count)s", "Step %(place)s of %(count)s", len(outline.steps)
    )
    return words % told
