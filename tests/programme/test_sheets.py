"""The participants' sheet: one programme's people in, placed, corrected, and out again."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hilo.core import registries
from hilo.core.models import Batch
from hilo.core.registries import Dependence, Dependents
from hilo.core.sheets import Scope, access, services, sheets, writing
from hilo.notifications import post
from hilo.people import services as people
from hilo.people.models import Account, Gender, Invitation, Person
from hilo.places.models import Region
from hilo.places.queries import region_of
from hilo.programme.division import Division
from hilo.programme.homes import to_do
from hilo.programme.models import Participation, Programme
from hilo.programme.services import participation
from tests.core.crafts import csv_file, messages_of, verdicts_of, xlsx_file
from tests.people.factories import AccountFactory, PersonFactory, account_as
from tests.places import factories as places
from tests.programme.factories import AudienceFactory, ProgrammeFactory
from tests.programme.factories import region_of as a_region

pytestmark = pytest.mark.django_db

HEAD = ["nombre", "apellidos", "correo", "municipio", "público", "región", "teléfono", "invite"]


class House:
    """A programme with two regions and two audiences, and its coordinator on duty."""

    def __init__(self, acronym: str = "Oficios 9") -> None:
        self.programme: Programme = ProgrammeFactory(acronym=acronym)
        zacatecas, puebla = places.municipality("32017"), places.municipality("21140")
        slug = self.programme.slug
        self.north: Region = a_region(self.programme, f"north-{slug}", [zacatecas.parent])
        self.centre: Region = a_region(self.programme, f"centre-{slug}", [puebla])
        self.directors = AudienceFactory(programme=self.programme, slug="directors")
        self.makers = AudienceFactory(programme=self.programme, slug="makers")
        self.scope = Scope("programme", self.programme.uuid)
        self.by: Account = account_as("coordinator", scope=("programme", self.programme.uuid))

    @property
    def sheet(self) -> Any:
        return access.sheet_for(self.by, "participants", self.scope)

    def checked(self, upload: SimpleUploadedFile, language: str = "es") -> Batch:
        batch = services.read(self.sheet, upload, by=self.by, scope=self.scope, language=language)
        services.dry_run(batch)
        batch.refresh_from_db()
        return batch

    def sent(self, *rows: list[Any], head: list[str] = HEAD) -> Batch:
        return self.checked(xlsx_file(head, *rows))

    def taken(self, *rows: list[Any], head: list[str] = HEAD) -> Batch:
        batch = self.sent(*rows, head=head)
        services.apply(batch, by=self.by)
        return batch

    def seats_of(self, person: Person) -> list[Participation]:
        return list(self.programme.participations.filter(person=person).order_by("pk"))


@pytest.fixture
def house() -> House:
    return House()


def person_of(given: str) -> Person:
    return Person.objects.get(given_name=given, family_name="Ruiz")


def row(given: str = "Ana", mail: str = "ana@hilo.example", **cells: str) -> list[str]:
    known = {
        "nombre": given,
        "apellidos": "Ruiz",
        "correo": mail,
        "municipio": "32017",
        "público": "directors",
    }
    return [(known | cells).get(name, "") for name in HEAD]


def test_a_row_puts_on_record_places_and_invites_for_the_programme(
    house: House, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        batch = house.taken(
            row(invite="sí"),
            row("أمينة", "", municipio="21140", público="directors; makers"),
            row("Noé", "", público=str(house.makers), región=str(house.centre)),
        )
    assert batch.counts["taken"] == 3, messages_of(batch)
    ana = person_of("Ana")
    seat = house.seats_of(ana)[0]
    assert (seat.audience, seat.region) == (house.directors, house.north)
    amina = house.seats_of(person_of("أمينة"))
    assert {one.audience for one in amina} == {house.directors, house.makers}
    assert {one.region for one in amina} == {house.centre}
    assert house.seats_of(person_of("Noé"))[0].region == house.centre
    letter = Invitation.objects.get()
    assert (letter.person, letter.scope_kind) == (ana, "programme")
    assert letter.scope_uuid == house.programme.uuid
    post.send_waiting()
    assert [mail.to for mail in mailoutbox] == [["ana@hilo.example"]]


def test_what_has_no_region_or_audience_is_said(house: House) -> None:
    places.municipality("01001")
    batch = house.sent(row(municipio="01001", público=""))
    assert messages_of(batch)[2] == [
        "No region of the programme holds this place. Choose one.",
        "Without an audience, this person counts towards no target.",
    ]
    assert verdicts_of(batch) == {2: "create"}


def test_the_only_audience_goes_without_saying() -> None:
    house = House()
    house.makers.delete()
    house.taken(row(público=""))
    assert house.seats_of(person_of("Ana"))[0].audience == house.directors


def test_a_region_of_another_programme_is_not_on_the_list(house: House) -> None:
    other = House()
    batch = house.sent(row(región=other.north.slug), row("Noé", "", público="nobody"))
    said = messages_of(batch)
    assert "is not on the list. Choose one of:" in said[2][0] and str(house.north) in said[2][0]
    assert str(other.north.name) not in said[2][0].split("Choose one of")[1]
    assert "is not on the list" in said[3][0]


def test_an_export_comes_back_unchanged(house: House) -> None:
    house.taken(
        row(público="directors; makers"),
        row("+Noé", "", municipio="21140", teléfono="+52 222 123 4567"),
        row("أمينة", "amina@hilo.example", público=""),
        row("Eva", "eva@hilo.example"),
    )
    eva = person_of("Eva")
    participation.leave_altogether(house.programme, eva, by=None)
    for form in ("xlsx", "csv"):
        for language in ("es", "ar", "fr", "en"):
            made = writing.export(house.sheet, language=language, form=form, scope=house.scope)
            batch = house.checked(SimpleUploadedFile(made.name, made.content), language)
            assert set(verdicts_of(batch).values()) == {"same"}, messages_of(batch)
            assert batch.counts["rows"] == 4


def test_sending_the_same_again_changes_nothing(house: House) -> None:
    AccountFactory(email="known@hilo.example")
    rows = [row(), row("Noé", "known@hilo.example", teléfono="55"), row("Eva", "")]
    assert house.taken(*rows).counts["taken"] == 3
    again = house.sent(*rows)
    assert set(verdicts_of(again).values()) == {"same"}, messages_of(again)


# --- People whom the network knows already ---------------------------------------------------------


def test_somebody_known_is_taken_in_and_neither_shown_nor_changed(
    house: House, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    known = AccountFactory(email="ana@hilo.example").person
    people.change_person(known, by=None, phone="SECRET", birth_year=1970, gender=Gender.WOMAN)
    with django_capture_on_commit_callbacks(execute=True):
        batch = house.sent(row("Otra", teléfono="999", invite="sí"))
        told = messages_of(batch)[2]
        assert verdicts_of(batch) == {2: "create"}
        assert told[0].startswith("Somebody with this address is in the network already.")
        kept = batch.rows.get()
        assert kept.before == {} and "SECRET" not in str(kept.messages) + str(kept.values)
        columns = "given_name,family_name,place,phone"
        assert [message["column"] for message in kept.messages] == [columns]
        services.apply(batch, by=house.by)
    known.refresh_from_db()
    assert (known.given_name, known.phone) == (known.given_name, "SECRET")
    assert known.given_name != "Otra"
    assert house.seats_of(known)[0].audience == house.directors
    assert "SECRET" not in str(batch.rows.get().after)
    assert mailoutbox == [] and not Invitation.objects.exists()


def test_the_same_words_are_said_whether_the_cells_differ_or_not(house: House) -> None:
    known = AccountFactory(email="ana@hilo.example").person
    people.change_person(known, by=None, phone="55")
    told = [messages_of(house.sent(row("X", teléfono=phone)))[2] for phone in ("55", "66")]
    assert told[0] == told[1]


def test_who_was_here_before_stays_as_they_are_also_later(house: House) -> None:
    known = AccountFactory(email="ana@hilo.example").person
    house.taken(row(known.given_name))
    batch = house.sent([str(known.uuid), "Otra", "55", "makers"], head=KEYED)
    assert verdicts_of(batch) == {2: "change"}
    assert messages_of(batch)[2][0].startswith("This person was in the network before")
    services.apply(batch, by=house.by)
    known.refresh_from_db()
    assert known.given_name != "Otra" and known.phone == ""
    assert [one.audience for one in house.seats_of(known)] == [house.makers]


KEYED = ["key", "nombre", "teléfono", "público"]


def test_who_came_with_the_programme_can_be_corrected_and_that_undone(house: House) -> None:
    house.taken(row())
    ana = person_of("Ana")
    batch = house.taken([str(ana.uuid), "Anna", "55", "makers"], head=KEYED)
    ana.refresh_from_db()
    assert (ana.given_name, ana.phone) == ("Anna", "55")
    assert [one.audience for one in house.seats_of(ana)] == [house.makers]
    services.undo(batch, by=house.by)
    ana.refresh_from_db()
    assert (ana.given_name, ana.phone) == ("Ana", "")
    assert [one.audience for one in house.seats_of(ana)] == [house.directors]


def test_a_name_alone_names_nobody_outside_the_programme(house: House) -> None:
    PersonFactory(given_name="Ana", family_name="Ruiz", territory=places.municipality("32017"))
    batch = house.taken(row(mail=""))
    assert messages_of(batch)[2] == []
    assert Person.objects.filter(given_name="Ana").count() == 2


def test_a_key_of_another_programme_says_nothing(house: House) -> None:
    other = House()
    other.taken(row())
    key = str(person_of("Ana").uuid)
    batch = house.sent([key, "Otra", "", "makers"], head=KEYED)
    assert verdicts_of(batch) == {2: "gone"}


def test_somebody_added_since_the_dry_run_is_looked_at_again(house: House) -> None:
    batch = house.sent(row())
    known = AccountFactory(email="ana@hilo.example").person
    services.apply(batch, by=house.by)
    assert batch.counts["refused"] == 1 and house.seats_of(known) == []


def test_somebody_known_and_taken_in_since_the_dry_run_is_not_taken_twice(house: House) -> None:
    AccountFactory(email="ana@hilo.example")
    first, second = house.sent(row()), house.sent(row())
    services.apply(first, by=house.by)
    services.apply(second, by=house.by)
    assert second.counts["refused"] == 1
    assert "incorporó" in messages_of(second)[2][-1]


# --- Undoing -----------------------------------------------------------------------------------------


def test_undo_takes_off_the_record_only_who_came_with_the_sheet(house: House) -> None:
    known = AccountFactory(email="known@hilo.example").person
    batch = house.taken(row(), row("Noé", "known@hilo.example"))
    assert services.plan_undo(batch).removed == 2
    services.undo(batch, by=house.by)
    assert batch.state == Batch.State.UNDONE
    assert not Person.objects.filter(given_name="Ana").exists()
    assert Person.objects.filter(pk=known.pk).exists()
    assert not house.programme.participations.exists()


def test_who_has_joined_or_takes_part_elsewhere_stays_on_record(house: House) -> None:
    batch = house.taken(
        row(invite="sí"), row("Noé", "noe@hilo.example"), row("Eva", "eva@hilo.example")
    )
    ana, noe = (person_of(name) for name in ("Ana", "Noé"))
    people.arrive(ana.account)
    participation.take_in(ProgrammeFactory(), participation.Seat(noe), by=None)
    assert services.plan_undo(batch).written_to == [], "the letter waits and will not leave"
    Invitation.objects.update(letter=Invitation.Letter.SENT)
    plan = services.plan_undo(batch)
    assert (plan.removed, plan.kept) == (3, [])
    assert [str(said) for _row, said in plan.written_to] == [
        "An invitation went to ana@hilo.example."
    ]
    services.undo(batch, by=house.by)
    assert batch.state == Batch.State.UNDONE
    assert set(Person.objects.filter(family_name="Ruiz")) == {ana, noe}
    assert not house.programme.participations.exists()


def test_later_work_keeps_a_participation(house: House, monkeypatch: Any) -> None:
    batch = house.taken(row(), row("Noé", ""))
    ana = person_of("Ana")

    def enrolments(seat: Participation) -> list[Dependence]:
        found = Dependence("enrolments", forbids_removal=True)
        return [found] if seat.person_id == ana.pk else []

    asked = Dependents("enrolments of a test", "participation", enrolments)
    monkeypatch.setitem(registries.dependents._items, asked.name, asked)
    plan = services.plan_undo(batch)
    assert (plan.removed, len(plan.kept)) == (1, 1)
    assert str(plan.kept[0][1]) == "Later work rests on this participation: enrolments."
    services.undo(batch, by=house.by)
    assert batch.state == Batch.State.PARTLY_UNDONE
    assert [one.person for one in house.programme.participations.all()] == [ana]


# --- Leaving and coming back -------------------------------------------------------------------------


def test_somebody_leaves_and_comes_back_by_sheet(house: House) -> None:
    house.taken(row(público="directors; makers"))
    ana = person_of("Ana")
    head = ["key", "participa", "público"]
    left = house.taken([str(ana.uuid), "no", ""], head=head)
    assert all(one.left_at for one in house.seats_of(ana))
    refused = house.sent([str(ana.uuid), "", "makers"], head=head)
    assert "has left the programme" in messages_of(refused)[2][0]
    assert verdicts_of(house.sent(row(público="directors; makers"))) == {2: "same"}
    services.undo(left, by=house.by)
    assert not any(one.left_at for one in house.seats_of(ana))
    assert len(house.seats_of(ana)) == 2


def test_a_new_row_of_somebody_who_does_not_take_part_is_refused(house: House) -> None:
    head = ["nombre", "municipio", "participa"]
    batch = house.sent(["Ana", "32017", "no"], head=head)
    assert messages_of(batch)[2][0] == "Leave out who does not take part."


def test_assigning_moves_ends_and_revives_seats(house: House) -> None:
    house.taken(row(público="directors; makers"))
    ana = person_of("Ana")
    participation.assign(house.programme, ana, [house.makers], by=None)
    present = house.programme.participations.present()
    assert [one.audience for one in present.filter(person=ana)] == [house.makers]
    assert len(house.seats_of(ana)) == 2
    participation.assign(house.programme, ana, [house.directors], by=None)
    assert [one.audience for one in present.filter(person=ana)] == [house.directors]
    participation.assign(house.programme, ana, [], by=None)
    assert [one.audience for one in present.filter(person=ana)] == [None]
    with pytest.raises(participation.AudienceOfAnother):
        participation.assign(house.programme, ana, [AudienceFactory()], by=None)
    with pytest.raises(participation.RegionOfAnother):
        participation.count_in(house.programme, ana, House().north, by=None)


# --- Places ------------------------------------------------------------------------------------------


def test_a_state_beside_tells_namesakes_apart(house: House) -> None:
    for key in ("32017", "19026", "21140"):
        places.municipality(key)
    places.country("GP")  # «Guadalupe» in Spanish, and not what a coordinator in Mexico means
    head = ["nombre", "apellidos", "estado", "municipio", "público"]
    batch = house.sent(
        ["Ana", "Uno", "Zacatecas", "Guadalupe", "makers"],
        ["Ana", "Dos", "NUEVO LEON", "guadalupe", "makers"],
        ["Ana", "Tres", "", "Guadalupe", "makers"],
        ["Ana", "Cuatro", "Puebla", "Guadalupe, Zacatecas", "makers"],
        ["Ana", "Cinco", "¿?", "San Pedro Cholula", "makers"],
        ["Ana", "Seis", "Puebla", "Cholulla", "makers"],
        head=head,
    )
    said = messages_of(batch)
    values = {one.line: one.values.get("place") for one in batch.rows.all()}
    assert (values[2], values[3], values[6]) == ("MX-32017", "MX-19026", "MX-21140")
    assert "Several are called «Guadalupe»" in said[4][0] and "Zacatecas" in said[4][0]
    assert "«Guadalupe, Zacatecas» does not lie in «Puebla»" in said[5][0]
    assert "Did you mean: San Pedro Cholula, Puebla" in said[7][0]
    assert "estado" not in str(batch.notes)


def test_a_division_answers_as_the_places_do(house: House) -> None:
    places.municipality("01001")
    found = [house.north, house.centre]
    division = Division(found)
    for code in ("MX-32017", "MX-32", "MX-21140", "MX-21", "MX-01001", "MX"):
        from hilo.places.models import Place

        place = Place.objects.select_related("parent").filter(code=code).first()
        if place is not None:
            assert division.region_of(place) == region_of(place, found)


# --- Eight hundred and thirty ------------------------------------------------------------------------

GIVEN = ["Xóchitl", "José Ángel", "Citlali", "Zoë", "Noé", "Ñaña", "María José", "Itzel"]
FAMILY = ["Peña", "Ibáñez", "Güemes", "O'Farrill", "de la Cruz", "Núñez", "Sáenz", "Ávila"]
ARABIC = ["أمينة", "يوسف", "لَيْلى", "عبد الرحمٰن", "هُدى", "زكريّا"]
MESSY = ["Nombre(s)", "Apellidos", "Correo electrónico", "Estado", "Municipio", "Público", "Sexo"]
TOWNS = [
    ("Zacatecas", "Guadalupe"),
    ("Nuevo León", "guadalupe"),
    ("", "32017"),
    ("Puebla", "SAN PEDRO CHOLULA"),
    ("", "Tonalá, Jalisco"),
]


def messy_rows(names: list[str]) -> list[list[str]]:
    """830 rows: 780 good ones, then fifty with everything that goes wrong."""
    rows = []
    for n in range(780):
        mail = f"Persona{n}@hilo.example" if n % 3 else ""
        audience = ["directors", "makers", "Makers | directors"][n % 3]
        state, town = TOWNS[n % 5]
        rows.append(
            [names[n % len(names)], f"{FAMILY[n % 7]} {n}", mail, state, town, audience, "Mujer"]
        )
    rows += [["Ana", f"Mal {n}", "", "", "Cholulla", "makers", ""] for n in range(10)]
    rows += [["Ana", f"Dos {n}", "", "", "Guadalupe", "makers", ""] for n in range(10)]
    rows += [["", f"Sin nombre {n}", "", "", "32017", "makers", ""] for n in range(10)]
    rows += [["Ana", f"Lista {n}", "", "", "32017", "nadie", ""] for n in range(10)]
    rows += [["Ana", f"Doble {n}", "doble@hilo.example", "", "32017", "", ""] for n in range(5)]
    rows += [["Ana", "Igual", "igual@hilo.example", "", "32017", "makers", ""] for _n in range(5)]
    return rows


def as_csv(rows: list[list[str]], encoding: str) -> SimpleUploadedFile:
    return csv_file("\r\n".join(";".join(one) for one in [MESSY, *rows]), encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_eight_hundred_and_thirty_participants_as_they_come(
    house: House, encoding: str, django_assert_max_num_queries: Any
) -> None:
    for key in ("32017", "19026", "21140", "14101"):
        places.municipality(key)
    rows = messy_rows(GIVEN + ARABIC if encoding == "utf-8" else GIVEN)
    assert len(rows) == 830
    with django_assert_max_num_queries(150):
        batch = house.checked(as_csv(rows, encoding))
    assert batch.counts["good"] == 781, messages_of(batch)
    assert batch.counts["error"] == 45 and batch.counts["same"] == 4
    said = messages_of(batch)
    assert "Did you mean: San Pedro Cholula, Puebla" in str(said[782])
    assert "Several are called «Guadalupe»" in str(said[792])
    assert said[802] == ["Write something here: a new row needs it."]
    services.apply(batch, by=house.by)
    assert batch.counts["taken"] == 781 and batch.counts["refused"] == 0
    assert house.programme.participations.count() == 781 + 260
    again = house.checked(as_csv(rows, encoding))
    assert again.counts["good"] == 0 and again.counts["same"] == 785, messages_of(again)
    back = writing.bad_rows(batch, language="es", form="csv").content.decode("utf-8-sig")
    assert back.count("nadie") >= 10 and "Cholulla" in back
    services.undo(batch, by=house.by)
    assert batch.counts["undone"] == 781
    assert not house.programme.participations.exists()
    assert list(Person.objects.all()) == [house.by.person]


# --- Doors -------------------------------------------------------------------------------------------


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def pages_of(scope: Scope) -> list[str]:
    named = [("ui:sheet", ["participants"])]
    named += [("ui:sheet_data", ["participants", form]) for form in ("xlsx", "csv")]
    named += [("ui:sheet_template", ["participants", form]) for form in ("xlsx", "csv")]
    return [f"{reverse(name, args=args)}?scope={scope}" for name, args in named]


def batch_pages(batch: Batch) -> list[str]:
    return [reverse(f"ui:{name}", args=[batch.uuid]) for name in ("batch", "batch_undo")]


def test_a_coordinator_sees_and_changes_the_own_programme_alone(as_role: Any) -> None:
    mine, other = House("Mine"), House("Other")
    client, _account = as_role("coordinator", scope=("programme", mine.programme.uuid))
    batch = other.taken(row())
    page = client.get(reverse("ui:sheets"))
    assert "Participants of Mine" in text_of(page) and "Other" not in text_of(page)
    assert reverse("ui:sheet", args=["people"]) not in page.content.decode()
    assert [client.get(url).status_code for url in pages_of(mine.scope)] == [200] * 5
    assert [client.get(url).status_code for url in pages_of(other.scope)] == [403] * 5
    assert [client.get(url).status_code for url in batch_pages(batch)] == [403] * 2
    assert (
        client.post(pages_of(other.scope)[0], {"file": xlsx_file(HEAD, row())}).status_code == 403
    )
    assert client.post(reverse("ui:batch_undo", args=[batch.uuid])).status_code == 403
    own = client.get(pages_of(mine.scope)[2]).content.decode("utf-8-sig")
    assert "ana@hilo.example" not in own
    assert other.programme.participations.count() == 1


def test_who_coordinates_the_whole_house_reaches_every_programme(as_role: Any) -> None:
    house = House("Mine")
    client, _account = as_role("coordinator")
    words = text_of(client.get(reverse("ui:sheets")))
    assert "Participants of Mine" in words and "People" in words
    assert client.get(pages_of(house.scope)[0]).status_code == 200
    nowhere = Scope("programme", house.by.person.uuid)
    assert client.get(pages_of(nowhere)[0]).status_code == 404
    assert client.get(reverse("ui:sheet", args=["participants"])).status_code == 404


@pytest.mark.parametrize("role", ["reviewer", "operator", "member"])
def test_other_roles_find_no_sheet(as_role: Any, role: str) -> None:
    house = House()
    client, _account = as_role(role)
    assert client.get(reverse("ui:sheets")).status_code == 403
    assert client.get(pages_of(house.scope)[0]).status_code == 403


def test_trainers_have_sheets_of_their_own_and_none_of_participants(as_role: Any) -> None:
    house = House()
    client, _account = as_role("trainer")
    assert "/sheets/participants/" not in client.get(reverse("ui:sheets")).content.decode()
    assert client.get(pages_of(house.scope)[0]).status_code == 403


def test_who_coordinates_a_region_has_no_sheet_of_participants(as_role: Any) -> None:
    house = House()
    client, _account = as_role("coordinator", scope=("region", house.north.uuid))
    assert "/sheets/participants/" not in client.get(reverse("ui:sheets")).content.decode()
    assert client.get(pages_of(house.scope)[0]).status_code == 403


def test_off_duty_the_list_leads_to_the_staff_session(client: Client) -> None:
    from tests.people.factories import GrantFactory, with_second_factor

    house = House()
    account = with_second_factor(AccountFactory())
    GrantFactory(
        person=account.person, role="coordinator", scope=("programme", house.programme.uuid)
    )
    client.force_login(account)
    answer = client.get(reverse("ui:sheets"))
    assert answer.status_code == 302 and reverse("people:duty") in answer.url


def test_from_the_page_to_the_rows_and_back_to_the_sheet(as_role: Any) -> None:
    house = House("Mine")
    client, _account = as_role("coordinator", scope=("programme", house.programme.uuid))
    url = pages_of(house.scope)[0]
    answer = client.post(url, {"file": xlsx_file(HEAD, row())})
    page = client.get(answer.url)
    assert "Participants of Mine" in text_of(page) and url in page.content.decode()
    batch = Batch.objects.get()
    client.post(reverse("ui:batch_take", args=[batch.uuid]), {"which": "all"})
    assert house.programme.participations.count() == 1
    assert "ana@hilo.example" in client.get(pages_of(house.scope)[2]).content.decode("utf-8-sig")
    undo = client.get(reverse("ui:batch_undo", args=[batch.uuid]))
    assert "1 new row would be taken out again." in text_of(undo) and url in undo.content.decode()


def test_columns_speak_the_language_of_the_reader(house: House) -> None:
    for language in ("es", "fr", "ar"):
        with translation.override(language):
            made = writing.template(house.sheet, language=language, form="csv", scope=house.scope)
        head = made.content.decode("utf-8-sig").splitlines()[0]
        assert not {"Region", "Audience", "Takes part"} & set(re.split("[;,]", head)), head


def test_the_home_of_a_coordinator_says_how_far_it_has_come(house: House) -> None:
    house.taken(row(), row("Noé", "", público="directors; makers"))
    other = House("Other")
    assert [(str(one.text), one.url) for one in to_do(house.by)] == [
        ("Oficios 9: 2 people are on record, of 20.", pages_of(house.scope)[0])
    ]
    assert len(list(to_do(other.by))) == 1
    assert list(to_do(account_as("trainer"))) == []


def test_history_tells_of_each_person_and_of_who_was_taken_out(house: House) -> None:
    from hilo.core.journal import history_of

    batch = house.taken(row(mail="known@hilo.example"), row("Noé", ""))
    noe = person_of("Noé")
    said = [str(line.sentence) for line in history_of("person", noe.uuid, limit=9)]
    assert any("took this person into a programme" in one for one in said)
    services.undo(batch, by=house.by)
    said = [str(line.sentence) for line in history_of("programme", house.programme.uuid, limit=9)]
    assert any("taken in by mistake: 2" in one for one in said)


def test_a_day_in_the_past_is_not_of_this_sheet(house: House) -> None:
    """Who was taken in by a list on the day they came on record, or before, came with the programme."""
    person = PersonFactory()
    seat = participation.Seat(person, joined_at=person.created_at - dt.timedelta(days=9))
    participation.take_in(house.programme, seat, by=None)
    found = house.sheet.objects().get(pk=person.pk)
    assert house.sheet.closed(found) == frozenset()
    assert sheets.get("participants").within(house.scope).closed(found) == frozenset()
