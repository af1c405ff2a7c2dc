"""The question bank of a programme as a spreadsheet: out, and in again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile

from hilo.core.models import Batch
from hilo.core.sheets import Scope, access, services, writing
from tests.learning.factories import choice_question, in_bank
from tests.people.factories import account_as
from tests.programme.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["es", "ar"])
def test_out_and_in_again_changes_nothing_whatever_signs_codes_have(language: str) -> None:
    programme = ProgrammeFactory()
    named = ("¿Qué compra la gente?", "Ficha", "أي سؤال؟", "ÉCRAN")
    codes = {one.code for one in in_bank(programme, *map(choice_question, named))}
    assert any(not code.isascii() for code in codes)
    scope = Scope("programme", programme.uuid)
    by: Any = account_as("trainer", ("programme", programme.uuid))
    sheet = access.sheet_for(by, "questions", scope)
    made = writing.export(sheet, scope=scope, language=language)
    upload = ContentFile(made.content, name=made.name)
    batch: Batch = services.read(sheet, upload, by=by, scope=scope, language=language)
    services.dry_run(batch)
    assert [row.verdict for row in batch.rows.all()] == ["same"] * len(codes)
