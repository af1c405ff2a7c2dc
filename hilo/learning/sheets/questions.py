"""The question bank of a programme as a spreadsheet: questions of the simple kinds, a row each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.sheets import (
    ChoiceColumn,
    CodeColumn,
    Column,
    Message,
    NumberColumn,
    Scope,
    TextColumn,
    Values,
    YesNoColumn,
    error,
)
from hilo.learning import access
from hilo.learning.models import Question
from hilo.learning.notices import KINDS, in_words
from hilo.learning.rules import questions as rules
from hilo.learning.rules import rows
from hilo.learning.rules.questions import from_json
from hilo.learning.services import bank
from hilo.network.sheets.areas import by_name
from hilo.programme.sheets.living import LivesInProgramme


def _numbered(sentence: str, number: int) -> str:
    return gettext(sentence) % {"number": number}


_numbered_lazy: Any = lazy(_numbered, str)


def _answer(number: int) -> Iterable[Column]:
    """The three columns of one answer."""
    yield TextColumn(
        f"answer_{number}",
        _numbered_lazy(gettext_noop("Answer %(number)s"), number),
        longest=2000,
        has_lines=True,
        width=30,
    )
    yield NumberColumn(
        f"share_{number}",
        _numbered_lazy(gettext_noop("Share %(number)s, in per cent"), number),
        least=-100,
        most=100,
        places=5,
    )
    yield TextColumn(
        f"feedback_{number}",
        _numbered_lazy(gettext_noop("Feedback %(number)s"), number),
        longest=2000,
        has_lines=True,
        width=30,
    )


NUMBERS = range(1, rows.ANSWERS + 1)


class QuestionsSheet(LivesInProgramme):
    """One row per question, known by its code; kinds that no row can hold stay in the bank."""

    name = "questions"
    kind = "question"
    explanation = _(
        "Write and correct questions of the simple kinds side by side: choices, true or false, short "
        "answers, numbers. The other kinds travel as Moodle XML."
    )
    order = 45
    verb = access.WRITE
    keys = (("code",),)
    columns = (
        CodeColumn(
            "code",
            _("Code"),
            hint=_("It stands in lessons and never changes."),
            is_required=True,
            longest=60,
            pattern=r"\S+",
            aliases=("código", "clave", "code", "id"),
        ),
        TextColumn("category", _("Category"), longest=250, aliases=("categoría", "catégorie")),
        ChoiceColumn(
            "kind",
            _("Kind"),
            choices=lambda: [(one, KINDS[one]) for one in rows.SIMPLE],
            aliases=("tipo", "type"),
        ),
        TextColumn("name", _("Name"), longest=200, aliases=("nombre", "nom")),
        TextColumn(
            "text",
            _("What is asked"),
            longest=8000,
            has_lines=True,
            width=44,
            aliases=("pregunta",),
        ),
        *(column for number in NUMBERS for column in _answer(number)),
        TextColumn(
            "feedback", _("What everybody is told afterwards"), longest=4000, has_lines=True
        ),
        YesNoColumn("asked", _("Is asked"), hint=_("No: it is retired; what was answered stays.")),
    )
    erasable = frozenset(
        {"feedback", *(f"{name}_{n}" for n in NUMBERS for name in ("answer", "share", "feedback"))}
    )

    @property
    def title(self) -> str:
        if self.programme is None:
            return gettext("Questions")
        return gettext("Questions of %(programme)s") % {"programme": self.called}

    def objects(self, scope: Scope = Scope()) -> QuerySet[Question]:  # noqa: B008
        found = Question.objects.select_related("category", "latest", "programme")
        return found.filter(programme=self.programme, kind__in=rows.SIMPLE).order_by("pk")

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        return by_name(self.objects(), wanted, lambda one: (fold(one.code),))

    def current(self, thing: Question) -> Values:
        content = _content(thing)
        own: Values = {
            "code": thing.code,
            "category": thing.category.path,
            "kind": thing.kind,
            "name": thing.name,
            "asked": thing.retired_at is None,
        }
        if content is None:
            return own
        own |= {"text": content.text, "feedback": content.feedback or None}
        for number, line in enumerate(rows.lines_of(content)[: rows.ANSWERS], start=1):
            own |= {
                f"answer_{number}": line.text or None,
                f"share_{number}": line.share,
                f"feedback_{number}": line.feedback or None,
            }
        return own

    def closed(self, thing: Question) -> frozenset[str]:
        """The kind is what answers depend on; a question with more answers than columns stays whole."""
        content = _content(thing)
        is_whole = content is not None and rows.fits(content)
        answers = frozenset() if is_whole else self.erasable | {"text"}
        return answers | {"kind"}

    def look(self, values: Values, thing: Question | None) -> Iterable[Message]:
        whole = {**(self.current(thing) if thing else {}), **values}
        if not whole.get("kind") or not whole.get("text"):
            yield error(gettext_noop("A new question needs its kind and what is asked."), "text")
            return
        made = _made(whole, thing)
        if made is None:
            yield error(gettext_noop("An answer is no number: write 12 or 12±0.5."), "answer_1")
            return
        for problem in rules.check(made):
            if problem.is_refusal:
                yield error(gettext_noop("%(what)s"), "answer_1", what=in_words(problem))

    def create(self, values: Values, *, by: Any, scope: Scope) -> Question:
        content = _made(values, None)
        assert content is not None  # `look` has refused it otherwise
        category = bank.category_at(self.programme, values.get("category") or "")
        made = bank.add(category, content, by=by, code=values["code"])
        if values.get("asked") is False:
            bank.retire(made, by=by)
        return made

    def change(self, thing: Question, values: Values, *, by: Any, scope: Scope) -> None:
        whole = {**self.current(thing), **values}
        content = _made(whole, thing)
        assert content is not None  # `look` has refused it otherwise
        category = bank.category_at(self.programme, whole.get("category") or "")
        bank.change(thing, content, by=by, category=category)
        if values.get("asked") is True:
            bank.take_up(thing, by=by)
        if values.get("asked") is False:
            bank.retire(thing, by=by)

    def remove(self, thing: Question, *, by: Any, scope: Scope) -> None:
        bank.remove(thing, by=by)

    def dependents(self, things: Collection[Question]) -> dict[UUID, Message]:
        said = gettext_noop("This question is asked in a quiz, so it stays.")
        asked = Question.objects.filter(pk__in=[one.pk for one in things])
        used = asked.filter(slots__isnull=False) | asked.filter(versions__answers__isnull=False)
        return {one: error(said) for one in used.values_list("uuid", flat=True)}


def _content(thing: Question) -> Any:
    return from_json(thing.latest.content).question if thing.latest else None


def _made(values: Values, thing: Question | None) -> Any:
    fields = {name: values.get(name) or "" for name in ("name", "text", "feedback")}
    lines = [
        rows.Line(
            values.get(f"answer_{number}") or "",
            _share(values.get(f"share_{number}")),
            values.get(f"feedback_{number}") or "",
        )
        for number in NUMBERS
    ]
    base = _content(thing) if thing else None
    return rows.question_of(values["kind"], base, fields, lines)


def _share(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
