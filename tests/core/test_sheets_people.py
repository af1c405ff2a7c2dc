"""The first real sheet: 830 people as they come, and every way in which a row of people can be wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hilo.core.models import Batch, BatchRow
from hilo.core.sheets import services, sheets, writing
from hilo.notifications import post
from hilo.people import services as people
from hilo.people.models import Account, Gender, Invitation, Person
from tests.core.crafts import checked, csv_file, messages_of, verdicts_of, xlsx_file
from tests.people.factories import AccountFactory, GrantFactory, PersonFactory, account_as
from tests.places import factories as places

pytestmark = pytest.mark.django_db

HEAD = ["nombre", "apellidos", "correo", "municipio", "género", "año de nacimiento", "invite"]


@pytest.fixture
def sheet() -> Any:
    return sheets.get("people")


@pytest.fixture
def by() -> Account:
    return account_as("coordinator")


def taken(sheet: Any, by: Account, *rows: list[Any]) -> Batch:
    batch = checked(sheet, xlsx_file(HEAD, *rows), by, "es")
    services.apply(batch, by=by)
    return batch


def test_a_person_is_put_on_record_and_invited_only_on_request(
    sheet: Any, by: Account, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    places.municipality("01001")
    rows = [
        ["Xóchitl", "Peña Ñandú", "XOCHITL@hilo.example", "1001", "Mujer", "1980", "sí"],
        [
            "أمينة",
            "بن يوسف",
            "amina@hilo.example",
            "Aguascalientes, Aguascalientes",
            "woman",
            "",
            "",
        ],
        ["Noé", "", "", "MX-01001", "", "", "no"],
    ]
    with django_capture_on_commit_callbacks(execute=True):
        batch = taken(sheet, by, *rows)
    assert batch.counts["taken"] == 3, messages_of(batch)
    xochitl = Person.objects.get(given_name="Xóchitl")
    assert (xochitl.email, xochitl.gender, xochitl.birth_year) == (
        "xochitl@hilo.example",
        Gender.WOMAN,
        1980,
    )
    assert xochitl.territory.code == "MX-01001"
    assert Invitation.objects.get().person == xochitl
    assert mailoutbox == [], "letters leave by the post office"
    post.send_waiting()
    assert [mail.to for mail in mailoutbox] == [["xochitl@hilo.example"]]
    again = taken(sheet, by, *rows)
    assert set(verdicts_of(again).values()) == {"same"}
    assert Person.objects.filter(given_name="Noé", family_name="").count() == 1


def test_an_export_comes_back_unchanged(sheet: Any, by: Account) -> None:
    place = places.municipality("32017")
    for number in range(5):
        people.add_person(
            by=by,
            email=f"p{number}@hilo.example" if number else "",
            given_name=f"Ana  {number}",
            family_name="=Núñez",
            territory=place if number else None,
            birth_year=1970 + number,
            phone="+52 492 123 4567",
        )
    for form in ("xlsx", "csv"):
        for language in ("es", "ar", "fr", "en"):
            made = writing.export(sheet, language=language, form=form)
            batch = checked(sheet, SimpleUploadedFile(made.name, made.content), by, language)
            assert set(verdicts_of(batch).values()) == {"same"}, messages_of(batch)


def test_names_that_two_people_share_are_not_guessed(sheet: Any, by: Account) -> None:
    place = places.municipality("01001")
    for _twin in range(2):
        PersonFactory(given_name="Ana", family_name="Ruiz", territory=place)
    batch = checked(sheet, xlsx_file(HEAD, ["ana", "RUIZ", "", "01001", "Mujer", "", ""]), by)
    assert "Several entries here (2) match this row" in messages_of(batch)[2][0]


def test_an_address_may_be_added_to_a_known_name(sheet: Any, by: Account) -> None:
    place = places.municipality("01001")
    known = PersonFactory(given_name="Ana", family_name="Ruiz", territory=place)
    batch = taken(sheet, by, ["Ana", "Ruiz", "ana@hilo.example", "01001", "", "", ""])
    known.refresh_from_db()
    assert known.email == "ana@hilo.example"
    services.undo(batch, by=by)
    assert Person.objects.get(pk=known.pk).email == ""


def test_another_address_is_another_person(sheet: Any, by: Account) -> None:
    place = places.municipality("01001")
    known = PersonFactory(given_name="Ana", family_name="Ruiz", territory=place)
    AccountFactory(person=known, email="ana@hilo.example")
    batch = checked(
        sheet, xlsx_file(HEAD, ["Ana", "Ruiz", "other@hilo.example", "01001", "", "", ""]), by
    )
    assert verdicts_of(batch) == {2: "create"}


def test_nobody_changes_the_address_of_who_has_joined(sheet: Any, by: Account) -> None:
    known = AccountFactory(email="ana@hilo.example").person
    head = ["key", "email"]
    batch = checked(sheet, xlsx_file(head, [str(known.uuid), "new@hilo.example"]), by)
    assert "only they can change that" in messages_of(batch)[2][0]


def test_a_key_that_nobody_has(sheet: Any, by: Account) -> None:
    head = ["key", "nombre", "municipio"]
    row = ["00000000-0000-4000-8000-000000000000", "Ana", "MX"]
    places.country("MX")
    batch = checked(sheet, xlsx_file(head, row), by)
    assert verdicts_of(batch) == {2: "gone"}
    assert "Nothing here has this key any more" in messages_of(batch)[2][0]


def test_a_key_and_an_address_of_two_people(sheet: Any, by: Account) -> None:
    one, two = AccountFactory(), AccountFactory()
    batch = checked(sheet, xlsx_file(["key", "email"], [str(one.person.uuid), two.email]), by)
    assert "two different entries" in messages_of(batch)[2][0]


# --- What a person keeps to herself ----------------------------------------------------------------


@pytest.fixture
def reticent() -> Person:
    """Somebody who shows her phone, place and gender to nobody; nobody's year of birth is shown."""
    person = PersonFactory(
        given_name="Ana",
        family_name="Ruiz",
        territory=places.municipality("01001"),
        gender=Gender.WOMAN,
        birth_year=1980,
        phone="33 1234",
        visibility=dict.fromkeys(("phone", "territory", "gender"), "me"),
    )
    return AccountFactory(person=person, email="ana@hilo.example").person


