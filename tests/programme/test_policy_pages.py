"""The pages of adopted policies: reported on a phone without scripts, answered in the office, read by everybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hilo.core.text import Text
from hilo.core.time import today
from hilo.programme.models import Policy
from hilo.programme.queries import policies as queries
from tests.formreading import form_with
from tests.network.factories import AffiliationFactory, OrganisationFactory
from tests.people.factories import AccountFactory, agreed, sign_in
from tests.places.factories import municipality, state
from tests.programme.access import A_PDF
from tests.programme.factories import (
    FollowUpFactory,
    ParticipationFactory,
    PolicyFactory,
    ProgrammeFactory,
    region_of,
)

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]
SHORT = {
    "title": "Ventanilla permanente de asesoría",
    "decided_by": "Cabildo inventado",
    "nature": "institutional",
}


def a_member() -> tuple[Client, Any]:
    account = agreed(AccountFactory())
    return sign_in(Client(), account), account


def shown(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(f"programme:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client: Client, name: str, *args: Any, **data: Any) -> Any:
    return client.post(reverse(f"programme:{name}", args=args), data)


# Reporting.


def test_three_answers_are_enough_to_report() -> None:
    client, account = a_member()
    answer = sent(client, "report_policy", **SHORT)
    made = Policy.objects.get()
    assert answer.status_code == 302 and answer["Location"] == made.get_absolute_url()
    assert (made.state, made.reported_by, made.is_public) == ("reported", account.person, False)
    assert "A coordinator reads it now" in shown(client, "policy", made.uuid)


def test_the_form_knows_where_its_reader_works_and_takes_part() -> None:
    client, account = a_member()
    house = OrganisationFactory(legal_name="Casa de oficios", place=municipality("21140"))
    AffiliationFactory(person=account.person, organisation=house)
    programme = ParticipationFactory(person=account.person).programme
    values = form_with("title", shown(client, "report_policy"))
    assert values["organisation"] == [str(house)]
    assert values["programme"] == [str(programme.pk)]
    assert values["place"][0].startswith("San Pedro Cholula")
    sent(client, "report_policy", **{k: v[-1] for k, v in values.items()} | SHORT)
    made = Policy.objects.get()
    assert (made.organisation, made.programme, made.place) == (house, programme, house.place)


def test_a_stranger_signs_in_first_and_comes_back() -> None:
    answer = Client().get(reverse("programme:report_policy"))
    assert answer["Location"].startswith("/en/sign-in/")
    assert answer["Location"].endswith("policies/report/")


def test_what_was_typed_when_the_session_ended_waits_for_who_signs_in_again() -> None:
    client, account = a_member()
    client.get(reverse("programme:report_policy"))  # the browser learns whose it is
    client.cookies.pop("session")
    there = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}
    answer = client.post(reverse("programme:report_policy"), SHORT, **there)
    assert answer["Location"] == "/en/sign-in/?next=/en/typed/"
    session = client.session
    client.force_login(account)
    kept = client.session
    kept.update({key: session[key] for key in session.keys() - kept.keys()})
    kept.save()
    page = client.get("/en/typed/").content.decode()
    assert SHORT["title"] in page and "/en/policies/report/" in page
    assert not Policy.objects.exists()


def test_what_is_missing_is_said_and_nothing_typed_is_lost() -> None:
    client, _account = a_member()
    answer = sent(
        client, "report_policy", title="Fondo", evidence_url="no", decided_on="2030-01-01"
    )
    page = answer.content.decode()
    assert "Fill this in." in page and 'value="Fondo"' in page
    assert "A web address looks like" in page
    later = sent(client, "report_policy", **SHORT, decided_on="2030-01-01").content.decode()
    assert "This day has not come yet" in later and SHORT["title"] in later


def test_a_document_goes_with_the_report_and_is_handed_to_who_sees_it() -> None:
    client, _account = a_member()
    sent(client, "report_policy", **SHORT, document=SimpleUploadedFile("acta.pdf", A_PDF))
    made = Policy.objects.get()
    address = reverse("programme:policy_document", args=[made.uuid])
    answer = client.get(address)
    assert answer.status_code == 200 and b"".join(answer).startswith(b"%PDF")
    assert Client().get(address).status_code == 404


def test_a_file_that_is_none_is_refused_in_words() -> None:
    client, _account = a_member()
    odd = SimpleUploadedFile("acta.pdf", b"MZ\x90 not a document")
    answer = sent(client, "report_policy", **SHORT, document=odd)
    assert answer.status_code == 200 and not Policy.objects.exists()


def test_a_report_remembers_the_record_it_came_from() -> None:
    client, _account = a_member()
    programme = ProgrammeFactory()
    named = f"programme:{programme.uuid}"
    values = form_with("title", shown(client, "report_policy", **{"from": named}))
    assert values["origin"] == [named]
    sent(client, "report_policy", **SHORT, origin=named)
    assert Policy.objects.get().origin == programme.uuid
    sent(
        client, "report_policy", **SHORT, origin=f"programme:{ProgrammeFactory(state='draft').uuid}"
    )
    assert Policy.objects.latest("pk").origin is None


# The office.


def test_a_coordinator_finds_reads_and_verifies(as_role: AsRole) -> None:
    waits = PolicyFactory(state="reported", title=Text.of("es", "Mercado de creadores"))
    PolicyFactory(title=Text.of("es", "Otra cosa"))
    client, _coordinator = as_role("coordinator")
    page = shown(client, "office_policies")
    assert page.index("Mercado de creadores") < page.index("Otra cosa")
    assert "What you saw of it" in shown(client, "answer_policy", waits.uuid)
    answer = sent(client, "answer_policy", waits.uuid, action="verify", evidence="seen")
    assert answer.status_code == 302
    waits.refresh_from_db()
    assert (waits.state, waits.evidence, waits.follow_up_on) == ("verified", "seen", None)


def test_a_question_without_words_is_asked_again(as_role: AsRole) -> None:
    waits = PolicyFactory(state="reported")
    client, _coordinator = as_role("coordinator")
    answer = sent(client, "answer_policy", waits.uuid, action="return")
    assert answer.status_code == 200 and "Fill this in." in answer.content.decode()
    asked = {"action": "return", "question-words": "¿En qué sesión?"}
    assert sent(client, "answer_policy", waits.uuid, **asked).status_code == 302
    waits.refresh_from_db()
    assert waits.state == "returned"


def test_a_reporter_reads_the_question_and_sends_it_again() -> None:
    client, account = a_member()
    policy = PolicyFactory(state="returned", reported_by=account.person)
    policy.steps.create(verb="return", words="¿En qué sesión?", at=policy.reported_at)
    assert "¿En qué sesión?" in shown(client, "policy", policy.uuid)
    assert "A coordinator has a question" in client.get("/en/").content.decode()
    sent(client, "report_policy_again", policy.uuid, words="En la del 3.")
    policy.refresh_from_db()
    assert policy.state == "reported"


def test_a_coordinator_hears_at_home_of_what_waits_and_is_due(as_role: AsRole) -> None:
    PolicyFactory(state="reported")
    PolicyFactory(follow_up_on=today())
    client, _coordinator = as_role("coordinator")
    home = client.get("/en/").content.decode()
    assert "1 reported policy waits for your answer." in home
    assert "It is time to ask what came of 1 policy." in home


def test_what_is_due_can_be_chosen_in_the_office(as_role: AsRole) -> None:
    PolicyFactory(title=Text.of("es", "Vencida"), follow_up_on=today())
    PolicyFactory(title=Text.of("es", "Futura"), follow_up_on=today() + dt.timedelta(days=9))
    client, _coordinator = as_role("coordinator")
    page = shown(client, "office_policies", due="due")
    assert "Vencida" in page and "Futura" not in page


# Pages.


def test_the_page_tells_everybody_what_came_of_it_and_names_nobody() -> None:
    programme = ProgrammeFactory()
    policy = PolicyFactory(
        programme=programme,
        place=municipality("21140"),
        features=Text.of("es", "Atiende **dos días** por semana."),
        amount=120000,
        currency="MXN",
        evidence="published",
        evidence_url="https://gaceta.example/1",
    )
    FollowUpFactory(policy=policy)
    page = shown(Client(), "policy", policy.uuid)
    for piece in (
        *("Ayuntamiento inventado", "<strong>dos días</strong>", "120,000", "Officially published"),
        *("Atiende a nueve talleres", "In force", "https://gaceta.example/1", str(programme)),
    ):
        assert piece in page
    assert policy.reported_by.family_name not in page


def test_a_programme_in_preparation_is_not_named() -> None:
    programme = ProgrammeFactory(state="draft", name=Text.of("es", "Secreto"))
    policy = PolicyFactory(programme=programme)
    assert "Secreto" not in shown(Client(), "policy", policy.uuid)
    assert "Secreto" not in shown(Client(), "policies") and programme.slug not in shown(
        Client(), "policies"
    )


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_a_text_in_another_language_says_so(language: str) -> None:
    policy = PolicyFactory(features=Text.of("ar", "خدمة استشارة دائمة"))
    page = Client().get(f"/{language}/policies/{policy.uuid}/").content.decode()
    assert 'lang="ar" dir="rtl"' in page


def test_a_reporter_agrees_later_that_everybody_sees_it() -> None:
    client, account = a_member()
    policy = PolicyFactory(is_public=False, reported_by=account.person)
    sent(client, "show_policy", policy.uuid, public="yes")
    assert Client().get(policy.get_absolute_url()).status_code == 200
    sent(client, "show_policy", policy.uuid, public="no")
    assert Client().get(policy.get_absolute_url()).status_code == 404


def test_a_coordinator_does_not_agree_for_somebody_else(as_role: AsRole) -> None:
    policy = PolicyFactory(is_public=False)
    client, _coordinator = as_role("coordinator")
    values = form_with("version", shown(client, "edit_policy", policy.uuid))
    assert "is_public" not in values and "follow_up_on" in values
    changed = {k: v[-1] for k, v in values.items()} | {"decided_by": "Otro", "is_public": "on"}
    assert sent(client, "edit_policy", policy.uuid, **changed).status_code == 302
    policy.refresh_from_db()
    assert (policy.decided_by, policy.is_public) == ("Otro", False)


def test_money_without_a_currency_is_a_sentence(as_role: AsRole) -> None:
    policy = PolicyFactory()
    client, _coordinator = as_role("coordinator")
    values = form_with("version", shown(client, "edit_policy", policy.uuid))
    rich = {k: v[-1] for k, v in values.items()} | {"amount": "100"}
    answer = sent(client, "edit_policy", policy.uuid, **rich)
    assert "Say in which currency the money is." in answer.content.decode()


def test_what_came_of_it_is_told_in_two_sentences() -> None:
    client, account = a_member()
    policy = PolicyFactory(reported_by=account.person, follow_up_on=today())
    values = form_with("heard_on", shown(client, "follow_up_policy", policy.uuid))
    told = {k: v[-1] for k, v in values.items()} | {"standing": "in_force", "words": "Va bien."}
    assert sent(client, "follow_up_policy", policy.uuid, **told).status_code == 302
    assert "Va bien." in shown(Client(), "policy", policy.uuid)


def test_a_day_that_has_passed_is_no_day_to_ask_again() -> None:
    client, account = a_member()
    policy = PolicyFactory(reported_by=account.person)
    told = {"standing": "in_force", "heard_on": today(), "follow_up_on": today()}
    answer = sent(client, "follow_up_policy", policy.uuid, **told)
    assert "Choose a day that is still to come." in answer.content.decode()


def test_a_report_taken_back_can_be_sent_again() -> None:
    client, account = a_member()
    policy = PolicyFactory(state="reported", reported_by=account.person)
    sent(client, "withdraw_policy", policy.uuid)
    assert "This report was taken back." in shown(client, "policy", policy.uuid)
    sent(client, "report_policy_again", policy.uuid)
    policy.refresh_from_db()
    assert policy.state == "reported"


# The list.


def test_the_list_is_narrowed_by_links(django_assert_max_num_queries: Any) -> None:
    programme = ProgrammeFactory(acronym="P9")
    region_of(programme, "centro", [state("21")])
    PolicyFactory(
        title=Text.of("es", "De Cholula"), place=municipality("21140"), programme=programme
    )
    PolicyFactory(
        title=Text.of("es", "De Oaxaca"),
        place=municipality("20043"),
        nature="financial",
        decided_on=dt.date(2025, 5, 1),
    )
    page = shown(Client(), "policies")
    assert "2 policies and measures" in page and "?programme=" in page and "?year=2025" in page
    for query in ({"region": "centro"}, {"programme": programme.slug}, {"nature": "institutional"}):
        narrowed = shown(Client(), "policies", **query)
        assert "De Cholula" in narrowed and "De Oaxaca" not in narrowed
    assert "De Oaxaca" in shown(Client(), "policies", q="oaxaca")


def test_an_empty_list_says_how_it_fills() -> None:
    page = shown(Client(), "policies")
    assert "No policy or measure is shown here yet." in page and "policies/report/" in page


def test_strangers_find_what_is_public_and_members_what_is_verified() -> None:
    PolicyFactory(title=Text.of("es", "Para todos"))
    PolicyFactory(title=Text.of("es", "Para integrantes"), is_public=False)
    PolicyFactory(title=Text.of("es", "Sin verificar"), state="reported")
    member, _account = a_member()
    assert "Para integrantes" not in shown(Client(), "policies")
    page = shown(member, "policies")
    assert "Para integrantes" in page and "Sin verificar" not in page


def test_the_number_of_questions_does_not_grow(django_assert_max_num_queries: Any) -> None:
    for _ in range(12):
        PolicyFactory(place=municipality("21140"), programme=ProgrammeFactory())
    with django_assert_max_num_queries(14):
        shown(Client(), "policies")
    policy = Policy.objects.all()[0]
    for _ in range(9):
        FollowUpFactory(policy=policy)
    with django_assert_max_num_queries(12):
        shown(Client(), "policy", policy.uuid)


# On the pages of others.


def test_the_pages_of_place_organisation_and_programme_show_it() -> None:
    place, programme = municipality("21140"), ProgrammeFactory()
    house = OrganisationFactory(place=place)
    policy = PolicyFactory(place=place, organisation=house, programme=programme)
    for page in (place, house, programme):
        assert policy.get_absolute_url() in Client().get(page.get_absolute_url()).content.decode()


def test_ones_own_page_shows_what_one_reported() -> None:
    client, account = a_member()
    me = reverse("people:me")
    assert "Tell the network in three minutes" in client.get(me).content.decode()
    policy = PolicyFactory(state="returned", reported_by=account.person)
    assert policy.get_absolute_url() in client.get(me).content.decode()


def test_what_is_known_of_somebody_begins_their_report() -> None:
    account = AccountFactory()
    closed = ProgrammeFactory(state="closed")
    ParticipationFactory(person=account.person, programme=ProgrammeFactory(state="archived"))
    ParticipationFactory(person=account.person, programme=closed)
    assert queries.beginning_of(account.person).programme == closed
