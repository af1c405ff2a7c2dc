"""Logframe, indicators, targets, declared values, activities and budget as spreadsheets: out, in again, undone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile

from hilo.core.models import Batch
from hilo.core.sheets import Message, Scope, access, services, writing
from hilo.core.text import Text
from hilo.people.models import Account
from hilo.programme.models import (
    Activity,
    BudgetLine,
    Declaration,
    Indicator,
    Party,
    Programme,
    Result,
    Target,
)
from hilo.programme.services import (
    activities,
    budget,
    chain,
    declarations,
    indicators,
    targets,
    vocabularies,
)
from hilo.programme.services.declarations import Said
from hilo.programme.services.targets import Aim
from tests.core.crafts import xlsx_file
from tests.people.factories import account_as
from tests.programme.factories import AudienceFactory, ProgrammeFactory, region_of

pytestmark = pytest.mark.django_db

SHEETS = ["logframe", "indicators", "targets", "declared", "activities", "budget", "terms"]
YEAR = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
QUARTER = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
# What spreadsheets and cells are known to spoil.
ODD = (
    "Dirección de cultura: año «ñandú»",
    "=SUMA(A1:A9)",
    "'comilla, coma; y punto\tcon tabulador",
    "الحِرَفيّات في نابل (٢٠٢٦) – خزف",
    "-5 % de 40; +52 222",
    "مزيج mixed نص 12.5%",
    "Línea uno\nligne deux\nسطر ثالث",
)


@pytest.fixture
def programme() -> Programme:
    made = ProgrammeFactory(acronym="P9")
    region_of(made, "centro", []), region_of(made, "golfo", [])
    AudienceFactory(programme=made, slug="directors", name=Text.of("es", "Directoras"))
    for role in ("owner", "donor"):
        Party.objects.create(programme=made, role=role, name=Text.of("ar", "بلدية نابل"))
    return made


@pytest.fixture
def by(programme: Programme) -> Account:
    return account_as("coordinator", ("programme", programme.uuid))


def scope_of(programme: Programme) -> Scope:
    return Scope("programme", programme.uuid)


def checked(name: str, upload: Any, by: Account, programme: Programme) -> Batch:
    scope = scope_of(programme)
    sheet = access.sheet_for(by, name, scope)
    batch = services.read(sheet, upload, by=by, scope=scope, language="es")
    services.dry_run(batch)
    batch.refresh_from_db()
    return batch


def taken(name: str, upload: Any, by: Account, programme: Programme) -> Batch:
    batch = checked(name, upload, by, programme)
    services.apply(batch, by=by)
    batch.refresh_from_db()
    return batch


def verdicts_of(batch: Batch) -> list[str]:
    return list(batch.rows.order_by("line").values_list("verdict", flat=True))


def outcomes_of(batch: Batch) -> list[str]:
    return list(batch.rows.order_by("line").values_list("outcome", flat=True))


def messages_of(batch: Batch, line: int = 2) -> str:
    return " ".join(str(Message.load(kept)) for kept in batch.rows.get(line=line).messages)


def taken_home(name: str, by: Account, programme: Programme, language: str = "es") -> Any:
    scope = scope_of(programme)
    made = writing.export(access.sheet_for(by, name, scope), scope=scope, language=language)
    return ContentFile(made.content, name=made.name)


def odd(number: int) -> Text:
    """A text in two languages, each of them hard on spreadsheets."""
    return Text.of("es", ODD[number % len(ODD)]).with_variant("ar", ODD[(number + 3) % len(ODD)])


def line(number: int) -> Text:
    """The same on one line."""
    text = odd(number)
    return Text(text.original, {code: " ".join(said.split()) for code, said in text.texts.items()})


def a_bit_of_everything(programme: Programme, by: Account) -> None:
    """A row with every cell filled in, and a bare one, in each of the sheets."""
    owner = programme.parties.first()
    centre = programme_region(programme)
    top = chain.add(programme, by=by, level="objective", code="1", title=line(0), about=odd(6))
    middle = chain.add(
        programme, by=by, level="outcome", code="1.1", title=line(1), above=top, risks=odd(2)
    )
    counted = indicators.add(
        programme,
        by=by,
        code="I-1",
        title=line(2),
        unit=line(3),
        definition=odd(6),
        counting="percentage",
        measure="participants",
        of_measure="participants",
        where={"audience": ["directors"], "region": ["centro"]},
        of_where={"gender": ["woman", "not_stated"]},
        splits=["gender", "age"],
        result=middle,
        owner=owner,
        baseline=Decimal("12.5"),
        baseline_year=2012,
        baseline_note=line(4),
    )
    told = indicators.add(programme, by=by, code="I-2", title=line(5), splits=["gender"])
    words = indicators.add(programme, by=by, code="I-3", title=line(6), counting="qualitative")
    part = indicators.add(programme, by=by, code="I-4", title=line(1), counting="percentage")
    aims = {Aim(*YEAR): Decimal("40.25"), Aim(*QUARTER, centre): Decimal(0)}
    targets.set_targets(counted, aims, expected=1, by=by)
    for said in (
        Said(*QUARTER, value=Decimal("7.5"), note=ODD[1], evidence="https://acta.example/?a=1&b=2"),
        Said(*QUARTER, centre, {"gender": "woman"}, value=Decimal(3)),
    ):
        declarations.declare(told, said, by=by)
    declarations.declare(words, Said(*QUARTER, words=odd(6)), by=by)
    share = Said(*QUARTER, numerator=Decimal(2), denominator=Decimal(3))
    declarations.declare(part, share, by=by)
    work = activities.add(
        programme,
        by=by,
        regions=[centre],
        code="A-1",
        title=line(3),
        note=odd(6),
        result=middle,
        responsible=owner,
        starts_on=YEAR[0],
        ends_on=YEAR[1],
    )
    activities.turn(work, "begin", by=by)
    activities.add(programme, by=by, code="A-2", title=line(4))
    money = {"currency": "MXN", "planned": Decimal("1234.50"), "spent": Decimal("0.05")}
    budget.add(programme, by=by, code="B-1", title=line(5), activity=work, donor=owner, **money)
    themes = vocabularies.add(programme, by=by, code="themes", name=line(2))
    for number in range(2):
        vocabularies.add_term(themes, by=by, code=f"T{number}", label=line(number))


def programme_region(programme: Programme) -> Any:
    from hilo.places.models import Region

    return Region.objects.get(owner=programme.uuid, slug="centro")


@pytest.mark.parametrize("language", ["es", "ar", "fr"])
@pytest.mark.parametrize("name", SHEETS)
def test_out_and_in_again_unchanged_changes_nothing(name, language, programme, by):
    a_bit_of_everything(programme, by)
    batch = checked(name, taken_home(name, by, programme, language), by, programme)
    assert batch.rows.exists()
    assert set(verdicts_of(batch)) == {"same"}, [one.messages for one in batch.rows.all()]


def copied(name: str, source: Programme, target: Programme, by: Account) -> Batch:
    """What `source` has, as a sheet without keys, taken over into `target`."""
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(taken_home(name, by, source).read()))
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    place = rows[0].index("key")
    keyless = [[cell for n, cell in enumerate(row) if n != place] for row in rows]
    return taken(name, xlsx_file(keyless[0], *keyless[2:]), by, target)


def test_a_whole_plan_comes_into_another_programme_and_goes_again(programme):
    by = account_as("coordinator")
    a_bit_of_everything(programme, by)
    other = ProgrammeFactory(acronym="P10")
    for slug in ("norte", "sur"):
        region_of(other, slug, [])
    batches = [copied(name, programme, other, by) for name in ("logframe", "activities", "budget")]
    for batch in batches[:1]:
        assert set(outcomes_of(batch)) == {"taken"}
    chain_of = {one.code: (one.above and one.above.code) for one in other.results.all()}
    assert chain_of == {"1": None, "1.1": "1"}
    copy = other.results.get(code="1.1")
    assert copy.title.texts == programme.results.get(code="1.1").title.texts
    services.undo(batches[0], by=by)
    assert not other.results.exists()


@pytest.mark.parametrize(
    ("name", "head", "rows", "model", "count"),
    [
        (
            "logframe",
            ["número", "nivel", "lleva a", "title_es"],
            [["1", "objective", "", "Arriba"], ["1.1", "resultado", "1", "En medio"]],
            Result,
            2,
        ),
        (
            "indicators",
            ["número", "title_es", "forma de contar", "measure"],
            [["1.1", "Personas formadas", "distinct", "participants"]],
            Indicator,
            1,
        ),
        (
            "activities",
            ["número", "title_es", "desde", "hasta", "regions", "state"],
            [["A-1", "Taller", "2026-02-01", "2026-02-03", "centro; golfo", "running"]],
            Activity,
            1,
        ),
        (
            "budget",
            ["número", "title_es", "currency", "planned"],
            [["B-1", "Sala", "mxn", "1234.5"]],
            BudgetLine,
            1,
        ),
    ],
)
def test_rows_come_twice_without_changing_anything_and_are_undone(
    name, head, rows, model, count, programme, by
):
    if name == "logframe":
        rows = [rows[0], [rows[1][0], "outcome", *rows[1][2:]]]
    batch = taken(name, xlsx_file(head, *rows), by, programme)
    assert outcomes_of(batch) == ["taken"] * count, messages_of(batch)
    assert model.objects.count() == count
    again = checked(name, xlsx_file(head, *rows), by, programme)
    assert set(verdicts_of(again)) == {"same"}, messages_of(again)
    services.undo(batch, by=by)
    assert not model.objects.exists()


def test_terms_come_change_and_go_back_by_sheet(programme, by):
    head = ["vocabulario", "código", "label_es", "label_fr"]
    rows = [["themes", "T1", "Barro", "Argile"], ["themes", "T2", "Lana", ""]]
    assert verdicts_of(checked("terms", xlsx_file(head, *rows), by, programme)) == ["error"] * 2
    themes = vocabularies.add(programme, by=by, code="themes", name=line(0))
    first = taken("terms", xlsx_file(head, *rows), by, programme)
    assert outcomes_of(first) == ["taken"] * 2, messages_of(first)
    batch = taken("terms", xlsx_file(head, ["themes", "t1", "Arcilla"]), by, programme)
    assert verdicts_of(batch) == ["change"]
    assert themes.terms.get(code="T1").label.texts == {"es": "Arcilla", "fr": "Argile"}
    services.undo(batch, by=by)
    assert themes.terms.get(code="T1").label.texts["es"] == "Barro"
    services.undo(first, by=by)
    assert not themes.terms.exists()


TARGETS = ["indicador", "desde", "hasta", "región", "meta"]
VALUES = ["indicador", "desde", "hasta", "región", "valor"]


def an_indicator(programme: Programme, by: Account, **told: Any) -> Indicator:
    told = {"code": "1.1", "title": line(0)} | told
    return indicators.add(programme, by=by, **told)


def test_targets_come_change_and_go_back_by_sheet(programme, by):
    indicator = an_indicator(programme, by)
    row = ["1.1", "2026-01-01", "2026-12-31", "Todo el programa", "40"]
    row[3] = "all"
    taken("targets", xlsx_file(TARGETS, row), by, programme)
    assert Target.objects.get().value == 40
    batch = taken("targets", xlsx_file(TARGETS, [*row[:4], "45"]), by, programme)
    assert verdicts_of(batch) == ["change"] and Target.objects.get().value == 45
    services.undo(batch, by=by)
    assert Target.objects.get().value == 40
    assert Indicator.objects.get(pk=indicator.pk).version == 4


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["9.9", "2026-01-01", "2026-12-31", "all", "4"], "9.9"),
        (["1.1", "2026-12-31", "2026-01-01", "all", "4"], "before the first day"),
        (["1.1", "2025-01-01", "2025-12-31", "all", "4"], "fuera del programa"),
        (["1.1", "2026-01-01", "2026-12-31", "all", "140"], "100 a lo más"),
        (["1.1", "2026-01-01", "2026-12-31", "ajena", "4"], "is not on the list"),
        (["1.1", "2026-01-01", "", "all", "4"], ""),
    ],
)
def test_a_bad_target_is_told_in_a_sentence(row, said, programme, by):
    an_indicator(programme, by, counting="percentage")
    good = ["1.1", "2026-01-01", "2026-03-31", "all", "50"]
    batch = taken("targets", xlsx_file(TARGETS, row, good), by, programme)
    assert verdicts_of(batch) == ["error", "create"]
    assert said in messages_of(batch)
    assert Target.objects.get().value == 50


def test_a_value_that_differs_corrects_the_one_that_stands_and_can_be_undone(programme, by):
    an_indicator(programme, by)
    row = ["1.1", "2026-01-01", "2026-02-28", "centro", "5"]
    taken("declared", xlsx_file(VALUES, row), by, programme)
    batch = taken("declared", xlsx_file(VALUES, [*row[:4], "7"]), by, programme)
    assert verdicts_of(batch) == ["change"] and outcomes_of(batch) == ["taken"]
    assert [one.value for one in Declaration.objects.standing()] == [7]
    assert Declaration.objects.filter(replaced_by=by.person).count() == 1
    services.undo(batch, by=by)
    assert [one.value for one in Declaration.objects.standing()] == [5]


def test_a_sheet_that_was_taken_home_before_a_correction_still_finds_its_value(programme, by):
    indicator = an_indicator(programme, by)
    days = dt.date(2026, 1, 1), dt.date(2026, 2, 28)
    declarations.declare(indicator, Said(*days, value=Decimal(5)), by=by)
    home = taken_home("declared", by, programme)
    declarations.declare(indicator, Said(*days, value=Decimal(6)), by=by)
    assert verdicts_of(checked("declared", home, by, programme)) == ["change"]


@pytest.mark.parametrize(
    ("told", "row", "said"),
    [
        ({"measure": "participants", "counting": "distinct"}, {"valor": "5"}, "Hilo cuenta este"),
        ({"counting": "percentage"}, {"numerator": "5", "denominator": "4"}, "100 a lo más"),
        ({"counting": "percentage"}, {"valor": "5"}, "los dos números"),
        ({"counting": "qualitative"}, {"valor": "5"}, "Escriba el valor"),
        ({}, {"valor": "", "note": "x"}, "Escriba el valor"),
    ],
)
def test_a_value_in_the_wrong_shape_is_told_in_a_sentence(told, row, said, programme, by):
    an_indicator(programme, by, **told)
    head = [*VALUES[:4], *row]
    cells = ["1.1", "2026-01-01", "2026-02-28", "all", *row.values()]
    batch = checked("declared", xlsx_file(head, cells), by, programme)
    assert verdicts_of(batch) == ["error"] and said in messages_of(batch)


def test_a_value_of_a_group_names_it(programme, by):
    an_indicator(programme, by, splits=["gender"])
    head = [*VALUES, "group"]
    days = ["1.1", "2026-01-01", "2026-02-28", "all"]
    rows = [[*days, "9", "Todas"], [*days, "5", "gender=woman"]]
    rows[0][-1] = "everybody"
    batch = taken("declared", xlsx_file(head, *rows), by, programme)
    assert outcomes_of(batch) == ["taken", "taken"], messages_of(batch)
    kept = {one.split_key: one.value for one in Declaration.objects.standing()}
    assert kept == {"": 9, "gender=woman": 5}


@pytest.mark.parametrize(
    ("name", "head", "row", "said"),
    [
        ("logframe", ["número", "nivel", "title_es"], ["1", "output", ""], "at least one language"),
        ("logframe", ["número", "nivel", "title_es"], ["1/2", "output", "x"], "not a key"),
        (
            "logframe",
            ["número", "nivel", "lleva a", "title_es"],
            ["2", "output", "1", "x"],
            "next level up",
        ),
        (
            "activities",
            ["número", "title_es", "desde", "hasta"],
            ["A-1", "x", "2026-03-01", "2026-02-01"],
            "before the first day",
        ),
        (
            "budget",
            ["número", "title_es", "currency", "planned", "actividad"],
            ["B-1", "x", "MXN", "5", "A-9"],
            "A-9",
        ),
        ("budget", ["número", "title_es", "currency", "planned"], ["B-1", "x", "MX", "5"], ""),
        ("budget", ["número", "title_es", "currency", "planned"], ["B-1", "x", "MXN", "-5"], ""),
    ],
)
def test_a_bad_row_of_the_plan_is_told_in_a_sentence(name, head, row, said, programme, by):
    chain.add(programme, by=by, level="objective", code="1", title=line(0))
    if name == "logframe" and "lleva a" not in head:
        Result.objects.all().delete()
    batch = checked(name, xlsx_file(head, row), by, programme)
    assert verdicts_of(batch) == ["error"]
    assert said in messages_of(batch)


def test_a_number_of_a_result_that_is_nowhere_refuses_its_row_alone(programme, by):
    head = ["número", "nivel", "lleva a", "title_es"]
    rows = [["2", "outcome", "9", "x"], ["3", "outcome", "", "y"]]
    batch = checked("logframe", xlsx_file(head, *rows), by, programme)
    assert "9" in messages_of(batch)
    services.apply(batch, by=by)
    assert [one.code for one in programme.results.all()] == ["3"]


def test_what_later_work_rests_on_stays_when_a_sheet_is_undone(programme, by):
    row = ["1.1", "Personas formadas", "sum"]
    head = ["número", "title_es", "forma de contar"]
    batch = taken("indicators", xlsx_file(head, row), by, programme)
    made = Indicator.objects.get()
    declarations.declare(made, Said(*QUARTER, value=Decimal(3)), by=by)
    services.undo(batch, by=by)
    assert Indicator.objects.exists() and outcomes_of(batch) == ["kept"]
    assert "1 declared value" in messages_of(batch)


def test_an_empty_cell_erases_nothing_and_the_word_of_erasing_does(programme, by):
    an_indicator(programme, by, baseline=Decimal(3), baseline_year=2012, unit=line(1))
    head = ["número", "baseline", "baseline_year", "unit_ar"]
    same = checked("indicators", xlsx_file(head, ["1.1", "", "", ""]), by, programme)
    assert verdicts_of(same) == ["same"]
    taken("indicators", xlsx_file(head, ["1.1", "∅", "∅", "∅"]), by, programme)
    kept = Indicator.objects.get()
    assert (kept.baseline, kept.baseline_year, kept.unit.texts.get("ar")) == (None, None, None)


def test_whoever_keeps_another_programme_has_no_sheet_here(programme):
    from hilo.core.access import Refused

    stranger = account_as("coordinator", ("programme", ProgrammeFactory().uuid))
    for name in SHEETS:
        with pytest.raises(Refused):
            access.sheet_for(stranger, name, scope_of(programme))
