"""A question inside a lesson: a form that answers on the page itself, with scripts or without.

`::: question code` left a place in the lesson's HTML when it was published; here the question is put
into it. Nothing is kept of what a reader tries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hilo.learning import asked
from hilo.learning.asked import Asked
from hilo.learning.models import QuestionVersion
from hilo.learning.rules import responding
from hilo.learning.showing.answered import tone_of
from hilo.learning.showing.questions import drawing_of

PLACE = re.compile(r'<div(?=[^>]*data-kind="question")[^>]*data-question="([^"]+)"[^>]*>')
KEPT = ("in",)  # words of the lesson's address that the form carries along


def put_in(html: str, questions: Mapping[str, int], sent: Any, language: str) -> SafeString:
    """The lesson with its questions; the one that was tried (`check` in `sent`) with its answer."""
    known = _known(questions)

    def filled(found: re.Match[str]) -> str:
        version = known.get(questions.get(found[1], 0))
        return found[0] + (_form(found[1], version, sent, language) if version else "")

    return mark_safe(PLACE.sub(filled, html))  # cleaned when published; questions are escaped


def _known(questions: Mapping[str, int]) -> dict[int, Asked]:
    rows = QuestionVersion.objects.filter(pk__in=questions.values()).values_list("uuid", "pk")
    return asked.of(rows)


def _form(code: str, version: Asked, sent: Any, language: str) -> str:
    drawn = drawing_of(version, language)
    is_tried = sent.get("check") == code
    response = responding.read(drawn.question, sent, "a1") if is_tried else None
    told = _told(version, response, language) if is_tried else ""
    target, button = escape(f"check-{code}"), escape(_("Check my answer"))
    carried = "".join(
        f'<input type="hidden" name="{name}" value="{escape(str(sent.get(name)))}">'
        for name in KEPT
        if sent.get(name)
    )
    return (
        f'<form class="question" method="get" action="#{target}" id="{target}" data-ui-check>{carried}'
        f'<input type="hidden" name="check" value="{escape(code)}">'
        f"{drawn.to_answer(1, response, code)}"
        f'<p><button class="button" type="submit" data-look="quiet">{button}</button></p>{told}</form>'
    )


def _told(version: Asked, response: Any, language: str) -> str:
    grade, said_in = version.grade(response, language)
    words = {
        "right": _("That is right."),
        "partly": _("That is partly right."),
        "wrong": _("That is not right yet."),
        "not_answered": _("Choose or write an answer first."),
        "needs_grading": _("Nobody grades this here; compare it with the lesson."),
    }[grade.state]
    told = drawing_of(version, said_in).remarks(grade, response)
    return f'<div role="status" data-state="{tone_of(grade.state)}"><p><b>{escape(words)}</b></p>{told}</div>'
