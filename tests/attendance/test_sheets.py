"""Several sessions at once as a spreadsheet: people as rows, sessions as columns."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from hilo.attendance.models import Presence, PresenceChange
from hilo.attendance.showing import log_of
from hilo.core.models import Batch
from hilo.core.sheets import Scope, access, services, writing
from hilo.core.time import now
from hilo.ui.tables import draw
from tests.attendance.factories import a_roster, a_session, crowd, held_in, mark
from tests.core.crafts import csv_file, messages_of, verdicts_of, xlsx_file
from tests.people.factories import account_as

pytestmark = pytest.mark.django_db


class Stage:
    """A roster of some people with two sessions that are over."""

    def __init__(self, people: int = 3) -> None:
        self.region = a_roster()
        self.people = crowd(self.region, people)
        starts = [now() - dt.timedelta(days=days) for days in (8, 1)]
        self.sessions = [a_session(self.region, starts=start) for start in starts]
        self.by = account_as("trainer")
        self.scope = Scope("region", self.region.uuid)

    @property
    def sheet(self) -> Any:
        return access.sheet_for(self.by, "attendance", self.scope)

    @property
    def head(self) -> list[str]:
        return ["key", "name", *self.sheet.by_column]

    def checked(self, upload: SimpleUploadedFile, language: str = "es") -> Batch:
        batch = services.read(self.sheet, upload, by=self.by, language=language, scope=self.scope)
        services.dry_run(batch)
        batch.refresh_from_db()
        return batch

    def taken(self, *rows: list[Any]) -> Batch:
        batch = self.checked(xlsx_file(self.head, *rows))
        services.apply(batch, by=self.by)
        batch.refresh_from_db()
        return batch

    def states(self, person: Any) -> list[str]:
        rows = Presence.objects.filter(person=person).order_by("session__starts_at")
        return [f"{one.state}{one.minutes or ''}" for one in rows]


def test_a_row_marks_somebody_at_every_session() -> None:
    stage = Stage()
    one, two, three = stage.people
    stage.taken(
        [str(one.uuid), None, "P", "A"],
        [None, str(two), "90", "e"],
        [str(three.uuid), None, "", 120],
    )
    assert stage.states(one) == ["present", "absent"]
    assert stage.states(two) == ["partial90", "excused"]
    assert stage.states(three) == ["present"], "the whole length is present"
    assert {row.way for row in Presence.objects.all()} == {"sheet"}


def test_a_download_comes_back_unchanged() -> None:
    stage = Stage()
    mark(stage.sessions[0], stage.people[0], "partial", minutes=30)
    mark(stage.sessions[1], stage.people[1], "excused")
    for language in ("es", "ar"):
        for form in ("xlsx", "csv"):
            made = writing.export(stage.sheet, language=language, form=form, scope=stage.scope)
            batch = stage.checked(SimpleUploadedFile(made.name, made.content), language)
            assert set(verdicts_of(batch).values()) == {"same"}, messages_of(batch)


def test_bad_rows_say_why() -> None:
    stage = Stage()
    rows = (["", "Nadie Conocida", "P", ""], [str(stage.people[0].uuid), "", "quizás", "500"])
    batch = stage.checked(xlsx_file(stage.head, *rows))
    assert set(verdicts_of(batch).values()) == {"error"}
    said = str(messages_of(batch))
    assert "quiz" in said
    assert "120" in said


def test_whoever_has_left_is_marked_only_where_they_stand_on_record() -> None:
    stage = Stage()
    gone, stays, _third = stage.people
    mark(stage.sessions[0], gone, "present")
    held_in(stage.region.uuid).filter(person=gone).update(revoked_at=now())
    batch = stage.taken([str(gone.uuid), None, "a", "45"], [str(stays.uuid), None, "P", "P"])
    assert "not expected at this session" in " ".join(messages_of(batch)[2])
    assert stage.states(gone) == ["present"] and stage.states(stays) == ["present", "present"]
    stage.taken([str(gone.uuid), None, "a", ""])
    assert stage.states(gone) == ["absent"]


def test_a_correction_is_logged_and_undone() -> None:
    stage = Stage()
    person = stage.people[0]
    mark(stage.sessions[0], person, "absent")
    batch = stage.taken([str(person.uuid), "", "P", "P"])
    assert stage.states(person) == ["present", "present"]
    assert PresenceChange.objects.get().way == "sheet"
    with translation.override("fr"):
        log = log_of(stage.sessions[0])
        assert log and "Par une feuille de calcul." in draw(log)
    services.undo(batch, by=stage.by)
    assert stage.states(person) == ["absent"]


def test_what_was_recorded_meanwhile_is_not_overwritten() -> None:
    stage = Stage()
    person = stage.people[0]
    batch = stage.checked(xlsx_file(stage.head, [str(person.uuid), "", "P", ""]))
    mark(stage.sessions[0], person, "excused")
    services.apply(batch, by=stage.by)
    assert stage.states(person) == ["excused"]


def test_many_people_are_taken_in_few_questions(django_assert_max_num_queries: Any) -> None:
    stage = Stage(people=60)
    rows = [[str(one.uuid), "", "P", "A"] for one in stage.people]
    batch = stage.checked(xlsx_file(stage.head, *rows))
    with django_assert_max_num_queries(60 * 4 + 100):
        services.apply(batch, by=stage.by)
    assert Presence.objects.count() == 120


def test_a_csv_in_french_is_read() -> None:
    stage = Stage()
    column = next(iter(stage.sheet.by_column))
    upload = csv_file(f"Nom;{column}\n{stage.people[0]};présente\n")
    services.apply(stage.checked(upload, "fr"), by=stage.by)
    assert stage.states(stage.people[0]) == ["present"]


def test_the_sheet_is_found_where_sheets_are(as_role: Any) -> None:
    client, _account = as_role("trainer")
    stage = Stage()
    page = client.get(f"/en/sheets/attendance/?scope=region:{stage.region.uuid}")
    assert page.status_code == 200
    assert f"region:{stage.region.uuid}" in client.get("/en/sheets/").content.decode()
    assert client.get("/en/sheets/attendance/").status_code == 404


def test_the_same_sheet_of_many_groups_stands_under_one_heading(as_role: Any) -> None:
    client, _account = as_role("trainer")
    shown = []
    for _n in range(4):
        Stage(people=1)
        page = client.get("/en/sheets/")
        shown.append(
            (len(page.context["sheets"]), [len(one.bound) for one in page.context["many"]])
        )
    before = shown[0][0]
    assert shown == [(before, []), (before + 1, []), (before + 2, []), (before - 1, [4])]
    assert page.content.decode().count("sheets/attendance/?scope=region") == 4