def about(person: Person, **cells: str) -> Any:
    """A file of one row about `person`, named by her key."""
    return xlsx_file(["key", *cells], [str(person.uuid), *cells.values()])


@pytest.mark.parametrize(
    ("column", "right", "wrong"),
    [
        ("phone", "33 1234", "33 5678"),
        ("birth_year", "1980", "1981"),
        ("gender", "woman", "man"),
        ("gender", "woman", "(erase)"),
        ("place", "MX-01001", "MX-32017"),
    ],
)
@pytest.mark.parametrize("beside", [{}, {"family_name": "Ruiz Gil"}])
def test_a_right_guess_gets_the_answer_of_a_wrong_one(
    sheet: Any, by: Account, reticent: Person, column: str, right: str, wrong: str, beside: Any
) -> None:
    places.municipality("32017")
    told = []
    for guess in (right, wrong):
        batch = checked(sheet, about(reticent, **{column: guess}, **beside), by)
        row = batch.rows.get()
        told.append((row.verdict, row.values, row.before, row.is_warned, messages_of(batch)))
    assert told[0] == told[1]
    said = "This person keeps this to themselves; it is neither compared nor changed here."
    assert told[0][-1] == {2: [said]}
    assert column not in told[0][1] and column not in told[0][2]


def test_what_is_kept_to_oneself_is_never_changed(
    sheet: Any, by: Account, reticent: Person
) -> None:
    batch = checked(sheet, about(reticent, phone="33 5678", family_name="Ruiz Gil"), by)
    services.apply(batch, by=by)
    reticent.refresh_from_db()
    assert (reticent.family_name, reticent.phone) == ("Ruiz Gil", "33 1234")
    services.undo(batch, by=by)
    reticent.refresh_from_db()
    assert (reticent.family_name, reticent.phone) == ("Ruiz", "33 1234")


