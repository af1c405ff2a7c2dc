"""The list as a spreadsheet: out and in again unchanged; corrected, added, retired, undone."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hilo.competences import services as competences
from hilo.competences.models import Competence
from hilo.core.models import Batch, BatchRow
from hilo.core.sheets import access, services, writing
from tests.competences.factories import CompetenceFactory, CompetenceGroupFactory, occasion
from tests.core.crafts import csv_file, messages_of, verdicts_of, xlsx_file
from tests.people.factories import account_as

pytestmark = pytest.mark.django_db

HEAD = ["code", "group", "name_es", "name_fr", "about_es", "in_use"]


@pytest.fixture
def by():
    return account_as("coordinator")


def checked(upload: SimpleUploadedFile, by, language: str = "es") -> Batch:
    sheet = access.sheet_for(by, "competences")
    batch = services.read(sheet, upload, by=by, language=language)
    services.dry_run(batch)
    batch.refresh_from_db()
    return batch


def taken(*rows, by) -> Batch:
    batch = checked(xlsx_file(HEAD, *rows), by)
    services.apply(batch, by=by)
    return batch


def test_an_export_comes_back_unchanged(by) -> None:
    competences.load_shipped()
    competences.retire(Competence.objects.get(code="export"), by=by)
    sheet = access.sheet_for(by, "competences")
    versions = dict(Competence.objects.values_list("code", "version"))
    for language in ("es", "ar"):
        for form in ("xlsx", "csv"):
            made = writing.export(sheet, language=language, form=form)
            upload = SimpleUploadedFile(made.name, made.content)
            batch = checked(upload, by, language)
            assert set(verdicts_of(batch).values()) == {"same"}, messages_of(batch)
            services.apply(batch, by=by)
    assert dict(Competence.objects.values_list("code", "version")) == versions


def test_rows_add_correct_and_retire(by) -> None:
    group = CompetenceGroupFactory(code="craft")
    known = CompetenceFactory(code="weaving", group=group)
    taken(
        ["dyeing", "craft", "Teñir", "Teindre", "Teñir con plantas.", None],
        ["weaving", "craft", "Tejer en telar", None, None, "no"],
        by=by,
    )
    made = Competence.objects.get(code="dyeing")
    assert dict(made.name.texts) == {"es": "Teñir", "fr": "Teindre"}
    known.refresh_from_db()
    assert str(known.name.shown("es")) == "Tejer en telar"
    assert "fr" in known.name.texts, "an empty cell never erases"
    assert not known.is_current


def test_a_group_is_known_by_its_name_in_any_language(by) -> None:
    group = CompetenceGroupFactory(code="craft")
    batch = checked(
        xlsx_file(
            HEAD,
            ["a", "Groupe craft", "Uno", None, None, None],
            ["b", "grupo craft", "Dos", None, None, None],
            ["c", "Grupo crfat", "Tres", None, None, None],
        ),
        by,
    )
    assert list(verdicts_of(batch).values()) == ["create", "create", "error"]
    assert any("Grupo craft" in text for text in messages_of(batch)[4])
    assert group.competences.count() == 0


def test_a_row_without_a_name_or_with_an_odd_code_is_told_so(by) -> None:
    CompetenceGroupFactory(code="craft")
    batch = checked(
        xlsx_file(
            HEAD,
            ["a", "craft", None, None, "Algo.", None],
            ["Con Espacio", "craft", "Uno", None, None, None],
            ["c", "craft", "Uno", None, None, "no"],
        ),
        by,
    )
    assert set(verdicts_of(batch).values()) == {"error"}


def test_what_a_sheet_added_can_be_undone_until_something_points_to_it(by) -> None:
    CompetenceGroupFactory(code="craft")
    batch = taken(
        ["a", "craft", "Uno", None, None, None], ["b", "craft", "Dos", None, None, None], by=by
    )
    occasion("a")
    services.undo(batch, by=by)
    assert list(Competence.objects.values_list("code", flat=True)) == ["a"]
    assert batch.rows.filter(outcome=BatchRow.Outcome.KEPT).count() == 1


def test_headings_of_other_languages_are_known(by) -> None:
    CompetenceGroupFactory(code="craft")
    text = "clave;grupo;nombre es;nombre ar\ndyeing;craft;Teñir;الصباغة\n"
    batch = checked(csv_file(text), by)
    services.apply(batch, by=by)
    assert set(Competence.objects.get().name.texts) == {"es", "ar"}
