"""What the sheets of one programme share: where they live, their texts in four languages, their choices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.problems import Problem
from hilo.core.sheets import (
    ChoiceColumn,
    CodeColumn,
    Column,
    Message,
    MultiColumn,
    NumberColumn,
    Scope,
    TextColumn,
    Values,
    error,
    warning,
)
from hilo.core.text import Text
from hilo.network.sheets.areas import by_key, by_name
from hilo.network.sheets.clusters import written
from hilo.network.sheets.organisations import KEY, LANGUAGES
from hilo.places.models import Region
from hilo.programme import access
from hilo.programme.models import Result
from hilo.programme.rules.codes import PATTERN
from hilo.programme.sheets.living import LivesInProgramme
from hilo.programme.splits import Divisions

IN_LANGUAGE = {
    "es": pgettext_lazy("heading of a sheet", "%(what)s in Spanish"),
    "fr": pgettext_lazy("heading of a sheet", "%(what)s in French"),
    "en": pgettext_lazy("heading of a sheet", "%(what)s in English"),
    "ar": pgettext_lazy("heading of a sheet", "%(what)s in Arabic"),
}
WHOLE_PROGRAMME = "all"
NO_TITLE = gettext_noop("Write it in at least one language.")
NOT_YET = gettext_noop(
    "No result here has the number %(code)s yet. It must stand in a line above this one."
)
CODE = CodeColumn(
    "code",
    pgettext_lazy("column of a sheet", "Number"),
    hint=_("As it stands in the logframe: 1.2"),
    is_required=True,
    longest=12,
    pattern=PATTERN,
    aliases=("número", "código", "numéro", "code", "الرقم"),
    width=10,
)
ORDER = NumberColumn("order", pgettext_lazy("column of a sheet", "Order"), least=0, most=9999)


class ResultIsUnknown(Problem):
    sentence = _("No result of this programme has the number %(code)s.")


def in_each_language(name: str, label: Any, **more: Any) -> tuple[TextColumn, ...]:
    """A column for each language of the text `name`."""
    return tuple(
        TextColumn(f"{name}_{code}", headed(label, IN_LANGUAGE[code]), **more) for code in LANGUAGES
    )


def _joined(label: Any, frame: Any) -> str:
    return str(frame) % {"what": label}


headed = lazy(_joined, str)


def long_text(name: str, label: Any) -> tuple[TextColumn, ...]:
    return in_each_language(name, label, longest=6000, has_lines=True, width=40)


class ProgrammeSheet(LivesInProgramme):
    """Base of the sheets that live in one programme, for whoever edits it; bound to it by `within`.

    `texts` names the texts in several languages, `plain` the fields that are taken as they stand.
    """

    verb = access.EDIT
    own_keys = frozenset({"key"})
    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("key",), ("code",))
    texts: ClassVar[tuple[str, ...]] = ()
    plain: ClassVar[tuple[str, ...]] = ()

    def titled(self, title: str) -> str:
        """`title`, and of which programme."""
        if self.programme is None:
            return title
        return gettext("%(title)s of %(programme)s") % {"title": title, "programme": self.called}

    # What stands in it.

    @cached_property
    def divisions(self) -> Divisions:
        return Divisions(self.programme)

    @cached_property
    def regions(self) -> dict[str, Region]:
        """The regions of the programme by slug, in its order."""
        return {one.slug: one for one in self.divisions.regions} if self.programme else {}

    @cached_property
    def parties(self) -> dict[str, Any]:
        """Who stands behind the programme, by key."""
        found = self.programme.parties.all() if self.programme else ()
        return {str(one.pk): one for one in found}

    @cached_property
    def results(self) -> dict[str, Result]:
        """The results of the programme by number."""
        return {one.code: one for one in self.programme.results.all()} if self.programme else {}

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        if key == ("key",):
            return by_key(self.objects(), wanted)
        return by_name(self.objects(), wanted, self.name_of)

    def name_of(self, thing: Any) -> tuple[str, ...]:
        """What a row says to name `thing`, folded."""
        return (fold(thing.code),)

    def look(self, values: Values, thing: Any | None) -> Iterable[Message]:
        first = self.texts[0] if self.texts else ""
        names = [f"{first}_{code}" for code in LANGUAGES]
        if first and thing is None and not any(values.get(name) for name in names):
            yield error(NO_TITLE, ",".join(names))
        code = values.get("result")
        if code and code not in self.results:
            yield warning(NOT_YET, "result", code=code)

    def texts_of(self, thing: Any) -> Values:
        """The texts of `thing` by column."""
        return {
            f"{name}_{code}": getattr(thing, name).texts.get(code)
            for name in self.texts
            for code in LANGUAGES
        }

    def told(self, values: Values, thing: Any | None) -> dict[str, Any]:
        """The fields that `values` speak of: texts, and what is taken as it stands."""
        fields = {name: values[name] for name in self.plain if name in values}
        for name in self.texts:
            if any(f"{name}_{code}" in values for code in LANGUAGES):
                before = getattr(thing, name) if thing else Text()
                fields[name] = written(before, values, f"{name}_")
        if fields.get("order", 0) is None:
            fields["order"] = 0
        return fields

    def result_of(self, code: str | None, field: str = "result") -> Result | None:
        """The result with this number; raises `ResultIsUnknown`."""
        if not code:
            return None
        found = self.programme.results.filter(code=code).first()
        if found is None:
            raise ResultIsUnknown(code=code, field=field)
        return found

    # Columns.

    def region_column(self, hint: Any) -> Iterable[Column]:
        """Where a number holds, written out for the whole programme too; none where there are no regions."""
        if self.regions:
            yield ChoiceColumn(
                "region",
                pgettext_lazy("column of a sheet", "Region"),
                hint=hint,
                is_required=True,
                choices=self._regions_or_whole,
                aliases=("región", "région", "region", "zona", "الإقليم"),
                width=24,
            )

    def _regions_or_whole(self) -> Iterable[tuple[str, Any]]:
        yield WHOLE_PROGRAMME, _("Whole programme")
        yield from ((slug, one.name) for slug, one in self.regions.items())

    def party_column(self, name: str, label: Any) -> Iterable[Column]:
        if self.parties:
            yield ChoiceColumn(name, label, choices=lambda: named_parties(self.parties), width=30)

    def groups_column(self, name: str, label: Any, split: str) -> Iterable[Column]:
        """Several groups of a split; none where the programme has none."""
        if self.programme is not None and self.divisions.choices_of(split):
            choices: Callable[[], Any] = lambda: self.divisions.choices_of(split)  # noqa: E731
            yield MultiColumn(name, label, of=ChoiceColumn(name, label, choices=choices))


def named_parties(parties: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """«Ayuntamiento de Puebla (partner)»: one of them may have two roles."""
    return [(pk, f"{one.name} ({one.get_role_display()})") for pk, one in parties.items()]


def result_column() -> CodeColumn:
    return CodeColumn(
        "result",
        pgettext_lazy("column of a sheet", "For the result"),
        hint=_("The number of the result."),
        longest=12,
        aliases=("resultado", "résultat", "النتيجة"),
        width=12,
    )


__all__ = [
    "CODE",
    "KEY",
    "LANGUAGES",
    "NOT_YET",
    "ORDER",
    "WHOLE_PROGRAMME",
    "ProgrammeSheet",
    "headed",
    "in_each_language",
    "long_text",
    "named_parties",
    "result_column",
]
