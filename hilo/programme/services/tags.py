"""The verb of tags: say which goals a programme serves."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem
from hilo.programme import vocabularies
from hilo.programme.models import Programme, Tag
from hilo.programme.services.programmes import require_kept, tell_changed

Chosen = tuple[str, str, int | None]  # vocabulary, code, weight


class UnknownTag(Problem):
    sentence = _("«%(code)s» is in none of the vocabularies. Load the page again and choose anew.")


@transaction.atomic
def set_tags(programme: Programme, chosen: Collection[Chosen], *, by: Any) -> None:
    """Let the programme serve exactly these goals; the same again changes nothing.

    Raises `UnknownTag`, `ProgrammeIsArchived`.
    """
    require_kept(programme)
    known = vocabularies.of(programme)
    for vocabulary, code, weight in chosen:
        if not vocabularies.is_known(known, vocabulary, code, weight):
            raise UnknownTag(code=code)
    held = set(programme.tags.values_list("vocabulary", "code", "weight"))
    if held == set(chosen):
        return
    programme.tags.all().delete()
    Tag.objects.bulk_create(
        Tag(programme=programme, vocabulary=vocabulary, code=code, weight=weight)
        for vocabulary, code, weight in sorted(set(chosen), key=str)
    )
    tell_changed(programme, "tags", by=by)
