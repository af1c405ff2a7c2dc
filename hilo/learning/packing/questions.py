"""Questions inside lessons as a book shows them: to think about, with their pictures, without anything to tick."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from hilo.learning import asked, bank_files
from hilo.learning.asked import Asked
from hilo.learning.materials import File
from hilo.learning.models import BankFile, Edition, Page, QuestionVersion
from hilo.learning.rules.questions import Question
from hilo.learning.rules.questions.kinds import (
    Cloze,
    Matching,
    MultipleChoice,
    Ordering,
    SingleChoice,
)
from hilo.learning.rules.questions.kinds.cloze import PLACE as GAP
from hilo.learning.rules.questions.pictures import shown
from hilo.learning.showing.question_files import with_files
from hilo.learning.showing.selfcheck import PLACE

BLANK = "\\_\\_\\_\\_\\_\\_"
OPENED = '<div class="callout" data-kind="exercise" role="note">'


def known_to(pages: Iterable[Page]) -> dict[int, Asked]:
    """The questions that stand in lessons, by the key of their version."""
    keys = {key for page in pages for key in page.content.get("questions", {}).values()}
    rows = QuestionVersion.objects.filter(pk__in=keys).values_list("uuid", "pk")
    return asked.of(rows) if keys else {}


def pictures_in(edition: Edition) -> dict[str, tuple[BankFile, str]]:
    """The pictures of questions inside the lessons of an edition, with what they show, by key."""
    named = {
        file.kept: words
        for one in known_to(edition.pages.all()).values()
        for question in one.texts.values()
        for words, name in shown(question)
        for file in question.attachments
        if file.name == name
    }
    rows = bank_files.rows_of(named)
    return {key: (row, named[key]) for key, row in rows.items() if row.stored.kind == "picture"}


def put_in(
    html: str, questions: Mapping[str, int], known: Mapping[int, Asked], language: str
) -> str:
    """A lesson with its questions; the place of one that is not known stays empty."""

    def filled(found: Any) -> str:
        version = known.get(questions.get(found[1], 0))
        return OPENED + _drawn(version, language) if version else str(found[0])

    return PLACE.sub(filled, html)


def _drawn(version: Asked, language: str) -> str:
    question = version.shown(language)
    kept = {one.name: version.files.get(one.kept) for one in question.attachments}
    files = {name: file for name, file in kept.items() if file is not None}
    parts = "".join(_text(text, files, version.language_for(language)) for text in _texts(question))
    title = escape(_("Ask yourself"))
    return f'<p class="callout-title"><b>{title}</b></p>{parts}'


def _text(text: str | list[str], files: Mapping[str, File], language: str) -> str:
    if isinstance(text, list):
        lines = (f"<li>{_text(one, files, language)}</li>" for one in text)
        return f"<ul>{''.join(lines)}</ul>" if text else ""
    return with_files(text, files, language, place=lambda file: f"../files/{file.slug}/")


def _texts(question: Question) -> Iterator[str | list[str]]:
    """What is asked, and what there is to choose, match or order; items never in their right order."""
    yield GAP.sub(BLANK, question.text) if isinstance(question, Cloze) else question.text
    if isinstance(question, SingleChoice | MultipleChoice):
        yield [one.text for one in question.choices]
    elif isinstance(question, Ordering):
        yield sorted(question.items)
    elif isinstance(question, Matching):
        yield [one.stem for one in question.pairs]
        yield sorted(question.options)
