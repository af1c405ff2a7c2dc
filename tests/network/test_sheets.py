"""The network as spreadsheets: out, unchanged in again; many at once; bad rows in words; undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from hilo.core.models import Batch
from hilo.core.sheets import WHOLE, Message, Scope, access, services, work, writing
from hilo.core.tasks import run_waiting
from hilo.core.text import Text
from hilo.network.models import Affiliation, Cluster, Membership, Organisation
from hilo.network.services import affiliations, criteria
from hilo.people.models import Account, Person
from tests.core.crafts import csv_file, xlsx_file
from tests.network.factories import (
    AffiliationFactory,
    ClusterFactory,
    MembershipFactory,
    OrganisationFactory,
    SectorFactory,
)
from tests.people.factories import AccountFactory, PersonFactory, account_as
from tests.places import factories as places
from tests.programme.factories import ProgrammeFactory, region_of

pytestmark = pytest.mark.django_db

ORGANISATIONS = ["tipo", "nombre", "municipio", "sectores", "sitio web", "women_led"]
PEOPLE = ["nombre", "apellidos", "correo", "organización", "municipio", "cargo"]
SHEETS = ("organisations", "affiliations", "clusters", "members")
TOWN_HALLS = """nombre,organización,municipio
Íñigo,Ayuntamiento de Cholula,21140
نادية,Ayuntamiento de Guadalupe,32017
"""
WORKSHOPS = """tipo,nombre,municipio
Taller artesanal,Taller Uno,21140
Empresa,Casa Dos,32017
"""
CLUSTERS = """tipo,nombre,municipio
Clúster,Barro,21140
Clúster potencial,Plata,32017
"""
LONG = "Hacemos vajilla de barro quemado a mano, pieza por pieza, desde hace dos generaciones."


@pytest.fixture
def by() -> Account:
    places.municipality("21140"), places.municipality("32017")
    SectorFactory(slug="ceramics", name=Text.of("es", "Cerámica"))
    criteria.load_shipped()
    return account_as("coordinator")


def checked(name: str, upload: Any, by: Account, scope: Scope = WHOLE) -> Batch:
    sheet = access.sheet_for(by, name, scope)
    batch = services.read(sheet, upload, by=by, scope=scope, language="es")
    services.dry_run(batch)
    batch.refresh_from_db()
    return batch


def verdicts_of(batch: Batch) -> list[str]:
    """The verdicts, line by line."""
    return list(batch.rows.order_by("line").values_list("verdict", flat=True))


def messages_of(batch: Batch, line: int) -> list[str]:
    """The sentences about one line."""
    return [str(Message.load(kept)) for kept in batch.rows.get(line=line).messages]


def taken(name: str, upload: Any, by: Account, scope: Scope = WHOLE) -> Batch:
    batch = checked(name, upload, by, scope)
    services.apply(batch, by=by)
    batch.refresh_from_db()
    return batch


def taken_home(name: str, by: Account, scope: Scope = WHOLE) -> ContentFile[bytes]:
    made = writing.export(access.sheet_for(by, name, scope), scope=scope, language="es")
    return ContentFile(made.content, name=made.name)


def a_bit_of_everything() -> None:
    puebla, ceramics = places.municipality("21140"), SectorFactory()
    shop = OrganisationFactory(
        place=puebla,
        sectors=[ceramics],
        women_led="yes",
        women_owned="no",
        founded_year=1998,
        presentation=Text.of("es", LONG).with_variant("ar", "نصنع الخزف بأيدينا منذ جيلين."),
        other_names="ورشة الطين\n=Barro",
        web="https://barro.example",
        phone="+52 000",
    )
    shop.other_places.set([places.municipality("32017"), places.division("TN-21")])
    OrganisationFactory(place=places.division("TN-21"), legal_name="خزف نابل", short_name="")
    account = AccountFactory(person=PersonFactory(territory=puebla, gender="woman"))
    AffiliationFactory(person=account.person, organisation=shop, is_steward=True)
    AffiliationFactory(organisation=shop, role="", starts_on=None)
    cluster = ClusterFactory(
        place=places.division("TN-21"),
        sectors=[ceramics],
        town="Nabeul",
        latitude=36.451234567,
        longitude=-10.7,
    )
    MembershipFactory(cluster=cluster, organisation=shop)


@pytest.mark.parametrize("name", ["organisations", "affiliations", "clusters", "members"])
def test_out_and_in_again_unchanged_changes_nothing(name: str, by: Account) -> None:
    a_bit_of_everything()
    batch = checked(name, taken_home(name, by), by)
    assert set(verdicts_of(batch)) == {"same"}, [one.messages for one in batch.rows.all()]


def test_organisations_come_with_three_columns(by: Account) -> None:
    batch = taken(
        "organisations",
        xlsx_file(ORGANISATIONS[:3], ["workshop", "Barro del Valle", "21140"]),
        by,
    )
    made = Organisation.objects.get(legal_name="Barro del Valle")
    assert verdicts_of(batch) == ["create"] and made.place.code == "MX-21140"
    assert made.state == "draft" and made.women_led == "not_stated"
    assert not made.affiliations.exists()


def test_a_second_time_changes_nothing_and_an_empty_cell_erases_nothing(by: Account) -> None:
    row = ["workshop", "Barro del Valle", "21140", "Cerámica", "barro.example", "sí"]
    taken("organisations", xlsx_file(ORGANISATIONS, row), by)
    made = Organisation.objects.get()
    assert (made.women_led, made.web) == ("yes", "https://barro.example")
    assert [one.slug for one in made.sectors.all()] == ["ceramics"]
    assert verdicts_of(checked("organisations", xlsx_file(ORGANISATIONS, row), by)) == ["same"]
    bare = [*row[:3], "", "", ""]
    assert verdicts_of(checked("organisations", xlsx_file(ORGANISATIONS, bare), by)) == ["same"]


def test_other_places_come_in_one_cell_and_go_again(by: Account) -> None:
    places.division("TN-21")
    head = [*ORGANISATIONS[:3], "otros lugares"]
    row = ["company", "Casa Dos", "21140", "Guadalupe, Zacatecas; TN-21"]
    batch = taken("organisations", xlsx_file(head, row), by)
    made = Organisation.objects.get()
    codes = made.other_places.values_list("code", flat=True)
    assert sorted(codes) == ["MX-32017", "TN-21"] and verdicts_of(batch) == ["create"]
    taken("organisations", xlsx_file(head, [*row[:3], "(borrar)"]), by)
    assert not made.other_places.exists()
    wrong = checked("organisations", xlsx_file(head, [*row[:3], "Guadalup; TN-21"]), by)
    assert verdicts_of(wrong) == ["error"]


def test_a_row_lists_what_meets_the_criteria_and_says_what_lacks(by: Account) -> None:
    head = [*ORGANISATIONS, "presentation_es", "listed", "waiver"]
    whole = ["company", "Barro", "21140", "ceramics", "barro.example", "", LONG, "sí", ""]
    bare = ["company", "Hilos", "21140", "", "", "", "", "sí", ""]
    let_go = ["company", "Lienzos", "21140", "ceramics", "", "", LONG, "sí", "Sin internet."]
    batch = taken("organisations", xlsx_file(head, whole, bare, let_go), by)
    assert verdicts_of(batch) == ["create", "error", "create"]
    assert {one.legal_name for one in Organisation.objects.listed()} == {"Barro", "Lienzos"}
    assert len(messages_of(batch, 3)) == 3
    again = checked("organisations", xlsx_file(head, whole, let_go), by)
    assert verdicts_of(again) == ["same", "same"]


def test_many_organisations_are_undone_unless_later_work_rests_on_them(by: Account) -> None:
    rows = [["company", f"Casa {n}", "21140"] for n in range(5)]
    batch = taken("organisations", xlsx_file(ORGANISATIONS[:3], *rows), by)
    AffiliationFactory(organisation=Organisation.objects.get(legal_name="Casa 3"))
    services.undo(batch, by=by)
    assert [one.legal_name for one in Organisation.objects.all()] == ["Casa 3"]
    assert batch.rows.filter(outcome="kept").count() == 1


def test_people_come_with_the_organisations_in_which_they_work(by: Account) -> None:
    rows = [
        [
            "Citlali",
            "Ruiz",
            "citlali@cultura.example",
            "Ayuntamiento de Puebla",
            "Puebla, Puebla",
            "Directora",
        ],
        ["Noé", "Ángeles", "", "Ayuntamiento de Puebla", "21114", "Auxiliar"],
    ]
    places.municipality("21114")
    batch = taken("affiliations", xlsx_file(PEOPLE, *rows), by)
    assert verdicts_of(batch) == ["create", "create"]
    [town] = Organisation.objects.all()
    assert town.kind == "municipality" and town.affiliations.count() == 2
    first = Affiliation.objects.get(person__given_name="Citlali")
    assert first.is_steward and first.brought == "person organisation" and first.role == "Directora"
    assert verdicts_of(checked("affiliations", xlsx_file(PEOPLE, *rows), by)) == ["same", "same"]
    services.undo(batch, by=by)
    assert (
        not Organisation.objects.exists() and not Person.objects.filter(family_name="Ruiz").exists()
    )


def test_whoever_is_known_by_e_mail_is_taken_as_known_and_stays_after_undoing(by: Account) -> None:
    known = AccountFactory(email="amal@red.example")
    row = ["Otra", "Persona", "amal@red.example", "Casa de cultura de Puebla", "21140", ""]
    batch = taken("affiliations", xlsx_file(PEOPLE, row), by)
    known.person.refresh_from_db()
    assert known.person.given_name != "Otra" and known.person.affiliations.count() == 1
    services.undo(batch, by=by)
    assert Account.objects.filter(email="amal@red.example").exists()
    assert not Affiliation.objects.exists() and not Organisation.objects.exists()


def test_a_new_organisation_says_its_kind_unless_its_name_does(by: Account) -> None:
    row = ["Amal", "", "", "Hilos del Golfo", "21140", ""]
    batch = checked("affiliations", xlsx_file(PEOPLE, row), by)
    assert verdicts_of(batch) == ["error"]
    named = checked("affiliations", xlsx_file([*PEOPLE, "tipo"], [*row, "company"]), by)
    assert verdicts_of(named) == ["create"]


def test_who_has_signed_in_since_stays(by: Account) -> None:
    row = ["Amal", "", "amal@red.example", "Ayuntamiento de Puebla", "21140", ""]
    batch = taken("affiliations", xlsx_file(PEOPLE, row), by)
    Person.objects.filter(given_name="Amal").update(joined_at="2026-03-10T00:00Z")
    services.undo(batch, by=by)
    assert Affiliation.objects.count() == 1


def test_clusters_and_their_members_come_by_sheet(by: Account) -> None:
    places.division("TN-21")
    head = ["tipo", "name_fr", "name_ar", "municipio", "sectores"]
    taken(
        "clusters",
        xlsx_file(head, ["cluster", "Vaisselle de Nabeul", "أواني نابل", "TN-21", ""]),
        by,
    )
    cluster = Cluster.objects.get()
    assert cluster.name.texts == {"fr": "Vaisselle de Nabeul", "ar": "أواني نابل"}
    shop = OrganisationFactory(short_name="Dar Tine", place=places.division("TN-21"))
    members = ["clúster", "organización", "chain_place"]
    batch = taken("members", xlsx_file(members, ["أواني نابل", "Dar Tine", "production"]), by)
    assert Membership.objects.get().organisation == shop
    services.undo(batch, by=by)
    assert not Membership.objects.exists()


def test_a_cluster_has_a_whole_point_or_none(by: Account) -> None:
    head = ["tipo", "nombre", "municipio", "latitud", "longitud"]
    row = ["cluster", "Barro", "21140", "19.07", ""]
    assert verdicts_of(checked("clusters", xlsx_file(head, row), by)) == ["error"]
    taken("clusters", xlsx_file(head, [*row[:3], "19.07", "-98.3"]), by)
    assert Cluster.objects.get().point == (19.07, -98.3)
    taken("clusters", xlsx_file(head, [*row[:3], "(borrar)", "∅"]), by)
    assert Cluster.objects.get().latitude is None


def test_the_sheet_of_one_cluster_needs_no_column_for_it(by: Account) -> None:
    cluster, shop = ClusterFactory(), OrganisationFactory(short_name="Dar Tine")
    agent = account_as("agent", ("cluster", cluster.uuid))
    scope = Scope("cluster", cluster.uuid)
    taken("members", xlsx_file(["organización"], ["dar tine"]), agent, scope)
    assert Membership.objects.get().organisation == shop


def test_an_unknown_organisation_offers_the_nearest(by: Account) -> None:
    ClusterFactory(slug="nabeul")
    OrganisationFactory(slug="dar-tine", short_name="Dar Tine")
    batch = checked("members", xlsx_file(["clúster", "organización"], ["nabeul", "Dar Tin"]), by)
    assert "Dar Tine (dar-tine)" in " ".join(messages_of(batch, 2))


def test_a_programme_s_coordinator_has_one_sheet_for_its_regions() -> None:
    programme = ProgrammeFactory()
    region_of(programme, "centre", [places.municipality("21140")])
    here = OrganisationFactory(place=places.municipality("21140"))
    OrganisationFactory(place=places.municipality("32017"))
    scope = Scope("programme", programme.uuid)
    own = account_as("coordinator", ("programme", programme.uuid))
    sheet = access.sheet_for(own, "organisations", scope)
    assert list(sheet.objects(scope)) == [here] and str(programme) in str(sheet.title)
    outside = xlsx_file(ORGANISATIONS[:3], ["company", "Afuera", "32017"])
    assert verdicts_of(checked("organisations", outside, own, scope)) == ["error"]


def test_a_region_s_coordinator_has_the_sheet_of_the_region() -> None:
    programme = ProgrammeFactory()
    region = region_of(programme, "centre", [places.municipality("21140")])
    region_of(programme, "north", [places.municipality("32017")])
    scope = Scope("region", region.uuid)
    by = account_as("coordinator", scope=("region", region.uuid))
    sheets = [one for one in access.sheets_for(by) if one[0].name in SHEETS]
    assert [(sheet.name, where) for sheet, where in sheets] == [(name, scope) for name in SHEETS]
    rows = csv_file(WORKSHOPS)
    batch = taken("organisations", rows, by, scope)
    assert verdicts_of(batch) == ["create", "error"]
    assert Organisation.objects.get().legal_name == "Taller Uno"


def test_an_unknown_municipality_offers_the_three_nearest_names() -> None:
    places.everything()
    by = account_as("coordinator")
    batch = checked(
        "organisations",
        xlsx_file(ORGANISATIONS[:3], ["company", "Barro", "San Pedro Cholulla"]),
        by,
    )
    [said] = messages_of(batch, 2)
    assert "San Pedro Cholula" in said and said.count("·") == 2


def test_two_rows_with_the_same_address_are_told(by: Account) -> None:
    rows = [["Amal", "", "amal@red.example", "Ayuntamiento de Puebla", "21140", ""]] * 2
    rows[1] = ["Salma", *rows[0][1:]]
    batch = checked("affiliations", xlsx_file(PEOPLE, *rows), by)
    assert "error" in verdicts_of(batch)


def test_a_file_of_windows_1252_with_semicolons_is_read(by: Account) -> None:
    text = "tipo;nombre;municipio\r\ncompany;Señas y Símbolos;21140\r\n"
    upload = SimpleUploadedFile("red.csv", text.encode("cp1252"), content_type="text/csv")
    taken("organisations", upload, by)
    assert Organisation.objects.get().legal_name == "Señas y Símbolos"


def test_a_formula_stays_a_text_on_the_way_out_and_in(by: Account) -> None:
    taken("organisations", csv_file("tipo,nombre,municipio\ncompany,=1+1 Talleres,21140\n"), by)
    assert Organisation.objects.get().legal_name == "=1+1 Talleres"
    assert verdicts_of(checked("organisations", taken_home("organisations", by), by)) == ["same"]


def test_a_sheet_of_two_hundred_columns_and_an_empty_one_are_refused_in_words(by: Account) -> None:
    from hilo.core.storage import FileRefused

    wide = [*ORGANISATIONS[:3], *(f"columna {n}" for n in range(200))]
    batch = checked(
        "organisations", xlsx_file(wide, ["company", "Barro", "21140", *["x"] * 200]), by
    )
    assert batch.rows.count() == 1 and batch.headings
    with pytest.raises(FileRefused):
        checked("organisations", xlsx_file(ORGANISATIONS[:3]), by)


def test_ended_affiliations_leave_the_sheet(by: Account) -> None:
    held = AffiliationFactory(organisation=OrganisationFactory(place=places.municipality("21140")))
    affiliations.end(held, by=None)
    assert not access.sheet_for(by, "affiliations").objects().exists()


@pytest.mark.parametrize(
    ("name", "rows"),
    [("affiliations", TOWN_HALLS), ("organisations", WORKSHOPS), ("clusters", CLUSTERS)],
    ids=["affiliations", "organisations", "clusters"],
)
def test_a_long_sheet_is_taken_over_by_the_worker_which_is_in_no_staff_session(
    name: str,
    rows: str,
    by: Account,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr("hilo.core.sheets.work.INLINE", 1)
    batch = checked(name, csv_file(rows), by)
    with django_capture_on_commit_callbacks(execute=True):
        work.begin_apply(batch, by=by)
    run_waiting()
    batch.refresh_from_db()
    assert (batch.state, batch.counts["taken"], batch.counts["refused"]) == ("applied", 2, 0)


def test_one_address_is_one_person_who_may_work_in_two_organisations(by: Account) -> None:
    rows = """nombre,apellidos,correo,organización,municipio
Íñigo,Peña,uno@town.example,Ayuntamiento de Cholula,21140
iñigo,,UNO@town.example,Ayuntamiento de Guadalupe,32017
Ana,Luna,dos@town.example,Ayuntamiento de Cholula,21140
Eva,Luna,dos@town.example,Ayuntamiento de Guadalupe,32017
"""
    batch = checked("affiliations", csv_file(rows), by)
    assert verdicts_of(batch) == ["create", "create", "error", "error"]
    assert "Line 5 gives this address to somebody with another name." in messages_of(batch, 4)[0]
    services.apply(batch, by=by)
    assert Affiliation.objects.filter(person__account__email="uno@town.example").count() == 2
    assert not Account.objects.filter(email="dos@town.example").exists()
