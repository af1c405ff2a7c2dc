"""Snapshots: issued once, never changed; what strangers see of them; what changed between two."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hilo.core.text import Text
from hilo.people.models import Person
from hilo.programme.counting import frozen
from hilo.programme.models import Indicator, Participation, Programme, Snapshot, Target
from hilo.programme.rules.comparing import differences
from hilo.programme.services import programmes, snapshots
from hilo.programme.services.programmes import ProgrammeIsArchived
from tests.people.factories import account_as
from tests.programme.factories import ProgrammeFactory
from tests.programme.results import TODAY, Told, seated, told

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]


def issued(made: Told, **more: Any) -> Snapshot:
    said: dict[str, Any] = {
        "title": "Informe intermedio",
        "signed": "Amal Benali",
        "as_of": TODAY,
        "is_public": False,
        "by": account_as("coordinator"),
    }
    return snapshots.issue(made.programme, **said | more)


def page(client: Client, one: Snapshot, query: str = "") -> str:
    path = reverse("programme:snapshot", args=[one.programme.slug, one.number])
    answer = client.get(f"{path}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def everything_changes(made: Told) -> None:
    """People, targets, names, sexes: nothing stays as it was."""
    seated(made.programme, 5, "woman", made.oaxaca, on="2025-08-01")
    Person.objects.filter(gender="man").update(gender="woman", given_name="Otra")
    Participation.objects.filter(region=made.puebla).update(region=made.oaxaca)
    Target.objects.update(value=7)
    Indicator.objects.update(title=Text.of("es", "Otro título"), is_public=False)
    Programme.objects.update(name=Text.of("es", "Otro nombre"))
    type(made.puebla).objects.update(name=Text.of("es", "Otra región"))


def test_a_snapshot_stays_byte_for_byte_what_it_was(as_role: AsRole) -> None:
    made = told()
    one = issued(made, is_public=True)
    client = as_role("coordinator")[0]
    before = [page(client, one), page(client, one, "?as=json"), page(client, one, "?as=csv")]
    public = page(Client(), one)
    everything_changes(made)
    again = Snapshot.objects.get(pk=one.pk)
    assert frozen.digest(again.content) == again.sha256 == one.sha256
    after = [page(client, one), page(client, one, "?as=json"), page(client, one, "?as=csv")]
    assert body(after[0]) == body(before[0])
    assert after[1:] == before[1:]
    assert body(page(Client(), one)) == body(public)


def body(said: str) -> str:
    """The page without the present name of its programme, which stands above the title."""
    return said.rsplit("</header>", 1)[1]


def test_the_digest_is_that_of_the_file(as_role: AsRole) -> None:
    one = issued(told())
    client = as_role("coordinator")[0]
    path = reverse("programme:snapshot", args=[one.programme.slug, one.number])
    content = client.get(f"{path}?as=json").content
    assert hashlib.sha256(content).hexdigest() == one.sha256
    assert json.loads(content)["as_of"] == str(TODAY)


def test_numbers_have_no_gaps_and_no_doubles() -> None:
    made = told()
    assert [issued(made).number for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"as_of": dt.date(2026, 3, 11)}, snapshots.NotYet),
        ({"as_of": dt.date(2024, 1, 1)}, snapshots.BeforeTheFirstDay),
        ({"signed": "  "}, snapshots.SignatureIsMissing),
    ],
)
def test_what_stands_in_the_way_is_a_sentence(more: dict[str, Any], problem: type) -> None:
    with pytest.raises(problem):
        issued(told(), **more)
    assert not Snapshot.objects.exists()


def test_nothing_is_frozen_of_nothing() -> None:
    made = told()
    made.programme = ProgrammeFactory()
    with pytest.raises(snapshots.NothingToFreeze):
        issued(made)


def test_nothing_is_frozen_of_an_archived_programme() -> None:
    kept = told()
    programmes.close(kept.programme, by=None)
    programmes.archive(kept.programme, by=None)
    with pytest.raises(ProgrammeIsArchived):
        issued(kept)


def test_a_public_snapshot_tells_strangers_nothing_of_three_men(client: Client) -> None:
    made = told(women=17, men=3, far=0)
    said = page(client, issued(made, is_public=True))
    assert "<strong>20</strong>" in said
    assert ">17<" not in said
    assert ">3<" not in said
    assert "not shown" in said
    assert "as=json" not in said


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_strangers_never_take_the_whole_home(client: Client, form: str) -> None:
    one = issued(told(women=17, men=3, far=0), is_public=True)
    path = reverse("programme:snapshot", args=[one.programme.slug, one.number])
    answer = client.get(f"{path}?as={form}")
    assert "Content-Disposition" not in answer.headers


def test_strangers_do_not_know_of_what_is_not_public(client: Client) -> None:
    one = issued(told())
    path = reverse("programme:snapshot", args=[one.programme.slug, one.number])
    assert client.get(path).status_code == 404
    listed = client.get(reverse("programme:snapshots", args=[one.programme.slug]))
    assert one.title not in listed.content.decode()


def test_a_coordinator_issues_one_after_a_last_question(as_role: AsRole) -> None:
    made = told()
    client = as_role("coordinator")[0]
    path = reverse("programme:issue_snapshot", args=[made.programme.slug])
    asked = {"title": "Informe", "signed": "Amal", "as_of": "2026-03-10"}
    assert "I know that it can never be changed" in client.post(path, asked).content.decode()
    assert not Snapshot.objects.exists()
    answer = client.post(path, asked | {"is_final": "on"})
    assert answer.status_code == 302
    said = client.get(answer["Location"]).content.decode()
    assert "SHA-256" in said
    assert "18" in said


def test_two_snapshots_are_compared_in_words_and_numbers(as_role: AsRole) -> None:
    made = told()
    first = issued(made)
    seated(made.programme, 4, "woman", made.oaxaca, on="2026-01-15")
    Target.objects.filter(region=None).update(value=50)
    second = issued(made)
    path = reverse("programme:compare_snapshots", args=[made.programme.slug])
    said = as_role("coordinator")[0].get(f"{path}?a=2&b=1").content.decode()
    assert "+4" in said
    assert "the number, the target" in said
    (people, *_rest) = differences(first.content, second.content)
    assert people.step == 4
    assert people.changed == ("value", "target")


def test_what_is_new_and_what_is_gone_is_said() -> None:
    made = told()
    first = issued(made)
    code = made.declared.code
    made.declared.delete()
    second = issued(made)
    gone = [one.code for one in differences(first.content, second.content) if one.is_gone]
    new = [one.code for one in differences(second.content, first.content) if one.is_new]
    assert gone == new == [code]
