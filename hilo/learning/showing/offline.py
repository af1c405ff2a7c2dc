"""What is kept without a signal: the pages of a course with what belongs to them, a quiz that goes along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import uuid4

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.core.keeping import kept
from hilo.core.models import StoredFile
from hilo.learning import asked
from hilo.learning.access import Reading
from hilo.learning.asked import Asked
from hilo.learning.materials import size_in_words
from hilo.learning.models import Answer, Attempt, Edition, Page, QuestionVersion
from hilo.learning.queries.attempts import Line, lines_of
from hilo.learning.queries.outline import Outline, outline_of
from hilo.learning.rules.quizzing import Plan
from hilo.learning.showing import attempts as showing
from hilo.learning.showing import outline as drawing
from hilo.learning.showing.question_files import address_of
from hilo.ui import reader

FRAME = 16_000  # bytes of a page around its lesson, as the browser keeps it
PARTS = 450_000  # bytes of styles, scripts and faces that all pages share
SMALL = 700  # pixels: the narrowest picture that a phone shows well


def size_of(pages: Sequence[Page], pictures: int) -> int:
    """About how many bytes a kept course takes on the phone: each lesson once, its pictures small."""
    lessons = sum(len(next(iter(one.html.values()), "")) for one in pages)
    return PARTS + FRAME * len(pages) + lessons + pictures


def course_in_words(reading: Reading) -> str:
    """About how much a kept course takes, in words: «1.4 MB»."""
    edition = reading.edition
    return size_in_words(kept(("kept offline", edition.pk), lambda: _bytes_of(edition)))


def _bytes_of(edition: Edition) -> int:
    pictures = _size_of_pictures(outline_of(edition))
    return size_of(list(edition.pages.only("html")), pictures)


def _size_of_pictures(outline: Outline) -> int:
    told = outline.told.get("files", {}).values()
    stored = [one["stored"] for one in told if one["kind"] == StoredFile.Kind.PICTURE]
    if not stored:
        return 0
    found = StoredFile.objects.filter(uuid__in=stored).aggregate(whole=Sum("size"))
    return int(found["whole"] or 0)


def manifest_of(reading: Reading, outline: Outline, mark: str) -> dict[str, Any]:
    """All that a browser fetches to keep a course: pages (`url` as it is opened, `from` where it is fetched), files."""
    course = reading.course
    pages = [{"url": course.get_absolute_url()}, *_pages(course.slug, outline)]
    return {
        "slug": course.slug,
        "name": outline.text("name").shown(reader.language()).value,
        "address": course.get_absolute_url(),
        "edition": reading.edition.number,
        "mark": mark,
        "door": reverse("learning:kept"),
        "pages": pages,
        "files": [*_pictures(course.slug, outline), *_of_questions(reading.edition)],
    }


def _pages(slug: str, outline: Outline) -> Iterator[dict[str, str]]:
    for step in outline.steps:
        there = drawing.address_of(slug, step)
        if step.kind == "lesson":
            yield {"url": there}
        elif step.kind == "quiz":
            source = reverse("learning:offline_quiz", args=[slug, step.uuid])
            yield {"url": there, "from": source}


def _pictures(slug: str, outline: Outline) -> Iterator[dict[str, str]]:
    for name, told in outline.told.get("files", {}).items():
        if told["kind"] == StoredFile.Kind.PICTURE:
            there = reverse("learning:course_file", args=[slug, name])
            yield {"url": there, "from": f"{there}?w={SMALL}"}


def _of_questions(edition: Edition) -> Iterator[dict[str, str]]:
    """The pictures of all questions that may be asked."""
    language = reader.language()
    for one in _asked_in(edition):
        said = one.language_for(language)
        kept = [one.files.get(file.kept) for file in one.texts[said].attachments]
        for file in kept:
            if file is not None and file.kind == StoredFile.Kind.PICTURE:
                there = address_of(file, said)
                yield {"url": there, "from": f"{there}?w={SMALL}"}


def _asked_in(edition: Edition) -> Iterable[Asked]:
    """The questions of an edition, in its quizzes and in its lessons."""
    keys: set[int] = set()
    for content in edition.pages.values_list("content", flat=True):
        keys |= set(content.get("questions", {}).values())
        keys |= {one for slot in content.get("slots", ()) for one in slot["versions"]}
    rows = QuestionVersion.objects.filter(pk__in=keys).values_list("uuid", "pk")
    return asked.of(rows).values() if keys else ()


# A quiz that goes along.


def quiz(attempt: Attempt, token: str, mark: str) -> dict[str, Any]:
    """The page of a quiz as it is kept: its questions, and by which token their answers come back."""
    lines = lines_of(attempt) if attempt.pk else lines_to_come(attempt)
    plan = Plan.read(attempt.page.content)
    return {
        "course": attempt.enrolment.course,
        "page_of": attempt.page,
        "questions": showing.questions_of(attempt, lines, plan, reader.language()),
        "versions": ",".join(f"{one.slot}:{one.asked.uuid}" for one in lines),
        "sequence": max((one.answer.sequence for one in lines), default=0),
        "token": token,
        "begin": attempt.key or uuid4(),
        "quiz_url": reverse("learning:quiz", args=[attempt.enrolment.course.slug, attempt.step]),
        "mark": mark,
    }


def lines_to_come(attempt: Attempt) -> list[Line]:
    """The questions of an attempt that has not begun."""
    drawn = Plan.read(attempt.page.content).drawn(attempt.seed)
    uuids = QuestionVersion.objects.filter(pk__in=[one.version for one in drawn])
    known = asked.of(uuids.values_list("uuid", "pk"))
    return [
        Line(
            Answer(slot=slot, version_id=one.version, marks_possible=one.marks, sequence=0),
            known[one.version],
        )
        for slot, one in enumerate(drawn, start=1)
    ]


def words() -> dict[str, str]:
    """What the page says while there is no signal; `offline.js` puts figures behind them."""
    return {
        "none": _("No signal. You read what is kept on this device."),
        "waits": _("Kept on this device until there is a signal. Waiting to be sent:"),
        "entry": _("You are signed out. Sign in to send what you did without a signal. Waiting:"),
        "door": _("Sign in"),
        "other": _(
            "Somebody else did something here without a signal. It is sent when they sign in. Waiting:"
        ),
        "sent": _("What you did without a signal has arrived."),
        "refused": _("Not everything that you did without a signal went as you left it. Read why:"),
    }
