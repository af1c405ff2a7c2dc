"""What somebody answered to a question, as HTML written in Python: each part with its sign and what is said of it.

`one` is a `showing.questions.Drawing`; every text is cleaned Markdown or escaped where it is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from hilo.core import markdown
from hilo.learning.rules import questions as rules
from hilo.learning.rules.questions import Grade
from hilo.learning.rules.questions.kinds import (
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    SingleChoice,
    TrueFalse,
)
from hilo.ui.icons import icon_markup

PUT = re.compile("\ue000(\\d{1,3})\ue001")  # where a gap stands while its text is rendered


def _taken(one: Any, response: Any, grade: Grade) -> str:
    chosen = response.get("choices", [response.get("choice")])
    states = {part.at: part.state for part in grade.parts}
    lines = [
        f'<li data-state="{tone_of(states.get(f"/choices/{at}"))}">{_sign(states.get(f"/choices/{at}"))}'
        f"{one.choices[at]}{one.feedback_of(at)}</li>"
        for at in chosen
        if at is not None and 0 <= at < len(one.choices)
    ]
    return _answered(lines)


def _answered(lines: Sequence[str]) -> str:
    if not lines:
        unanswered = escape(_("No answer was given."))
        return f'<p class="unanswered">{unanswered}</p>'
    title = escape(_("Answer given"))
    return f'<p class="yours">{title}</p><ul class="answered">{"".join(lines)}</ul>'


def tone_of(state: str | None) -> str:
    """How the style sheet knows a grade; it speaks of no side of the page."""
    return {"right": "correct"}.get(state or "", state or "")


def _sign(state: str | None) -> str:
    words = {"right": _("Right"), "partly": _("Partly right"), "wrong": _("Not right")}
    if state not in words:
        return ""
    icon = {"right": "check", "partly": "warning", "wrong": "error"}[state]
    return f'{icon_markup(icon)}<span class="unseen">{escape(words[state])} – </span>'


def _said_true(one: Any, response: Any, grade: Grade) -> str:
    value = response.get("value")
    if value is None:
        return _answered([])
    word = escape(_("True") if value else _("False"))
    return _answered([f'<li data-state="{tone_of(grade.state)}">{_sign(grade.state)}{word}</li>'])


def _said(one: Any, response: Any, grade: Grade) -> str:
    text = str(response.get("text", "") or "")
    if not text.strip():
        return _answered([])
    words = "<br>".join(escape(line) for line in text.split("\n"))
    return _answered(
        [
            f'<li data-state="{tone_of(grade.state)}">{_sign(grade.state)}<span dir="auto">{words}</span></li>'
        ]
    )


def _matched(one: Any, response: Any, grade: Grade) -> str:
    question: Any = one.question
    given = [*response.get("pairs", ()), *[None] * len(question.pairs)]
    lines = [
        f'<li data-state="{tone_of(part.state)}">{_sign(part.state)}{one.choices[at]} {icon_markup("onward")} '
        f"<bdi>{escape(question.options[given[at]]) if given[at] is not None else '–'}</bdi></li>"
        for at, part in enumerate(grade.parts)
    ]
    return _answered(lines)


def _ordered(one: Any, response: Any, grade: Grade) -> str:
    states = {part.at: part.state for part in grade.parts}
    lines = [
        f'<li data-state="{tone_of(states.get(f"/items/{item}"))}">'
        f"{_sign(states.get(f'/items/{item}'))}{one.choices[item]}</li>"
        for item in response.get("order", ())
    ]
    return _answered(lines)


def _filled(one: Any, response: Any, grade: Grade) -> str:
    question: Any = one.question
    given = [*response.get("gaps", ()), *[None] * len(question.gaps)]
    states = {part.at: part.state for part in grade.parts}

    def shown(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        state = states.get(f"/gaps/{at}")
        words = escape(_words_in(question.gaps[at].question, given[at]) or "–")
        return f'<mark data-state="{tone_of(state)}">{_sign(state)}<bdi>{words}</bdi></mark>'

    text = PUT.sub(shown, one.stem)
    return f'<div class="stem cloze" lang="{one.language}" dir="{one.direction}">{text}</div>'


def _words_in(question: Any, given: Any) -> str:
    """What somebody put into a gap, in words."""
    if not given:
        return ""
    chosen = given.get("choices", [given.get("choice")])
    if isinstance(question, SingleChoice | MultipleChoice):
        known = [one for one in chosen if one is not None and one < len(question.choices)]
        return ", ".join(markdown.plain(question.choices[one].text) for one in known)
    return str(given.get("text", ""))


def nothing_answered(one: Any, response: Any, grade: Grade) -> str:
    return ""


ANSWERED = {
    SingleChoice: _taken,
    MultipleChoice: _taken,
    TrueFalse: _said_true,
    rules.KINDS["short"]: _said,
    Numerical: _said,
    Essay: _said,
    Matching: _matched,
    Ordering: _ordered,
    Cloze: _filled,
}
