"""The words of a programme's own vocabularies as a spreadsheet: one row per term."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.sheets import WHOLE, ChoiceColumn, CodeColumn, Column, Scope, Values
from hilo.programme.models import OwnTerm, OwnVocabulary
from hilo.programme.rules.codes import PATTERN
from hilo.programme.services import vocabularies as services
from hilo.programme.sheets.base import KEY, LANGUAGES, ProgrammeSheet, in_each_language


class TermsSheet(ProgrammeSheet):
    """One row per term; the vocabularies themselves are few, and are added on their page."""

    name = "terms"
    kind = "own_term"
    explanation = _(
        "Write the words of the programme’s own vocabularies at once: each with its code, and what it "
        "is called. Add the vocabulary itself first."
    )
    order = 47
    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("key",), ("vocabulary", "code"))
    texts = ("label",)
    erasable = frozenset(f"label_{code}" for code in LANGUAGES)
    closed_because = gettext_noop("A term keeps its vocabulary and its code. Add another one.")

    @property
    def title(self) -> str:
        return self.titled(gettext("Own vocabularies"))

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return (
            KEY,
            ChoiceColumn(
                "vocabulary",
                pgettext_lazy("column of a sheet", "Vocabulary"),
                is_required=True,
                choices=lambda: [(one.code, one.name) for one in self.vocabularies.values()],
                aliases=("vocabulario", "vocabulaire", "المفردات"),
                width=24,
            ),
            CodeColumn(
                "code",
                pgettext_lazy("column of a sheet", "Term"),
                hint=_("Its code, such as T1."),
                is_required=True,
                longest=12,
                pattern=PATTERN,
                aliases=("código", "code", "الرمز"),
                width=12,
            ),
            *in_each_language("label", _("Name"), longest=200, width=40),
        )

    @cached_property
    def vocabularies(self) -> dict[str, OwnVocabulary]:
        """The programme's own vocabularies by short name."""
        found = self.programme.vocabularies.all() if self.programme else ()
        return {one.code: one for one in found}

    def objects(self, scope: Scope = WHOLE) -> QuerySet[OwnTerm]:
        rows = OwnTerm.objects.filter(vocabulary__programme=self.programme)
        joined = rows.select_related("vocabulary__programme")
        return joined.order_by("vocabulary__order", "vocabulary", "order", "pk")

    def name_of(self, thing: OwnTerm) -> tuple[str, ...]:
        return fold(thing.vocabulary.code), fold(thing.code)

    def closed(self, thing: OwnTerm) -> frozenset[str]:
        return frozenset({"vocabulary", "code"})

    def current(self, thing: OwnTerm) -> Values:
        return {
            "key": str(thing.uuid),
            "vocabulary": thing.vocabulary.code,
            "code": thing.code,
            **self.texts_of(thing),
        }

    def create(self, values: Values, *, by: Any, scope: Scope) -> OwnTerm:
        vocabulary = self.vocabularies[values["vocabulary"]]
        return services.add_term(vocabulary, code=values["code"], by=by, **self.told(values, None))

    def change(self, thing: OwnTerm, values: Values, *, by: Any, scope: Scope) -> None:
        told = self.told(values, thing)
        if told:
            services.change_term(thing, expected=thing.version, by=by, **told)

    def remove(self, thing: OwnTerm, *, by: Any, scope: Scope) -> None:
        services.remove_term(thing, by=by)
