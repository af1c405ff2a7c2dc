"""The verbs of a programme's own vocabularies and their terms."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.programme import vocabularies
from hilo.programme.models import OwnTerm, OwnVocabulary, Programme
from hilo.programme.services.programmes import require_kept, tell_changed
from hilo.ui.numerals import figure


class VocabularyThere(Problem):
    sentence = _("A vocabulary of this programme, or of Hilo, has this short name. Choose another.")

    def __init__(self) -> None:
        super().__init__(field="code")


class TermThere(Problem):
    sentence = _("Another term of this vocabulary has this code. Choose the next one.")

    def __init__(self) -> None:
        super().__init__(field="code")


class TermIsUsed(Problem):
    sentence = _("«%(name)s» stays: %(used)s. Take it off there first.")


@transaction.atomic
def add(programme: Programme, *, code: str, name: Text, by: Any) -> OwnVocabulary:
    """Put a vocabulary on record; raises `VocabularyThere`, `ProgrammeIsArchived`."""
    if code in vocabularies.of(programme):
        raise VocabularyThere
    made = programme.vocabularies.create(code=code, name=name, order=programme.vocabularies.count())
    tell_changed(programme, "vocabularies", by=by)
    return made


@transaction.atomic
def rename(vocabulary: OwnVocabulary, *, name: Text, expected: int, by: Any) -> None:
    """Call a vocabulary something else; raises `ProgrammeIsArchived`, `Overtaken`."""
    require_kept(vocabulary.programme)
    if vocabulary.name == name:
        return
    vocabulary.name = name
    vocabulary.save_version(expected=expected)
    tell_changed(vocabulary.programme, "vocabularies", by=by)


@transaction.atomic
def remove(vocabulary: OwnVocabulary, *, by: Any) -> None:
    """Take a vocabulary off the record, with its terms; raises `TermIsUsed`, `ProgrammeIsArchived`."""
    _require_unused(vocabulary, str(vocabulary))
    vocabulary.delete()
    tell_changed(vocabulary.programme, "vocabularies", by=by)


@transaction.atomic
def add_term(vocabulary: OwnVocabulary, *, code: str, label: Text, by: Any) -> OwnTerm:
    """Put a term behind the others; raises `TermThere`, `ProgrammeIsArchived`."""
    if vocabulary.terms.filter(code=code).exists():
        raise TermThere
    made = vocabulary.terms.create(code=code, label=label, order=vocabulary.terms.count())
    tell_changed(vocabulary.programme, "vocabularies", by=by)
    return made


@transaction.atomic
def change_term(term: OwnTerm, *, label: Text, expected: int, by: Any) -> None:
    """Call a term something else; its code stays. Raises `ProgrammeIsArchived`, `Overtaken`."""
    require_kept(term.vocabulary.programme)
    if term.label == label:
        return
    term.label = label
    term.save_version(expected=expected)
    tell_changed(term.vocabulary.programme, "vocabularies", by=by)


@transaction.atomic
def remove_term(term: OwnTerm, *, by: Any) -> None:
    """Take a term off the record; raises `TermIsUsed`, `ProgrammeIsArchived`."""
    _require_unused(term.vocabulary, str(term), term.code)
    term.delete()
    tell_changed(term.vocabulary.programme, "vocabularies", by=by)


def _require_unused(vocabulary: OwnVocabulary, name: str, code: str = "") -> None:
    used = uses_of(vocabulary, code)
    if used:
        words = ngettext(
            "%(count)s thing is sorted by it", "%(count)s things are sorted by it", used
        )
        raise TermIsUsed(name=name, used=words % {"count": figure(used, 0)})


def uses_of(vocabulary: OwnVocabulary, code: str = "") -> int:
    """How many things of the programme bear a term of `vocabulary`, or the one with this code."""
    programme = vocabulary.programme
    tags = programme.tags.filter(vocabulary=vocabulary.code)
    begins = vocabularies.key(vocabulary.code, code)
    sorted_by_it = sum(
        any(one == begins if code else one.startswith(begins) for one in borne)
        for rows in (programme.activities, programme.indicators)
        for borne in rows.values_list("tags", flat=True)
    )
    return (tags.filter(code=code) if code else tags).count() + sorted_by_it
