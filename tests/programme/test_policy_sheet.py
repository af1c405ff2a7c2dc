"""Adopted policies as a spreadsheet: out, unchanged in again; many at once; bad rows in words; undone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.base import ContentFile

from hilo.core.models import Batch
from hilo.core.sheets import WHOLE, Message, Scope, access, services, writing
from hilo.core.text import Text
from hilo.notifications.models import Notification
from hilo.people.models import Account
from hilo.programme.models import Policy
from hilo.programme.services import policies
from hilo.programme.sheets import PoliciesSheet
from tests.core.crafts import xlsx_file
from tests.network.factories import OrganisationFactory, SectorFactory
from tests.people.factories import GrantFactory, account_as
from tests.places.factories import municipality
from tests.programme.factories import PolicyFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

HEAD = ["title_es", "decided_by", "nature", "place", "decided_on"]
ROW = ["Fondo para telares", "Cabildo inventado", "financial", "MX-21140", "2026-02-03"]


@pytest.fixture
def by() -> Account:
    municipality("21140")
    return account_as("coordinator")


def checked(upload: Any, by: Account, scope: Scope = WHOLE) -> Batch:
    sheet = access.sheet_for(by, "policies", scope)
    batch = services.read(sheet, upload, by=by, scope=scope, language="es")
    services.dry_run(batch)
    batch.refresh_from_db()
    return batch


def taken(upload: Any, by: Account, scope: Scope = WHOLE) -> Batch:
    batch = checked(upload, by, scope)
    services.apply(batch, by=by)
    batch.refresh_from_db()
    return batch


def verdicts_of(batch: Batch) -> list[str]:
    return list(batch.rows.order_by("line").values_list("verdict", flat=True))


def messages_of(batch: Batch) -> str:
    return " ".join(str(Message.load(kept)) for row in batch.rows.all() for kept in row.messages)


def taken_home(by: Account, scope: Scope = WHOLE) -> ContentFile[bytes]:
    made = writing.export(access.sheet_for(by, "policies", scope), scope=scope, language="es")
    return ContentFile(made.content, name=made.name)


def a_rich_policy(**told: Any) -> Policy:
    made = PolicyFactory(
        title=Text.of("ar", "سوق للمبدعين").with_variant("es", "Mercado de creadores"),
        place=municipality("21140"),
        organisation=OrganisationFactory(),
        features=Text.of("es", "Dos líneas\ny **más**"),
        amount="120000.50",
        currency="MXN",
        evidence="published",
        evidence_url="https://gaceta.example/1",
        follow_up_on=dt.date(2026, 9, 1),
        came_from=Text.of("fr", "Un atelier"),
        **told,
    )
    made.sectors.set([SectorFactory(), SectorFactory()])
    return made


def test_out_and_in_again_changes_nothing(by: Account) -> None:
    a_rich_policy(programme=ProgrammeFactory())
    PolicyFactory(state="reported", is_public=False, decided_on=None)
    PolicyFactory(state="withdrawn", programme=ProgrammeFactory(state="archived"))
    before = list(Policy.objects.order_by("pk").values())
    batch = taken(taken_home(by), by)
    assert set(verdicts_of(batch)) == {"same"}, messages_of(batch)
    assert list(Policy.objects.order_by("pk").values()) == before


def test_many_come_at_once_wait_for_an_answer_and_nobody_is_written_to(by: Account) -> None:
    GrantFactory()
    taken(xlsx_file(HEAD, ROW), by)
    made = Policy.objects.get()
    assert (made.state, made.reported_by, made.place) == (
        "reported",
        by.person,
        municipality("21140"),
    )
    assert not Notification.objects.exists()
    assert verdicts_of(taken(xlsx_file(HEAD, ROW), by)) == ["same"]
    assert Policy.objects.count() == 1


def test_bad_rows_are_told_in_words(by: Account) -> None:
    batch = checked(
        xlsx_file(
            [*HEAD, "amount"],
            ["", *ROW[1:], ""],
            [*ROW[:4], "2030-01-01", ""],
            ["Otra", *ROW[1:], "100"],
            ["Tercera", "Cabildo", "magic", *ROW[3:], ""],
        ),
        by,
    )
    assert set(verdicts_of(batch)) == {"error"}
    said = messages_of(batch)
    for piece in ("at least one language", "has not come yet", "in which currency", "magic"):
        assert piece in said


def test_a_programme_has_a_sheet_of_its_own() -> None:
    programme = ProgrammeFactory()
    coordinator = account_as("coordinator", ("programme", programme.uuid))
    PolicyFactory(title=Text.of("es", "De otra parte"))
    municipality("21140")
    scope = Scope("programme", programme.uuid)
    assert list(PoliciesSheet().scopes_for(coordinator)) == [scope]
    taken(xlsx_file(HEAD, ROW), coordinator, scope)
    assert Policy.objects.get(programme=programme).title.texts["es"] == ROW[0]
    assert b"De otra parte" not in taken_home(coordinator, scope).read()


def test_a_sheet_is_undone_unless_somebody_went_on(by: Account) -> None:
    batch = taken(xlsx_file(HEAD, ROW, ["Otra", *ROW[1:]]), by)
    policies.verify(Policy.objects.get(title__texts__es="Otra"), by=by, evidence="told")
    services.undo(batch, by=by)
    assert [str(one) for one in Policy.objects.all()] == ["Otra"]


def test_a_sheet_does_not_agree_for_whoever_reported(by: Account) -> None:
    policy = PolicyFactory(is_public=False)
    batch = checked(xlsx_file(["key", "is_public"], [str(policy.uuid), "yes"]), by)
    assert "agrees on its page" in messages_of(batch)