def hide_phone(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(visibility={"phone": "me"})


def test_what_is_hidden_after_the_dry_run_is_not_changed(sheet: Any, by: Account) -> None:
    person = AccountFactory(person__phone="33 1234").person
    batch = checked(sheet, about(person, phone="33 5678"), by)
    hide_phone(person)
    services.apply(batch, by=by)
    assert batch.counts["refused"] == 1
    assert Person.objects.get(pk=person.pk).phone == "33 1234"


def test_what_is_hidden_after_the_change_is_not_undone(sheet: Any, by: Account) -> None:
    person = AccountFactory(person__phone="33 1234").person
    batch = checked(sheet, about(person, phone="33 5678"), by)
    services.apply(batch, by=by)
    hide_phone(person)
    services.undo(batch, by=by)
    assert batch.rows.get().outcome == BatchRow.Outcome.KEPT
    assert Person.objects.get(pk=person.pk).phone == "33 5678"


def test_undoing_does_not_tell_whether_a_year_of_birth_still_stands(
    sheet: Any, by: Account
) -> None:
    places.municipality("01001")
    batch = taken(sheet, by, ["Ana", "Ruiz", "", "01001", "", "1980", ""])
    assert "birth_year" not in batch.rows.get().after
    Person.objects.filter(given_name="Ana").update(birth_year=1981)
    assert services.plan_undo(batch).removed == 1


def test_a_place_kept_to_oneself_does_not_help_to_find_its_person(
    sheet: Any, by: Account, reticent: Person
) -> None:
    places.municipality("32017")
    for guess in ("01001", "32017"):
        batch = checked(sheet, xlsx_file(HEAD, ["Ana", "Ruiz", "", guess, "", "", ""]), by)
        assert verdicts_of(batch) == {2: "create"}


def test_an_invitation_needs_an_address_and_a_year_a_grown_up(sheet: Any, by: Account) -> None:
    places.municipality("01001")
    batch = checked(sheet, xlsx_file(HEAD, ["Ana", "Ruiz", "", "01001", "", "2020", "sí"]), by)
    said = messages_of(batch)[2]
    assert said == [
        "Write a year of birth between 1900 and 2012.",
        "An invitation needs an e-mail address.",
    ]


def test_undo_keeps_who_has_joined_or_holds_a_role_and_tells_who_was_written_to(
    sheet: Any, by: Account
) -> None:
    places.municipality("01001")
    rows = [[f"Ana {n}", "Ruiz", f"a{n}@hilo.example", "01001", "", "", "sí"] for n in range(4)]
    batch = taken(sheet, by, *rows)
    joined, holder, *_others = Person.objects.filter(given_name__startswith="Ana ").order_by("pk")
    people.arrive(joined.account)
    GrantFactory(person=holder, role="trainer")
    assert services.plan_undo(batch).written_to == [], "their letters wait and will not leave"
    Invitation.objects.update(letter=Invitation.Letter.SENT)
    plan = services.plan_undo(batch)
    assert plan.removed == 2
    assert "signed in since" in str(plan.kept[0][1])
    assert "grants of roles" in str(plan.kept[1][1])
    assert len(plan.written_to) == 4
    assert str(plan.written_to[2][1]) == "An invitation went to a2@hilo.example."
    services.undo(batch, by=by)
    assert batch.state == Batch.State.PARTLY_UNDONE
    assert Person.objects.filter(given_name__startswith="Ana ").count() == 2
    assert not Account.objects.filter(email="a3@hilo.example").exists()


def test_erasing_a_person_erases_the_rows_about_them(
    sheet: Any, by: Account, django_capture_on_commit_callbacks: Any
) -> None:
    places.municipality("01001")
    batch = taken(sheet, by, ["Ana", "Ruiz", "ana@hilo.example", "01001", "", "", ""])
    with django_capture_on_commit_callbacks(execute=True):
        people.erase(Person.objects.get(given_name="Ana"), by=by)
    row = batch.rows.get()
    batch.refresh_from_db()
    assert (row.raw, row.values, row.after, batch.file) == ([], {}, {}, None)


GIVEN = ["Xóchitl", "José Ángel", "Citlali", "Zoë", "Noé", "Ñaña", "María José", "Itzel"]
FAMILY = ["Peña", "Ibáñez", "Güemes", "O'Farrill", "de la Cruz", "Núñez", "Sáenz", "Ávila"]
ARABIC = ["أمينة", "يوسف", "لَيْلى", "عبد الرحمٰن", "هُدى", "زكريّا"]


def messy_rows() -> list[list[str]]:
    """830 rows: 780 good ones, then fifty with everything that goes wrong."""
    towns = [
        "Aguascalientes, Aguascalientes",
        "32017",
        "19026",
        "San Pedro Cholula",
        "Tonalá, Jalisco",
    ]
    rows = []
    for n in range(780):
        given = ARABIC[n % 6] if n % 13 == 0 else GIVEN[n % 8]
        mail = f"persona{n}@hilo.example" if n % 3 else ""
        rows.append(
            [given, f"{FAMILY[n % 7]} {n}", mail, towns[n % 5], ["M", ""][n % 2] and "Mujer"]
        )
    rows += [["Ana", f"Mal {n}", "", "San Pedro Cholulla", ""] for n in range(10)]
    rows += [["", f"Sin nombre {n}", "", "32017", ""] for n in range(10)]
    rows += [["Ana", f"Correo {n}", f"correo{n}(at)hilo.example", "32017", ""] for n in range(10)]
    rows += [["Ana", f"Género {n}", "", "32017", "quizás"] for n in range(10)]
    rows += [["Ana", f"Doble {n}", "doble@hilo.example", "32017", ""] for n in range(5)]
    rows += [["Ana", "Idéntica", "identica@hilo.example", "32017", ""] for _n in range(5)]
    return rows


def test_eight_hundred_and_thirty_people_as_they_come(
    sheet: Any, by: Account, django_assert_max_num_queries: Any
) -> None:
    for key in ("01001", "32017", "19026", "21140", "14101"):
        places.municipality(key)
    rows = messy_rows()
    text = "\r\n".join(
        ";".join(row) for row in [["Nombre", "Apellidos", "Correo", "Municipio", "Sexo"], *rows]
    )
    assert len(rows) == 830
    with django_assert_max_num_queries(120):
        batch = checked(sheet, csv_file(text), by, "es")
    assert batch.counts["good"] == 781
    assert batch.counts["error"] == 45 and batch.counts["same"] == 4
    assert "Did you mean: San Pedro Cholula, Puebla" in str(messages_of(batch)[782])
    assert messages_of(batch)[792] == ["Write something here: a new row needs it."]
    assert messages_of(batch)[822] == [
        "The same is named in line 823, 824, 825, 826. Keep the right one and take the other out."
    ]
    services.apply(batch, by=by)
    assert batch.counts["taken"] == 781 and batch.counts["refused"] == 0
    again = checked(sheet, csv_file(text), by, "es")
    assert again.counts["good"] == 0 and again.counts["same"] == 785
    back = writing.bad_rows(batch, language="es", form="csv").content.decode("utf-8-sig")
    assert back.count("quizás") >= 10 and "San Pedro Cholulla" in back
    services.undo(batch, by=by)
    assert batch.counts["undone"] == 781
    assert Person.objects.exclude(pk=by.person_id).count() == 0


def test_the_same_in_windows_1252(sheet: Any, by: Account) -> None:
    places.municipality("32017")
    latin = [row for row in messy_rows()[:200] if row[0].isascii() or ord(row[0][0]) < 0x600]
    rows = [[*row[:3], "32017", row[4]] for row in latin]
    text = "\r\n".join(
        ";".join(row) for row in [["Nombre", "Apellidos", "Correo", "Municipio", "Sexo"], *rows]
    )
    batch = checked(sheet, csv_file(text, "cp1252"), by, "es")
    assert batch.counts["good"] == len(rows), messages_of(batch)
    assert BatchRow.objects.filter(values__given_name="José Ángel").exists()
