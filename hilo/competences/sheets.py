"""The list of competences as a spreadsheet: one row each, its texts side by side in four languages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.competences import access, services
from hilo.competences.models import Competence, CompetenceGroup
from hilo.competences.services.keeping import why_it_stays
from hilo.core.fold import fold
from hilo.core.sheets import (
    WHOLE,
    CodeColumn,
    Column,
    LookupColumn,
    Message,
    NumberColumn,
    Scope,
    Sheet,
    TextColumn,
    Values,
    YesNoColumn,
    error,
    unknown,
)
from hilo.core.text import Text
from hilo.core.text.values import own_name_of

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupColumn(LookupColumn):
    """A group of the list, by its short name or by its name in any of the languages."""

    def resolve(self, texts: Collection[str], language: str) -> dict[str, Any]:
        known: dict[str, Any] = {}
        for group in CompetenceGroup.objects.all():
            for name in (group.code, *group.name.texts.values()):
                known.setdefault(fold(name), group)
        offered = [group.name.shown(language).value for group in known.values()]
        once = list(dict.fromkeys(offered))
        return {text: known.get(fold(text)) or unknown(text, once) for text in texts}

    def key_of(self, found: CompetenceGroup) -> str:
        return found.code

    def objects(self, keys: Collection[str]) -> dict[str, Any]:
        return {group.code: group for group in CompetenceGroup.objects.filter(code__in=keys)}

    def name_of(self, found: CompetenceGroup, language: str) -> str:
        return found.name.shown(language).value

    def options(self, language: str) -> list[tuple[str, str]]:
        with translation.override(language):
            return [(one.code, str(one)) for one in CompetenceGroup.objects.all()]


def _label(sentence: str, language: str) -> str:
    return gettext(sentence) % {"language": own_name_of(language)}


_label_lazy: Any = lazy(_label, str)


def _texts(name: str, sentence: str, longest: int, aliases: tuple[str, ...]) -> Iterable[Column]:
    """One column per language of a text."""
    for language in LANGUAGES:
        yield TextColumn(
            f"{name}_{language}",
            _label_lazy(sentence, language),
            longest=longest,
            aliases=(f"{name}_{language}", *(f"{one} {language}" for one in aliases)),
            width=34,
        )


class CompetencesSheet(Sheet):
    """One row per competence, known by its short name."""

    name = "competences"
    kind = "competence"
    title = _("Competences")
    explanation = _(
        "Add competences, correct their words in four languages side by side, move them to another "
        "group, retire them or take them up again."
    )
    order = 40
    verb = access.EDIT
    columns = (
        CodeColumn(
            "code",
            _("Short name"),
            hint=_("Small letters without accents, digits and hyphens; it never changes."),
            is_required=True,
            longest=40,
            pattern=r"[a-z0-9]+(?:-[a-z0-9]+)*",
            aliases=("code", "clave", "código", "الرمز"),
        ),
        GroupColumn(
            "group",
            pgettext_lazy("of competences", "Group"),
            is_required=True,
            aliases=("grupo", "groupe", "المجموعة"),
            width=34,
        ),
        NumberColumn("order", _("Order in lists"), least=0, most=9999),
        *_texts("name", gettext_noop("Name: %(language)s"), 120, ("nombre", "nom")),
        *_texts(
            "about",
            gettext_noop("Description: %(language)s"),
            600,
            ("descripción", "description"),
        ),
        YesNoColumn(
            "in_use",
            pgettext_lazy("state of a competence", "In use"),
            hint=_("No: it is retired; its page and its ratings stay."),
            aliases=("en uso", "en usage"),
        ),
    )
    keys = (("code",),)
    erasable = frozenset(
        f"{name}_{language}" for name in ("name", "about") for language in LANGUAGES
    )

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Competence]:
        return Competence.objects.in_order()

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        codes = [code for (code,) in wanted]
        return {(one.code,): [one] for one in self.objects(scope).filter(code__in=codes)}

    def current(self, thing: Competence) -> Values:
        texts = {
            f"{name}_{language}": getattr(thing, name).texts.get(language) or None
            for name in ("name", "about")
            for language in LANGUAGES
        }
        own = {"code": thing.code, "group": thing.group, "order": thing.order}
        return {**own, **texts, "in_use": thing.is_current}

    def look(self, values: Values, thing: Competence | None) -> Iterable[Message]:
        written = _text(thing.name if thing else Text(), "name", values)
        if not written:
            said = gettext_noop("Write the name in at least one language.")
            yield error(said, f"name_{LANGUAGES[0]}")
        if thing is None and values.get("in_use") is False:
            yield error(gettext_noop("Leave out what is not in use."), "in_use")

    def create(self, values: Values, *, by: Any, scope: Scope) -> Competence:
        order = values.get("order")
        return services.add_competence(
            code=values["code"],
            group=values["group"],
            name=_text(Text(), "name", values),
            about=_text(Text(), "about", values),
            order=None if order is None else int(order),
            by=by,
        )

    def change(self, thing: Competence, values: Values, *, by: Any, scope: Scope) -> None:
        changes: dict[str, Any] = {
            name: _text(getattr(thing, name), name, values) for name in ("name", "about")
        }
        if values.get("group"):
            changes["group"] = values["group"]
        if "order" in values:
            changes["order"] = int(values["order"] or 0)
        services.change_competence(thing, by=by, **changes)
        if values.get("in_use") is True:
            services.take_up_again(thing, by=by)
        if values.get("in_use") is False:
            services.retire(thing, by=by)

    def remove(self, thing: Competence, *, by: Any, scope: Scope) -> None:
        services.remove(thing, by=by)

    def dependents(self, things: Collection[Competence]) -> dict[UUID, Message]:
        said = gettext_noop("Something points to this competence (%(what)s). It stays.")
        reasons = ((thing.uuid, why_it_stays(thing)) for thing in things)
        return {uuid: error(said, what=reason) for uuid, reason in reasons if reason}


def _text(text: Text, name: str, values: Values) -> Text:
    """`text` with what a row says of it; an erased language goes, the original only with its last word.

    Variants are not marked stale: whoever fills a row sees all languages side by side.
    """
    texts = dict(text.texts)
    for language in LANGUAGES:
        if f"{name}_{language}" in values:
            texts[language] = values[f"{name}_{language}"] or ""
    original = text.original or translation.get_language() or LANGUAGES[0]
    untouched = tuple(one for one in text.stale if texts.get(one) == text.texts.get(one))
    return Text(original, texts, untouched)
