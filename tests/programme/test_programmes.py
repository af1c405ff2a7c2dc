"""The office of programmes: put one on record, write it, open, close, archive it; what is archived stays."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import openpyxl
import pytest
from django.utils import translation

from hilo.core.storage import keep_made
from hilo.core.text import Text
from hilo.core.time import now, today
from hilo.programme import vocabularies
from hilo.programme.models import Programme
from hilo.programme.services import (
    activities,
    audiences,
    budget,
    chain,
    identifiers,
    milestones,
    participation,
    parties,
    programmes,
    snapshots,
    tags,
)
from hilo.programme.services.participation import Seat
from hilo.programme.showing.timeline import line_of
from tests.formreading import form_with
from tests.network.factories import OrganisationFactory
from tests.people.factories import PersonFactory, account_as
from tests.places.factories import state
from tests.programme.factories import (
    ActivityFactory,
    BudgetLineFactory,
    DeclarationFactory,
    IndicatorFactory,
    MilestoneFactory,
    ParticipationFactory,
    PartyFactory,
    ProgrammeFactory,
    ResultFactory,
    region_of,
)

pytestmark = pytest.mark.django_db
SPANISH = Text.of("es", "Telar")


@pytest.fixture
def coordinator(as_role):
    return as_role("coordinator")[0]


def test_a_programme_is_put_on_record_and_strangers_do_not_know_of_it(coordinator, client):
    page = coordinator.get("/en/office/programmes/new/").content.decode()
    sent = form_with("slug", page) | {"slug": "telar", "currency": "usd", "amount": "98871"}
    sent |= {
        "name-es": "Telar",
        "summary-es": "Oficios.",
        "about-es": "Dos vías.",
        "zone": "Africa/Tunis",
    }
    answer = coordinator.post("/en/office/programmes/new/", sent)
    assert answer.status_code == 302, answer.content.decode()
    made = Programme.objects.get(slug="telar")
    assert (made.currency, made.zone, made.state) == ("USD", "Africa/Tunis", "draft")
    assert client.get("/en/programmes/telar/").status_code == 404
    assert "Telar" in coordinator.get("/en/office/programmes/").content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"starts_on": "2026-05-01", "ends_on": "2026-04-01"}, "The last day lies before the first day."),
        ({"amount": "5", "currency": ""}, "Say in which currency the money is."),
        ({"currency": "€"}, "Write the three letters of the currency"),
        ({"zone": "Puebla"}, "Nothing is called so. Write a zone"),
    ],
)  # fmt: skip
def test_bad_input_is_a_sentence_and_nothing_is_lost(coordinator, typed, said):
    programme = ProgrammeFactory()
    address = f"/en/programmes/{programme.slug}/edit/"
    sent = form_with("version", coordinator.get(address).content.decode())
    answer = coordinator.post(address, sent | {"label": "Med4Jobs"} | typed)
    shown = answer.content.decode()
    assert said in shown
    assert "Med4Jobs" in shown


def test_a_coordinator_of_one_programme_keeps_that_one_alone(as_role):
    own, other = ProgrammeFactory(), ProgrammeFactory()
    client, _account = as_role("coordinator", ("programme", own.uuid))
    office = client.get("/en/office/programmes/").content.decode()
    assert own.slug in office
    assert other.slug not in office
    assert client.get(f"/en/programmes/{own.slug}/parties/").status_code == 200
    assert client.get(f"/en/programmes/{other.slug}/parties/").status_code == 403
    assert client.get("/en/office/programmes/new/").status_code == 403


def test_it_is_opened_closed_archived_and_taken_out_again_by_buttons(coordinator):
    programme = ProgrammeFactory(state="draft")
    address = f"/en/programmes/{programme.slug}/state/"
    for verb, sent, after in [
        ("open", {}, "open"),
        ("close", {}, "closed"),
        ("archive", {"handed_to": "Archivo de la ciudad"}, "archived"),
    ]:
        assert f"{address}{verb}/" in coordinator.get(address).content.decode()
        assert coordinator.get(f"{address}{verb}/").status_code == 200
        coordinator.post(f"{address}{verb}/", sent)
        programme.refresh_from_db()
        assert programme.state == after
    shown = coordinator.get(f"/en/programmes/{programme.slug}/").content.decode()
    assert "Archivo de la ciudad" in shown
    coordinator.post(f"{address}unarchive/")
    programme.refresh_from_db()
    assert programme.state == "closed"


def test_what_is_not_possible_now_is_said(coordinator):
    programme = ProgrammeFactory(state="draft")
    address = f"/en/programmes/{programme.slug}/state/"
    answer = coordinator.post(f"{address}archive/", follow=True)
    assert "in another state now" in answer.content.decode()
    assert coordinator.get(f"{address}forget/").status_code == 404


def archived():
    return ProgrammeFactory(state="archived")


REFUSED = {
    "its words": lambda one: programmes.change(one, expected=1, by=None, label="x"),
    "a party": lambda one: parties.add(one, by=None, role="donor", name=SPANISH),
    "an audience": lambda one: audiences.set_audience(one, slug="a", name=SPANISH, by=None),
    "a number": lambda one: identifiers.add(one, scheme="IATI", value="1", by=None),
    "a tag": lambda one: tags.set_tags(one, [("sdg", "8.3", None)], by=None),
    "a result": lambda one: chain.add(one, by=None, level="objective", code="1", title=SPANISH),
    "an activity": lambda one: activities.add(one, by=None, code="A", title=SPANISH),
    "a turn": lambda one: activities.turn(ActivityFactory(programme=one), "begin", by=None),
    "a milestone": lambda one: milestones.remove(MilestoneFactory(programme=one), by=None),
    "money": lambda one: budget.remove(BudgetLineFactory(programme=one), by=None),
    "a person": lambda one: participation.take_in(one, Seat(PersonFactory()), by=None),
}


@pytest.mark.parametrize("what", REFUSED)
def test_nothing_of_an_archived_programme_changes(what):
    with pytest.raises(programmes.ProgrammeIsArchived) as problem:
        REFUSED[what](archived())
    with translation.override("en"):
        assert "archived" in str(problem.value)


def test_a_form_of_an_archived_programme_says_so(coordinator):
    programme = archived()
    address = f"/en/programmes/{programme.slug}/edit/"
    page = coordinator.get(address).content.decode()
    assert "This programme is archived" in page
    answer = coordinator.post(
        address, form_with("version", page) | {"label": "x", "about-es": "Dos vías."}
    )
    assert "nothing of it can be changed" in answer.content.decode()


def test_the_page_names_who_stands_behind_it_and_links_those_of_the_directory(coordinator, client):
    programme = ProgrammeFactory()
    listed = OrganisationFactory(legal_name="Casa del Telar")
    address = f"/en/programmes/{programme.slug}/parties/"
    answer = coordinator.post(address, {"role": "promoter", "organisation": "Casa del Telar"})
    assert answer.status_code == 302, answer.content.decode()
    coordinator.post(address, {"role": "donor", "name-es": "Fondo inventado"})
    shown = client.get(f"/en/programmes/{programme.slug}/").content.decode()
    assert f'<a href="{listed.get_absolute_url().replace("/es/", "/en/")}">' in shown
    assert "Fondo inventado" in shown
    table = coordinator.get(address).content.decode()
    assert str(listed) in table


def test_a_party_has_a_name_and_stands_once_in_a_role(coordinator):
    programme = ProgrammeFactory()
    address = f"/en/programmes/{programme.slug}/parties/"
    assert (
        "Write the name, or choose" in coordinator.post(address, {"role": "donor"}).content.decode()
    )
    parties.add(programme, by=None, role="donor", name=SPANISH)
    again = coordinator.post(address, {"role": "donor", "name-es": "Telar"}).content.decode()
    assert "stands there in this role already" in again


def test_a_party_that_answers_for_indicators_stays(coordinator):
    party = PartyFactory()
    IndicatorFactory(programme=party.programme, owner=party)
    address = f"/en/programmes/{party.programme.slug}/parties/{party.pk}/remove/"
    assert "it answers for indicators" in coordinator.post(address).content.decode()
    other = PartyFactory()
    coordinator.post(f"/en/programmes/{other.programme.slug}/parties/{other.pk}/remove/")
    assert not other.programme.parties.exists()


def test_audiences_are_added_corrected_and_kept_while_people_are_in_them(coordinator):
    programme = ProgrammeFactory()
    address = f"/en/programmes/{programme.slug}/audiences/"
    coordinator.post(address, {"slug": "directors", "name-es": "Directores", "target": "415"})
    audience = programme.audiences.get()
    assert audience.target == 415
    again = coordinator.post(address, {"slug": "directors", "name-es": "Otros"}).content.decode()
    assert "has this short name" in again
    here = f"{address}{audience.uuid}/"
    shown = form_with("version", coordinator.get(here).content.decode())
    coordinator.post(here, shown | {"target": "420"})
    audience.refresh_from_db()
    assert audience.target == 420
    ParticipationFactory(programme=programme, audience=audience)
    assert (
        "stays: people take part"
        in coordinator.post(f"{address}{audience.uuid}/remove/").content.decode()
    )


def test_identifiers_are_added_once_and_removed(coordinator, client):
    programme = ProgrammeFactory()
    address = f"/en/programmes/{programme.slug}/identifiers/"
    sent = {"scheme": "IATI", "value": "XM-DAC-41304-1"}
    coordinator.post(address, sent)
    assert "on record already" in coordinator.post(address, sent).content.decode()
    assert "XM-DAC-41304-1" in client.get(f"/en/programmes/{programme.slug}/").content.decode()
    coordinator.post(f"{address}{programme.identifiers.get().pk}/remove/")
    assert not programme.identifiers.exists()


def test_tags_are_ticked_and_told_in_words(coordinator, client):
    programme = ProgrammeFactory(convention=Text.of("en", "Exchange between **peers**."))
    address = f"/en/programmes/{programme.slug}/tags/"
    sent = {"sdg": ["8.3", "5.5"], "convention-goal": ["1"], "gender-marker-gender": "2"}
    assert coordinator.post(address, sent).status_code == 302
    shown = client.get(f"/en/programmes/{programme.slug}/").content.decode()
    for words in ("8.3 Policies for decent work", "Gender equality: principal objective (2)",
                  "How it serves the Convention", "<strong>peers</strong>"):  # fmt: skip
        assert words in shown
    ticked = form_with("sdg", coordinator.get(address).content.decode())
    assert ticked["sdg"] == ["5.5", "8.3"]
    coordinator.post(address, {"gender-marker-gender": ""})
    assert not programme.tags.exists()


def test_a_tag_that_no_vocabulary_has_is_refused():
    for chosen in (("sdg", "99.9", None), ("sdg", "8.3", 1), ("gender-marker", "gender", 3)):
        with pytest.raises(tags.UnknownTag):
            tags.set_tags(ProgrammeFactory(), [chosen], by=None)


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_every_term_of_the_vocabularies_has_words_in_four_languages(language):
    for one in vocabularies.every().values():
        told = [one.name, *one.terms.values(), *one.weights.values()]
        assert all(text.texts.get(language) for text in told), one.code
    assert len(vocabularies.every()["convention-goal"].terms) == 4
    assert len(vocabularies.every()["convention-area"].terms) == 11


def test_the_regions_lead_to_where_they_are_divided(coordinator):
    programme = ProgrammeFactory()
    region_of(programme, "centro-9", [state("21"), state("29")])
    shown = coordinator.get(f"/en/programmes/{programme.slug}/regions/").content.decode()
    assert "/en/office/regions/centro-9/change/" in shown
    assert f"owner=programme:{programme.uuid}" in shown


def test_a_region_on_which_something_hangs_is_not_removed(coordinator):
    programme = ProgrammeFactory()
    region = region_of(programme, "centro-9", [state("21")])
    ParticipationFactory(programme=programme, region=region)
    activity = ActivityFactory(programme=programme)
    activity.regions.add(region)
    address = "/en/office/regions/centro-9/remove/"
    for answer in (coordinator.get(address), coordinator.post(address)):
        shown = answer.content.decode()
        assert "1 person is counted in it." in shown
        assert "1 activity takes place in it." in shown
    programme.participations.all().delete()
    activity.regions.clear()
    assert coordinator.post(address).status_code == 302


def test_a_region_of_an_archived_programme_stays(coordinator):
    region_of(ProgrammeFactory(state="archived"), "centro-9", [state("21")])
    shown = coordinator.post("/en/office/regions/centro-9/remove/").content.decode()
    assert "Its programme is archived" in shown


def test_the_page_tells_its_time_line(client):
    programme = ProgrammeFactory()
    MilestoneFactory(programme=programme, title=Text.of("en", "List agreed"))
    ActivityFactory(programme=programme, title=Text.of("en", "Workshops on selling"))
    shown = client.get(f"/en/programmes/{programme.slug}/").content.decode()
    for words in ("Time line", "List agreed", "Workshops on selling", "The programme begins"):
        assert words in shown


def test_the_time_line_of_an_archived_programme_says_its_state(client):
    programme = ProgrammeFactory(state="archived")
    MilestoneFactory(programme=programme)
    with translation.override("en"):
        points = line_of(programme).points
    assert ("Last day of the programme", "Archived") in [(one.title, one.remark) for one in points]


def test_a_change_shows_at_once_though_pages_are_kept(coordinator, client):
    programme = ProgrammeFactory()
    address = f"/en/programmes/{programme.slug}/"
    assert "Fondo nuevo" not in client.get(address).content.decode()
    parties.add(programme, by=None, role="donor", name=Text.of("es", "Fondo nuevo"))
    assert "Fondo nuevo" in client.get(address).content.decode()


# Everything of a programme as one file.


def whole_of(coordinator, programme):
    answer = coordinator.get(f"/en/programmes/{programme.slug}/whole.zip")
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer)))


def test_a_programme_is_handed_over_whole(coordinator):
    programme = ProgrammeFactory(state="archived")
    result = ResultFactory(programme=programme)
    activity = ActivityFactory(programme=programme, result=result)
    activity.regions.set([region_of(programme, "norte", [state("05")])])
    BudgetLineFactory(programme=programme, title=Text.of("es", "=2+2"))
    ResultFactory(code="OTHER")
    file = whole_of(coordinator, programme)
    told = {
        name: json.loads(file.read(f"json/{name}.json"))
        for name in ("results", "activities", "regions")
    }
    assert [one["code"] for one in told["results"]] == [result.code]
    assert told["activities"][0]["regions"] == ["norte"]
    assert told["regions"][0]["places"] == ["MX-COA"]
    book = openpyxl.load_workbook(io.BytesIO(file.read("sheets/budget.xlsx")))
    assert "1000" in {str(cell.value) for row in book.worksheets[0] for cell in row}
    assert (
        "logframe.xlsx" in file.namelist() and "logframe.xlsx: " in file.read("README.txt").decode()
    )
    rows = list(csv.DictReader(io.StringIO(file.read("csv/budget.csv").decode("utf-8-sig"))))
    assert rows[0]["planned"] == "1000.00"
    tables = {name.split("/")[-1] for name in file.namelist() if name.startswith("json/")}
    for name in ("programme", "parties", "audiences", "identifiers", "tags", "milestones", "indicators",
                 "targets", "declarations", "snapshots", "policies", "participations"):  # fmt: skip
        assert f"{name}.json" in tables


def test_what_proves_a_value_and_what_was_issued_is_handed_over(coordinator):
    programme = ProgrammeFactory()
    stored = keep_made(b"%PDF-1.4 invented", name="acta.pdf", content_type="application/pdf")
    said = DeclarationFactory(indicator__programme=programme, file=stored)
    told = {"title": "Visita", "signed": "Rosaura", "as_of": today(), "is_public": False}
    snapshots.issue(programme, **told, by=account_as("coordinator"))
    file = whole_of(coordinator, programme)
    (row,) = json.loads(file.read("json/declarations.json"))
    assert row["document"] == f"documents/{stored.pk}-acta.pdf"
    assert file.read(row["document"]).startswith(b"%PDF")
    assert row["by_name"] == str(said.by or "")
    assert openpyxl.load_workbook(io.BytesIO(file.read("snapshots/1.xlsx"))).worksheets
    assert "UTC" in file.read("history.txt").decode()


def test_what_people_keep_to_themselves_is_not_handed_over(coordinator):
    programme = ProgrammeFactory()
    hidden = PersonFactory(phone="+52 222 555 0101", visibility={"phone": "me"}, joined_at=now())
    shown = PersonFactory(
        phone="+52 222 555 0102", visibility={"phone": "members"}, joined_at=now()
    )
    for person in (hidden, shown):
        ParticipationFactory(programme=programme, person=person)
    told = whole_of(coordinator, programme).read("csv/participations.csv").decode()
    assert "555 0102" in told
    assert "555 0101" not in told
    assert str(hidden) in told
