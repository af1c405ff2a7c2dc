"""The pages of the review: published criteria, verdicts, a reason for each no, the yearly confirmation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hilo.core.text import Text
from hilo.network.enums import State, Verdict
from hilo.network.models import Criterion
from hilo.network.services import criteria, review
from tests.network.factories import OrganisationFactory, SectorFactory, steward_of
from tests.people.factories import agreed, sign_in
from tests.places.factories import municipality

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]
LONG = Text.of(
    "es", "Hacemos vajilla de barro quemado a mano, pieza por pieza, desde hace dos generaciones."
)


@pytest.fixture(autouse=True)
def published() -> None:
    criteria.load_shipped()


def a_page(**told: Any) -> Any:
    told = {"state": State.DRAFT, "place": municipality("21140"), "web": "https://b.example"} | told
    return OrganisationFactory(presentation=LONG, sectors=[SectorFactory()], **told)


def at(page: Any) -> str:
    return reverse("network:review_organisation", args=[page.slug])


def verdict(code: str, verdict: Verdict, reason: str = "") -> dict[str, str]:
    key = Criterion.objects.get(subject="organisation", code=code).uuid
    return {f"verdict-{key}": str(verdict), f"reason-{key}": reason}


def test_everybody_reads_the_criteria() -> None:
    page = Client().get(reverse("network:criteria")).content.decode()
    assert "at least 15 members" in page and "cannot be waived" in page


def test_an_author_asks_and_a_reviewer_lists(as_role: AsRole) -> None:
    page = a_page()
    author = sign_in(Client(), agreed(steward_of(page)))
    assert at(page) in author.get(page.get_absolute_url()).content.decode()
    assert author.post(at(page), {"action": "submit"}).status_code == 302
    client, _coordinator = as_role("coordinator")
    assert at(page) in client.get(reverse("network:reviews")).content.decode()
    refused = client.post(at(page), {"action": "list"})
    assert refused.status_code == 200 and "not met" in refused.content.decode()
    sent = {"action": "list", **verdict("active", Verdict.MET)}
    assert client.post(at(page), sent).status_code == 302
    page.refresh_from_db()
    assert page.state == State.LISTED


def test_an_author_may_not_judge() -> None:
    page = a_page()
    author = sign_in(Client(), agreed(steward_of(page)))
    sent = {"action": "list", **verdict("active", Verdict.MET)}
    assert author.post(at(page), sent).status_code == 403
    page.refresh_from_db()
    assert page.state == State.DRAFT


def test_a_waiver_without_a_reason_is_told_and_with_one_read_by_all(as_role: AsRole) -> None:
    page = a_page(web="")
    client, _coordinator = as_role("coordinator")
    sent = {"action": "list", **verdict("active", Verdict.MET)}
    told = client.post(at(page), sent | verdict("contact", Verdict.WAIVED))
    assert told.status_code == 200 and "Write the reason" in told.content.decode()
    given = verdict("contact", Verdict.WAIVED, "Todavía sin internet.")
    assert client.post(at(page), sent | given).status_code == 302
    assert "Todavía sin internet." in Client().get(page.get_absolute_url()).content.decode()


def test_a_return_needs_a_reason_and_keeps_what_was_typed(as_role: AsRole) -> None:
    page = a_page()
    review.submit(page, by=None)
    client, _coordinator = as_role("coordinator")
    assert client.post(at(page), {"action": "return", "reason": " "}).status_code == 200
    assert (
        client.post(at(page), {"action": "return", "reason": "Falta qué venden."}).status_code
        == 302
    )
    author = sign_in(Client(), agreed(steward_of(page)))
    assert "Falta qué venden." in author.get(at(page)).content.decode()


def test_a_page_is_confirmed_with_one_press() -> None:
    page = OrganisationFactory()
    before = page.confirmed_at
    author = sign_in(Client(), agreed(steward_of(page)))
    assert author.post(at(page), {"action": "confirm"}).status_code == 302
    page.refresh_from_db()
    assert page.confirmed_at > before


def test_what_is_no_longer_possible_is_said(as_role: AsRole) -> None:
    page = OrganisationFactory()
    author = sign_in(Client(), agreed(steward_of(page)))
    answer = author.post(at(page), {"action": "submit"}, follow=True)
    assert "another state" in answer.content.decode()


def test_criteria_are_published_changed_and_retired(as_role: AsRole) -> None:
    client, _coordinator = as_role("coordinator")
    sent = {"subject": "cluster", "of_kind": "", "code": "name", "name": "", "order": "5"}
    bad = client.post(reverse("network:add_criterion"), sent)
    assert bad.status_code == 200
    one = Criterion.objects.get(code="contact")
    retire = reverse("network:retire_criterion", args=[one.uuid])
    assert client.post(retire).status_code == 302
    one.refresh_from_db()
    assert one.retired_at is not None
