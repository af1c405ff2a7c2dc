"""What the pages of a quiz show: its rules in words, its questions, what came of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.core.text import Text
from hilo.core.time import now
from hilo.learning.models import Attempt, Enrolment, Page, Quiz
from hilo.learning.queries.attempts import Line, open_among
from hilo.learning.rules import responding
from hilo.learning.rules.quizzing import Plan, counted, passes, percent_of
from hilo.learning.showing.answered import tone_of
from hilo.learning.showing.questions import drawing_of, safe
from hilo.ui import calendar, numerals
from hilo.ui.components.words import state as state_pill

TONES = {Attempt.State.OPEN: "wait", Attempt.State.HANDED_IN: "info", Attempt.State.GRADED: "ok"}


# The first page.


def start(enrolment: Enrolment, page: Page, attempts: Sequence[Attempt]) -> dict[str, Any]:
    """What the first page of a quiz says."""
    plan = Plan.read(page.content)
    graded = [one for one in attempts if one.marks is not None]
    counts = counted([one.marks for one in graded if one.marks is not None], plan.counts)
    possible = graded[-1].marks_possible if graded else plan.marks_possible
    return {
        "course": enrolment.course,
        "quiz": page,
        "intro": Text.read(page.content.get("intro")),
        "facts": facts_of(plan),
        "attempts": [_row(one, plan) for one in attempts],
        "under_way": open_among(attempts),
        "has_left": not plan.attempts_allowed or len(attempts) < plan.attempts_allowed,
        "counts": in_words(counts, possible) if counts is not None and len(graded) > 1 else "",
        "counted_by": Quiz.Counts(plan.counts).label,
        "has_passed": any(
            passes(one.marks, one.marks_possible, plan.pass_percent) for one in graded
        ),
        "key": uuid4(),
        "course_url": enrolment.course.get_absolute_url(),
    }


def facts_of(plan: Plan) -> list[tuple[str, str]]:
    """The rules of a quiz, for whoever is about to take it."""
    count = plan.questions
    found = [(_("Questions"), numerals.figure(count, 0))]
    if plan.minutes_allowed:
        minutes = ngettext("%(count)s minute", "%(count)s minutes", plan.minutes_allowed)
        said = minutes % {"count": numerals.figure(plan.minutes_allowed, 0)}
        found.append((_("Time"), said))
    allowed = plan.attempts_allowed
    many = numerals.figure(allowed, 0) if allowed else _("As many as you like")
    found.append((_("Attempts"), many))
    if allowed != 1:
        found.append((_("What counts"), str(Quiz.Counts(plan.counts).label)))
    percent = numerals.percentage(Decimal(plan.pass_percent) / 100)
    found.append((_("To pass"), _("%(percent)s of the marks") % {"percent": percent}))
    return found


def _row(attempt: Attempt, plan: Plan) -> dict[str, Any]:
    ended = attempt.ended_at
    return {
        "number": attempt.number,
        "url": attempt.get_absolute_url(),
        "state": state_pill(str(attempt.get_state_display()), TONES[Attempt.State(attempt.state)]),
        "when": calendar.local_moment(ended or attempt.started_at),
        "marks": in_words(attempt.marks, attempt.marks_possible),
        "passed": passes(attempt.marks, attempt.marks_possible, plan.pass_percent),
    }


def in_words(marks: Decimal | None, possible: Decimal) -> str:
    """«7.5 of 10 marks (75 %)»; "" where nothing is graded yet."""
    percent = percent_of(marks, possible)
    if marks is None or percent is None:
        return ""
    told = {
        "marks": numerals.figure(marks),
        "possible": numerals.figure(possible),
        "percent": numerals.percentage(percent / 100),
    }
    said = ngettext(
        "%(marks)s of %(possible)s mark (%(percent)s)",
        "%(marks)s of %(possible)s marks (%(percent)s)",
        numerals.count_of(possible),
    )
    return said % told


# Under way.


def under_way(attempt: Attempt, lines: Sequence[Line], language: str) -> dict[str, Any]:
    """What the page with the questions says."""
    plan = Plan.read(attempt.page.content)
    left = seconds_left(attempt)
    return {
        "attempt": attempt,
        "course": attempt.enrolment.course,
        "questions": questions_of(attempt, lines, plan, language),
        "seen": ",".join(f"{one.slot}:{print_of(one.answer.response)}" for one in lines),
        "sequence": max((one.answer.sequence for one in lines), default=0),
        "left_seconds": left,
        "ends": calendar.local_moment(attempt.due_at) if attempt.due_at else "",
        "answered": sum(not is_open(one) for one in lines if one.asked.takes_answer),
        "whole": sum(one.asked.takes_answer for one in lines),
        "address": reverse("learning:answer", args=[attempt.uuid]),
    }


def seconds_left(attempt: Attempt) -> int | None:
    """How many seconds an attempt still has, by the server's clock; None where time is not counted."""
    if attempt.due_at is None:
        return None
    return max(int((attempt.due_at - now()) / dt.timedelta(seconds=1)), 0)


def questions_of(attempt: Attempt, lines: Sequence[Line], plan: Plan, language: str) -> SafeString:
    whole = sum(line.asked.takes_answer for line in lines)
    parts, number = [], 0
    for line in lines:
        number += line.asked.takes_answer
        parts.append(_question(attempt, line, plan, language, number, whole))
    return safe(parts)


