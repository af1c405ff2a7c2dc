"""A programme whole: everything that belongs to it in one ZIP, each table as JSON and as CSV, and what people read.

It is for the institution to which a programme is handed over: rows keep their keys, so that they can
be joined again. What people keep to themselves is left out.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hilo.core import registries
from hilo.core.handover import Held, Row
from hilo.core.installation import the_installation
from hilo.core.models import StoredFile
from hilo.core.time import today
from hilo.people.visibility import told_to_coordinators
from hilo.places.models import Region
from hilo.programme import models, readable
from hilo.programme.models import Programme
from hilo.programme.readable import place_of

IN_MEMORY = 4_000_000  # bytes; a larger file is written on the disk


def name_of(programme: Programme) -> str:
    """«paralelo-9-2026-11-25.zip», marked where its people are invented."""
    mark = "demonstration-" if the_installation().is_demonstration else ""
    return f"{mark}{programme.slug}-{today().isoformat()}.zip"


def written(programme: Programme, viewer: Any) -> Any:
    """The file, open at its beginning; of what people do, what `viewer` may see."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, content in _files(programme, viewer):
            _write(archive, place, content)
    file.seek(0)
    return file


def _files(programme: Programme, viewer: Any) -> Iterator[tuple[str, Any]]:
    """Every place of the archive with its content, made when it is written."""
    yield "README.txt", _about(programme)
    yield from readable.files_of(programme)
    for stored in readable.documents_of(programme):
        yield place_of(stored), stored
    for held in tables_of(programme):
        yield from held.files()
    for part in parts():
        yield from part.files(programme, viewer)


def parts() -> list[registries.WholePart]:
    """What other domains lay into the file."""
    return [one for one in registries.wholes if one.kind == "programme"]


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
    return told_to_coordinators(participation.person)


# How it is written.


def _write(archive: zipfile.ZipFile, place: str, content: Any) -> None:
    """One file of the archive, piece by piece where it is not held whole."""
    if isinstance(content, str | bytes):
        archive.writestr(place, content)
        return
    with archive.open(place, "w", force_zip64=True) as target:
        if isinstance(content, StoredFile):
            with content.file.open() as kept:
                shutil.copyfileobj(kept, target)
        else:
            target.writelines(piece.encode() for piece in content)


def _about(programme: Programme) -> str:
    lines = (
        str(programme.name),
        _("Everything that belongs to this programme, as of %(day)s.") % {"day": today().isoformat()},
        _("Each table stands twice: in json and in csv (UTF-8, commas). Columns that end in _id hold "
          "the id of a row of another table."),
        _("Fields that people keep to themselves are empty."),
        "\n".join(f"{name}: {what}" for name, what in _contents()),
    )  # fmt: skip
    invented = _("Demonstration: the people and their progress are invented.")
    said = [*lines, invented] if the_installation().is_demonstration else lines
    return "\n\n".join(said) + "\n"


def _contents() -> Iterator[tuple[str, Any]]:
    yield from readable.contents()
    for part in parts():
        yield from part.contents
