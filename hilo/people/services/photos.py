"""A person's photograph."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from hilo.core import storage
from hilo.people.models import Person
from hilo.people.services.persons import change_person


@transaction.atomic
def set_photo(person: Person, upload: UploadedFile, *, by: Any) -> Person:
    """Keep a photograph instead of the one before; raises what `core.storage.keep` raises."""
    before = person.photo
    person = change_person(person, by=by, photo=storage.keep(upload, kinds=("picture",), by=by))
    if before is not None:
        storage.remove(before)
    return person


@transaction.atomic
def remove_photo(person: Person, *, by: Any) -> Person:
    """Take the photograph away and delete its files."""
    before = person.photo
    person = change_person(person, by=by, photo=None)
    if before is not None:
        storage.remove(before)
    return person
