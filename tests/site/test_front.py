"""The front of the house, empty and furnished, in four languages; one's own home for each role."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.conf import settings
from django.utils import translation

from hilo.core.time import now
from hilo.people import services as people
from hilo.people.models import Person
from hilo.programme.services import programmes
from tests.people.factories import PersonFactory
from tests.places.factories import country, state
from tests.programme.factories import (
    ParticipationFactory,
    PolicyFactory,
    ProgrammeFactory,
    crowd,
    published,
    region_of,
)

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def get(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_house_teaches_and_shows_no_number(client, language):
    shown = get(client, f"/{language}/")
    with translation.override(language):
        assert str(translation.gettext("This house is new")) in shown
    thread = shown[
        shown.index('class="thread"') : shown.index("</ol>", shown.index('class="thread"'))
    ]
    assert thread.count("<li") == thread.count("data-later") == 8
    assert not re.search(r"\d", words(thread))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_furnished_house_counts_what_is_recorded(client, language):
    one, other = ProgrammeFactory(), ProgrammeFactory()
    region_of(one, "puebla", [state("21")])
    region_of(other, "tunisia", [country("TN")])
    crowd(one, woman=12, man=8, not_stated=5)
    published(one)
    shown = get(client, f"/{language}/")
    with translation.override(language):
        assert str(one.name) in shown
        assert str(other.name) in shown
    assert shown.count("data-later") == 6
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in shown


def furnished(state="open", **people):
    programme = ProgrammeFactory(state=state)
    crowd(programme, **people)
    published(programme)


def test_the_thread_says_women_men_and_the_rest(client):
    furnished(woman=12, man=8, not_stated=5)
    assert "48% women, 32% men, 20% other or not stated" in words(get(client, "/en/"))


def test_a_small_group_is_not_told_by_the_thread(client):
    furnished(woman=12, man=8, not_stated=2)
    shown = words(get(client, "/en/"))
    assert "22 people have come" in shown
    assert "% women" not in shown


def test_the_thread_ends_in_what_was_adopted(client):
    PolicyFactory(), PolicyFactory(is_public=False)
    shown = get(client, "/en/")
    assert "1 measure adopted" in words(shown) and "/en/policies/" in shown


def test_people_of_a_draft_are_not_told(client):
    furnished(state="draft", woman=12, man=8)
    assert "people have come" not in words(get(client, "/en/"))


def test_queries_do_not_grow_with_programmes_and_people(client, django_assert_max_num_queries):
    for number in range(6):
        programme = ProgrammeFactory()
        region_of(programme, f"region-{number}", [country("TN")])
        crowd(programme, woman=6, man=6)
    with django_assert_max_num_queries(12):
        get(client, "/es/")


def test_machines_learn_what_this_is(client):
    shown = get(client, "/fr/")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown, re.S)
    organization, site = json.loads(found.group(1))["@graph"]
    assert organization["@type"] == "Organization"
    assert site["potentialAction"]["target"]["urlTemplate"].endswith(
        "/fr/search/?q={search_term_string}"
    )
    assert "</" not in found.group(1)
    assert '<meta property="og:title"' in shown
    picture = re.search(r'<meta property="og:image" content="([^"]+)">', shown)
    assert picture and picture.group(1) == f"{settings.ADDRESS}/static/ui/share.png"


@pytest.mark.parametrize(
    ("accepts", "cookie", "language"),
    [("ar,en;q=0.5", "", "ar"), ("de", "", "es"), ("ar", "fr", "fr"), ("", "xx", "es")],
)
def test_the_bare_address_leads_to_the_readers_language(client, accepts, cookie, language):
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    answer = client.get("/", headers={"accept-language": accepts})
    assert answer["Location"] == f"/{language}/"
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("address", ["", "about/", "source/", "programmes/", "search/", "network/"])
def test_every_page_names_its_sisters_and_they_name_it(client, address):
    named = {language: sisters(get(client, f"/{language}/{address}")) for language in LANGUAGES}
    assert set(named["es"]) == {*LANGUAGES, "x-default"}
    assert all(found == named["es"] for found in named.values())
    assert named["es"].pop("x-default") == named["es"][settings.LANGUAGE_CODE]
    for language, url in named["es"].items():
        assert url == f"{settings.ADDRESS}/{language}/{address}"


def sisters(html):
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', html))


@pytest.mark.parametrize("role", ["member", "trainer", "agent", "reviewer", "promoter", "operator"])
def test_a_home_on_which_nothing_waits_teaches(as_role, role, monkeypatch):
    client, account = as_role(role)
    people.give_consent(account.person, "membership", by=account, language="en")
    Person.objects.filter(pk=account.person_id).update(territory=country("TN"))
    monkeypatch.setattr("hilo.site.house.looked", list)
    shown = get(client, "/en/")
    assert "What now?" in shown
    assert 'class="empty"' in shown
    assert "You are here as" in shown or role == "member"


def test_a_member_sees_the_programmes_they_take_part_in(as_role):
    client, account = as_role("member")
    mine, other = ProgrammeFactory(), ProgrammeFactory()
    ParticipationFactory(programme=mine, person=account.person)
    shown = get(client, "/es/")
    assert str(mine.name.texts["es"]) in shown
    assert str(other.name.texts["es"]) not in shown


def test_a_coordinator_reads_what_is_late_who_is_missing_and_who_arrived(as_role):
    programme, elsewhere = ProgrammeFactory(), ProgrammeFactory()
    scope = ("programme", programme.uuid)
    client, _account = as_role("coordinator", scope)
    late, waiting = (
        people.add_person(by=None, given_name="Noé", email=f"{n}@hilo.example") for n in "ab"
    )
    for person in (late, waiting):
        people.invite(person, by=None, scope=scope)
    late.invitations.update(expires_at=now() - dt.timedelta(days=1))
    ParticipationFactory(programme=programme, person=PersonFactory())
    ParticipationFactory(programme=programme)
    crowd(elsewhere, woman=7)
    shown = words(get(client, "/en/"))
    for sentence in (
        "Late 1 invitation ran out without an answer.",
        "1 person is on record and was never invited.",
        "1 invitation waits for an answer.",
        "1 person arrived since yesterday.",
    ):
        assert sentence in shown


def test_a_coordinator_who_is_alone_reads_how_to_begin(as_role):
    client, _account = as_role("coordinator")
    shown = words(get(client, "/en/"))
    assert "Nobody else is here yet. Invite the first person" in shown
    assert "arrived since yesterday" not in shown
    people.add_person(by=None, given_name="Noé", email="noe@hilo.example")
    assert "Nobody else is here yet" not in words(get(client, "/en/"))


def test_outside_a_staff_session_a_coordinator_reads_the_way_into_it(as_role):
    client, account = as_role("coordinator")
    people.end_duty(account.duty)
    shown = words(get(client, "/en/"))
    assert "Begin a staff session to see who has come" in shown
    assert "invitation" not in shown


def test_an_operator_reads_what_is_not_well(as_role):
    client, _account = as_role("operator")
    shown = get(client, "/en/")
    assert "No worker has been seen" in shown
    assert "/en/office/house/" in shown


def test_the_doors_say_what_is_there_and_what_is_not(client):
    assert "/en/programmes/" in get(client, "/en/network/")
    assert "/en/competences/" in get(client, "/en/learn/")
    assert "/en/policies/" in get(client, "/en/results/")
    for door in ("meet", "cooperate"):
        assert 'class="empty"' in get(client, f"/en/{door}/")


def test_a_new_programme_is_seen_at_once(client):
    programme = programmes.draft(slug="x", by=None, name=ProgrammeFactory.build().name)
    assert "Oficios" not in get(client, "/es/")
    programmes.open_programme(programme, by=None)
    assert "Oficios" in get(client, "/es/")
