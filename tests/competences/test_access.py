"""Nobody meets the ratings of another; the list is changed by those who keep it for everybody."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from hilo.competences import access, services
from hilo.competences.models import Occasion, Rating
from hilo.competences.services import Answer
from hilo.core.access import Refused
from hilo.core.text import Text
from tests.competences.factories import CompetenceFactory, abilities, let_rate, occasion
from tests.people.factories import account_as
from tests.programme.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


def about_programme(**told: Any) -> tuple[Occasion, Any]:
    """An occasion of a programme, and the programme."""
    programme = ProgrammeFactory()
    return occasion("a", about=("programme", programme.uuid), **told), programme


def test_only_who_was_asked_may_rate() -> None:
    made, _programme = about_programme()
    asked, stranger = account_as("member"), account_as("member")
    services.ask(made, [asked.person], by=None)
    assert access.occasion_to_rate(asked, made.uuid) == (made, True)
    with pytest.raises(Http404):
        access.occasion_to_rate(stranger, made.uuid)
    with pytest.raises(Http404):
        access.occasion_to_rate(asked, uuid4())


def test_everybody_may_rate_for_themselves() -> None:
    made = occasion(purpose="own", name=Text.of("es", "¿Dónde estoy?"))
    assert access.occasion_to_rate(account_as("member"), made.uuid) == (made, True)


@pytest.mark.parametrize("role", ["coordinator", "trainer"])
def test_summaries_are_seen_inside_the_scope_of_a_role(role: str) -> None:
    made, programme = about_programme()
    inside = account_as(role, ("programme", programme.uuid))
    outside = account_as(role, ("programme", ProgrammeFactory().uuid))
    assert access.occasion_for(inside, made.uuid, to=access.SEE) == made
    assert list(access.occasions_seen_by(inside)) == [made]
    assert list(access.occasions_seen_by(outside)) == []
    with pytest.raises(Refused):
        access.occasion_for(outside, made.uuid, to=access.SEE)


def test_a_member_knows_of_what_they_were_asked_and_no_more() -> None:
    made, _programme = about_programme()
    member = account_as("member")
    assert list(access.occasions_visible_to(member)) == []
    services.ask(made, [member.person], by=None)
    assert list(access.occasions_visible_to(member)) == [made]
    assert list(access.occasions_visible_to(AnonymousUser())) == []


def test_the_list_is_changed_by_those_who_keep_it_for_the_whole_installation() -> None:
    made, programme = CompetenceFactory(), ProgrammeFactory()
    whole, partial = (
        account_as("coordinator"),
        account_as("coordinator", ("programme", programme.uuid)),
    )
    assert access.competence_for(whole, made.code, to=access.EDIT) == made
    with pytest.raises(Refused):
        access.competence_for(partial, made.code, to=access.EDIT)


def test_no_page_shows_what_one_person_rated(as_role: Any) -> None:
    """Neither the page, nor the file, nor the person's profile, to whoever else holds any role."""
    made, _programme = about_programme()
    person = let_rate(made, abilities("a", 1, 5, 5, 5, 5, 5))[0]
    services.close_occasion(made, by=None)
    for role in ("coordinator", "trainer", "operator", "member"):
        client, _account = as_role(role)
        for address in (
            f"/en/office/ratings/{made.uuid}/",
            f"/en/office/ratings/{made.uuid}/?as=csv",
            f"/en/people/{person.uuid}/",
            f"/en/rate/{made.uuid}/",
        ):
            content = client.get(address).content.decode()
            assert "I cannot do it yet" not in content
            assert str(person.family_name) not in content or "/people/" in address


def test_everybody_sees_their_own(as_role: Any) -> None:
    made = occasion("a", purpose="before")
    client, account = as_role("member")
    services.rate(made, account.person, {"a": Answer(5, 1)}, by=account)
    assert "I cannot do it yet" in client.get("/en/me/ratings/").content.decode()
    assert Rating.objects.count() == 1