def _question(
    attempt: Attempt, line: Line, plan: Plan, language: str, number: int, whole: int
) -> str:
    drawn, answer = drawing_of(line.asked, language), line.answer
    if not line.asked.takes_answer:
        return f'<div class="question aside">{drawn.to_answer(line.slot, None, "")}</div>'
    if answer.fraction is not None:
        grade, said_in = line.asked.grade(answer.response, language)
        body = drawing_of(line.asked, said_in).told(grade, answer.response)
    else:
        body = drawn.to_answer(line.slot, answer.response, str(attempt.seed))
        body += _tell_button(line.slot) if _can_be_told(line, plan) else ""
    return _framed(line, number, whole, body, f'data-ui-slot="{line.slot}"')


def _can_be_told(line: Line, plan: Plan) -> bool:
    return plan.tells == Quiz.Tells.AT_ONCE and line.asked.kind != "essay"


def _framed(line: Line, number: int, whole: int, body: str, attributes: str) -> str:
    """A question in its frame, called by its number."""
    told = {"number": numerals.figure(number, 0), "whole": numerals.figure(whole, 0)}
    name = escape(_("Question %(number)s of %(whole)s") % told)
    return (
        f'<fieldset class="question" id="q{line.slot}" tabindex="-1" {attributes}>'
        f"<legend>{name} <small>{_worth(line.answer.marks_possible)}</small></legend>"
        f"{body}</fieldset>"
    )


def _worth(marks: Decimal) -> str:
    said = ngettext("%(marks)s mark", "%(marks)s marks", numerals.count_of(marks))
    return escape(said % {"marks": numerals.figure(marks)})


def _tell_button(slot: int) -> str:
    words = escape(_("Check this answer"))
    return (
        f'<p><button class="button" data-look="quiet" name="tell" value="{slot}" formnovalidate>'
        f"{words}</button></p>"
    )


def is_open(line: Line) -> bool:
    """Whether a question still lacks an answer, or a part of one."""
    if not line.asked.takes_answer:
        return False
    return not responding.is_answered(line.asked.question, line.answer.response)


def print_of(response: Any) -> str:
    """A short print of a response, by which a page knows whether its reader changed it."""
    text = json.dumps(response, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def read_seen(text: str) -> dict[int, str]:
    """Back from the hidden field `seen`; what cannot be read was not seen."""
    pairs = (part.partition(":") for part in text[:20_000].split(","))
    return {
        int(slot): said
        for slot, _mark, said in pairs
        if slot.isascii() and slot.isdigit() and len(slot) < 5
    }


# Over.


def over(
    attempt: Attempt, lines: Sequence[Line], attempts: Sequence[Attempt], language: str
) -> dict[str, Any]:
    """What the page of an attempt that was handed in says."""
    plan = Plan.read(attempt.page.content)
    course = attempt.enrolment.course
    has_passed = passes(attempt.marks, attempt.marks_possible, plan.pass_percent)
    allowed = plan.attempts_allowed
    return {
        "attempt": attempt,
        "course": course,
        "marks": in_words(attempt.marks, attempt.marks_possible),
        "percent": numerals.percentage(Decimal(plan.pass_percent) / 100),
        "has_passed": has_passed,
        "waits": attempt.state == Attempt.State.HANDED_IN,
        "has_left": not allowed or len(attempts) < allowed,
        "under_way": open_among(attempts),
        "ended": calendar.local_moment(attempt.ended_at) if attempt.ended_at else "",
        "is_late": bool(attempt.due_at and attempt.ended_at == attempt.due_at),
        "told": _told(lines, language) if plan.tells != Quiz.Tells.NEVER else "",
        "quiz_url": reverse("learning:quiz", args=[course.slug, attempt.step]),
    }


def _told(lines: Sequence[Line], language: str) -> SafeString:
    whole = sum(line.asked.takes_answer for line in lines)
    parts, number = [], 0
    for line in lines:
        number += line.asked.takes_answer
        parts.append(told_line(line, number, whole, language))
    return safe(parts)


def told_line(line: Line, number: int, whole: int, language: str) -> str:
    """One question with what was answered and what is said of it."""
    if not line.asked.takes_answer:
        drawn = drawing_of(line.asked, language)
        return f'<div class="question aside">{drawn.to_answer(line.slot, None, "")}</div>'
    grade, said_in = line.asked.grade(line.answer.response, language)
    drawn = drawing_of(line.asked, said_in)
    body = _earned(line, grade.state) + drawn.told(grade, line.answer.response)
    if line.answer.comment:
        words = escape(_("What the trainer says"))
        body += f'<div class="feedback"><b>{words}</b> {_lines(line.answer.comment)}</div>'
    return _framed(line, number, whole, body, f'data-state="{tone_of(grade.state)}"')


def _lines(text: str) -> str:
    return f'<span dir="auto">{"<br>".join(map(escape, text.splitlines()))}</span>'


def _earned(line: Line, state: str) -> str:
    """The state of an answer as a pill, and the marks it earned."""
    words, tone = {
        "right": (_("Right"), "ok"),
        "partly": (_("Partly right"), "warn"),
        "wrong": (_("Not right"), "error"),
        "not_answered": (_("Not answered"), "wait"),
        "needs_grading": (_("Waits for a trainer"), "info"),
    }[state]
    answer = line.answer
    if state == "needs_grading" and answer.fraction is not None:
        words, tone = _("Read by a trainer"), "ok"
    pill = state_pill(words, tone)
    if answer.fraction is None:
        return f"<p>{pill}</p>"
    marks = numerals.figure(answer.fraction * answer.marks_possible)
    told = {"marks": marks, "possible": numerals.figure(answer.marks_possible)}
    said = ngettext(
        "%(marks)s of %(possible)s mark",
        "%(marks)s of %(possible)s marks",
        numerals.count_of(answer.marks_possible),
    )
    return f"<p>{pill} {escape(said % told)}</p>"
