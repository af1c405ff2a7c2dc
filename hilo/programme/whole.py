"""A programme whole: everything that belongs to it in one ZIP, each table as JSON and as CSV, and what people read.

It is for the institution to which a programme is handed over: rows keep their keys, so that they can
be joined again. What people keep to themselves is left out.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, QuerySet
from django.utils.translation import gettext as _

from hilo.core.installation import the_installation
from hilo.core.sheets.writing import TELEPHONE
from hilo.core.text import MultilingualField, Text
from hilo.core.time import today
from hilo.people.models import Person
from hilo.people.visibility import is_seen_by_coordinators
from hilo.places.models import Region
from hilo.programme import models, readable
from hilo.programme.models import Programme
from hilo.programme.readable import place_of

IN_MEMORY = 4_000_000  # bytes; a larger file is written on the disk
RUNS = ("=", "+", "-", "@", "\t", "\r")  # with these a spreadsheet begins a formula
SHOWN = ("email", "phone", "gender", "birth_year", "language")
Row = dict[str, Any]
More = Callable[[Any], Row]


@dataclass(frozen=True)
class Held:
    """One table of the file: its name, its rows, and what a row says beyond its own columns."""

    name: str
    rows: QuerySet[Any]
    more: More = lambda row: {}


def name_of(programme: Programme) -> str:
    """«paralelo-9-2026-11-25.zip», marked where its people are invented."""
    mark = "demonstration-" if the_installation().is_demonstration else ""
    return f"{mark}{programme.slug}-{today().isoformat()}.zip"


def written(programme: Programme) -> Any:
    """The file, open at its beginning."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _about(programme))
        for name, content in readable.files_of(programme):
            archive.writestr(name, content)
        for stored in readable.documents_of(programme):
            with stored.file.open() as document, archive.open(place_of(stored), "w") as place:
                shutil.copyfileobj(document, place)
        for held in tables_of(programme):
            rows = [_row(row) | held.more(row) for row in held.rows.iterator(chunk_size=500)]
            archive.writestr(f"json/{held.name}.json", _as_json(rows))
            archive.writestr(f"csv/{held.name}.csv", _as_csv(rows))
    file.seek(0)
    return file


def tables_of(programme: Programme) -> Iterator[Held]:
    """Each table of the chapter, with what of it belongs to the programme."""
    yield Held("programme", Programme.objects.filter(pk=programme.pk))
    yield Held("parties", programme.parties.select_related("organisation"), _organisation)
    for name in ("audiences", "identifiers", "tags", "results", "milestones", "budget"):
        yield Held(name, getattr(programme, name).all())
    yield Held("vocabularies", programme.vocabularies.all())
    yield Held("terms", models.OwnTerm.objects.filter(vocabulary__programme=programme))
    yield Held("activities", programme.activities.prefetch_related("regions"), _regions)
    yield Held("regions", _regions_of(programme), _places)
    yield from _indicators(programme)
    yield Held("policies", programme.policies.select_related("file", "reported_by"), _report)
    yield Held("policy_steps", models.PolicyStep.objects.filter(policy__programme=programme))
    yield Held("follow_ups", models.FollowUp.objects.filter(policy__programme=programme))
    people = programme.participations.select_related("person__account")
    yield Held("participations", people, _person)


def _indicators(programme: Programme) -> Iterator[Held]:
    yield Held("indicators", programme.indicators.all())
    yield Held("targets", models.Target.objects.filter(indicator__programme=programme))
    said = models.Declaration.objects.filter(indicator__programme=programme)
    yield Held("declarations", said.select_related("file", "by", "verified_by"), _declared)
    yield Held("tallies", models.Tally.objects.filter(indicator__programme=programme))
    yield Held("publications", programme.publications.all())
    yield Held("inside_publications", programme.inside_publications.all())
    yield Held("snapshots", programme.snapshots.all())


def _regions_of(programme: Programme) -> QuerySet[Region]:
    owned = Region.objects.filter(owner_kind="programme", owner=programme.uuid)
    return owned.prefetch_related("places")


# What a row says beyond its own columns.


def _organisation(party: Any) -> Row:
    one = party.organisation
    return {"organisation_uuid": one and one.uuid, "organisation_name": str(one or "")}


def _regions(activity: Any) -> Row:
    return {"regions": [one.slug for one in activity.regions.all()]}


def _places(region: Region) -> Row:
    return {"places": [place.code for place in region.places.all()]}


def _declared(said: Any) -> Row:
    names = {"by_name": str(said.by or ""), "verified_by_name": str(said.verified_by or "")}
    return names | {"document": place_of(said.file)}


def _report(policy: Any) -> Row:
    return {"reported_by_name": str(policy.reported_by), "document": place_of(policy.file)}


def _person(participation: Any) -> Row:
    """Who it is, without what they keep to themselves; nothing of whoever was erased."""
    person: Person = participation.person
    if person.erased_at:
        return {"person_uuid": person.uuid, "name": ""} | dict.fromkeys(SHOWN, "")
    seen = {name: is_seen_by_coordinators(person, name) for name in SHOWN}
    told = {name: getattr(person, name) if seen[name] else "" for name in SHOWN}
    return {"person_uuid": person.uuid, "name": str(person), **told}


# How it is written.


def _row(row: Model) -> Row:
    fields: Iterable[Field[Any, Any]] = row._meta.concrete_fields
    return {one.attname: _value(one, row) for one in fields}


def _value(field: Field[Any, Any], row: Model) -> Any:
    value = getattr(row, field.attname)
    return dict(value.texts) if isinstance(field, MultilingualField) else value


def _as_json(rows: list[Row]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def _as_csv(rows: list[Row]) -> str:
    text = io.StringIO(newline="")
    text.write("\N{BOM}")
    if rows:
        writer = csv.DictWriter(text, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    """A value on one cell: what holds several as JSON; nothing that a spreadsheet would run."""
    if isinstance(value, dict | list | Text):
        value = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    is_formula = (
        isinstance(value, str) and value.startswith(RUNS) and not TELEPHONE.fullmatch(value)
    )
    return f"'{value}" if is_formula else value


def _about(programme: Programme) -> str:
    lines = (
        str(programme.name),
        _("Everything that belongs to this programme, as of %(day)s.") % {"day": today().isoformat()},
        _("Each table stands twice: in json and in csv (UTF-8, commas). Columns that end in _id hold "
          "the id of a row of another table."),
        _("Fields that people keep to themselves are empty."),
        "\n".join(f"{name}: {what}" for name, what in readable.contents()),
    )  # fmt: skip
    invented = _("Demonstration: the people and their progress are invented.")
    said = [*lines, invented] if the_installation().is_demonstration else lines
    return "\n\n".join(said) + "\n"
