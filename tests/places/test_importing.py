"""A newer list brought in, from the dry run to the second time."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hilo.core.models import Entry
from hilo.places import lists, queries, services
from hilo.places.models import Place
from hilo.places.rules.listing import Listed
from tests.cases import CASES, needs
from tests.places.factories import everything, mexico, municipalities, municipality

pytestmark = pytest.mark.django_db

CENSUS = CASES / "places" / "df_mxmunicipio_2020.csv"


def listed(*changed: Listed, without: tuple[str, ...] = ()) -> list[Listed]:
    """Our list with these entries changed or added."""
    ours = Place.objects.municipalities().current()
    entries = {place.key: Listed(place.key, place.key[:2], place.name) for place in ours}
    entries |= {entry.key: entry for entry in changed}
    return [entry for key, entry in entries.items() if key not in without]


@pytest.fixture
def ours() -> None:
    municipalities("01001", "01002", "19026", "20043", "20208", "20209", "21140")
    mexico()


@pytest.mark.usefixtures("ours")
class TestImport:
    def test_a_dry_run_saves_nothing(self) -> None:
        before = list(Place.objects.order_by("pk").values())
        found = services.compare_municipalities(listed(Listed("01012", "01", "Nuevo")))
        assert found.counts() == {"new": 1, "renamed": 0, "moved": 0, "gone": 0}
        assert list(Place.objects.order_by("pk").values()) == before
        assert not Entry.objects.exists()

    def test_a_new_place_begins_today_in_its_state(self) -> None:
        services.import_municipalities(
            listed(Listed("01012", "01", "Nuevo", 21.9, -102.1)), by=None
        )
        place = Place.objects.get(code="MX-01012")
        assert place.parent.key == "01"
        assert str(place.valid_from) == "2026-03-10"
        assert (place.latitude, place.longitude) == (21.9, -102.1)
        assert queries.exactly_named("nuevo", kind="municipality") == [place]

    def test_a_renamed_place_is_found_by_both_names(self) -> None:
        before = municipality("20043")
        services.import_municipalities(
            listed(Listed("20043", "20", "Juchitán de Zaragoza")), by=None
        )
        place = Place.objects.get(code="MX-20043")
        assert place.pk == before.pk
        assert place.name == "Juchitán de Zaragoza"
        for name in ("juchitan de zaragoza", before.name):
            assert queries.exactly_named(name) == [place]
        assert place in queries.search_by_name("heroica ciudad")
        assert place.former_names == [{"name": before.name, "until": "2026-03-10"}]

    def test_a_moved_place_keeps_its_row_and_is_found_by_its_old_key(self) -> None:
        before = municipality("20043")
        moved = Listed("20999", "20", before.name)
        services.import_municipalities(listed(moved, without=("20043",)), by=None)
        before.refresh_from_db()
        assert before.code == "MX-20999"
        for text in ("20999", "MX-20999", "20043", "MX-20043"):
            assert queries.exactly_named(text) == [before], text

    def test_a_place_that_is_gone_ends_today_and_stays(self) -> None:
        gone = municipality("21140")
        newer = [*listed(without=("21140",)), Listed("21141", "21", "Other")]
        services.import_municipalities(newer, by=None, is_part=True)
        gone.refresh_from_db()
        assert str(gone.valid_to) == "2026-03-10"
        assert queries.exactly_named(gone.name) == []
        assert queries.municipality_of_mexico("21140") == gone

    def test_a_place_that_comes_back_is_the_same_place(self) -> None:
        gone = municipality("01002")
        services.import_municipalities(listed(without=("01002",)), by=None, is_part=True)
        assert Place.objects.get(pk=gone.pk).valid_to is not None
        services.import_municipalities(listed(Listed("01002", "01", "Asientos")), by=None)
        gone.refresh_from_db()
        assert gone.valid_to is None

    def test_the_second_time_changes_nothing(self) -> None:
        newer = listed(Listed("01012", "01", "Nuevo"), Listed("19026", "19", "Guadalupe N"))
        assert services.import_municipalities(newer, by=None).changes == 2
        before = list(Place.objects.order_by("pk").values())
        assert services.import_municipalities(newer, by=None).changes == 0
        assert list(Place.objects.order_by("pk").values()) == before
        assert Entry.objects.count() == 1

    def test_the_journal_tells_it(self) -> None:
        services.import_municipalities(listed(Listed("01012", "01", "Nuevo")), by=None)
        entry = Entry.objects.get()
        assert entry.event == "places.PlacesImported"
        assert entry.data == {"new": 1, "renamed": 0, "moved": 0, "gone": 0}

    def test_a_state_that_mexico_does_not_have_is_told_in_words(self) -> None:
        with pytest.raises(services.UnknownState) as problem:
            services.import_municipalities(listed(Listed("33001", "33", "Nowhere")), by=None)
        assert "these begin with: 33001 (Nowhere)" in str(problem.value)
        assert not Place.objects.filter(key="33001").exists()

    def test_a_part_of_the_list_is_not_taken_for_the_whole(self) -> None:
        part = [Listed("01001", "01", "Aguascalientes"), Listed("01002", "01", "Asientos")]
        with pytest.raises(services.PartOfAList) as problem:
            services.import_municipalities(part, by=None)
        assert "lacks 5 of our 7" in str(problem.value)
        assert services.import_municipalities(part, by=None, is_part=True).changes == 0

    def test_our_point_inside_stays(self) -> None:
        before = municipality("19026")
        services.import_municipalities(listed(Listed("19026", "19", "Otro", 25.0, -100.0)), by=None)
        after = Place.objects.get(pk=before.pk)
        assert (after.latitude, after.longitude) == (before.latitude, before.longitude)


@pytest.mark.usefixtures("ours")
class TestCommand:
    def file(self, folder: Path, *rows: str) -> Path:
        every = [f"{place.key},{place.name}" for place in Place.objects.municipalities()]
        path = folder / "list.csv"
        path.write_text("\n".join(["CVEGEO,NOM_MUN", *every, *rows]), encoding="utf-8")
        return path

    def test_dry_run_then_apply(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = self.file(tmp_path, "01012,Nuevo")
        call_command("places", "import", str(path))
        said = capsys.readouterr().out
        assert "new: 1\n  01012 Nuevo\n" in said
        assert "same: 7" in said
        assert "Say it again with --apply" in said
        assert not Place.objects.filter(key="01012").exists()
        call_command("places", "import", str(path), "--apply")
        assert "--apply" not in capsys.readouterr().out
        assert Place.objects.filter(key="01012").exists()

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            ("3,Abc", "Line 9: «3» is no key of five digits."),
            ("33001,Abc\n34001,Def", "these begin with: 33001 \\(Abc\\), 34001 \\(Def\\)"),
        ],
    )
    def test_bad_input_in_words(self, tmp_path: Path, row: str, said: str) -> None:
        with pytest.raises(CommandError, match=said):
            call_command("places", "import", str(self.file(tmp_path, row)))

    def test_the_help_names_the_headings_that_are_understood(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit):
            call_command("places", "import", "--help")
        said = capsys.readouterr().out
        assert all(", ".join(words) in said for words in lists.HEADINGS.values())

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="cannot be read: No such file"):
            call_command("places", "import", str(tmp_path / "nothing.csv"))

    def test_a_part_says_how_to_go_on(self, tmp_path: Path) -> None:
        path = tmp_path / "part.csv"
        path.write_text("CVEGEO,NOM_MUN\n01001,Aguascalientes\n", encoding="utf-8")
        with pytest.raises(CommandError, match="--part"):
            call_command("places", "import", str(path))


@needs(CENSUS)
def test_the_census_of_2020_has_four_more_and_three_other_names() -> None:
    everything()
    found = services.import_municipalities(lists.read_file(CENSUS), by=None)
    assert sorted(change.after.key for change in found.new if change.after) == [
        "02006",
        "04012",
        "07125",
        "17036",
    ]
    assert {change.after.key for change in found.renamed if change.after} == {
        "20043",
        "20209",
        "20459",
    }
    assert not found.moved and not found.gone
    assert Place.objects.municipalities().current().count() == 2469
    assert services.import_municipalities(lists.read_file(CENSUS), by=None).changes == 0


def test_what_the_census_adds_to_a_list_of_2019() -> None:
    """INEGI, Censo 2020: 2,469 municipalities; four came after the framework of 2019."""
    everything()
    came = [
        Listed("02006", "02", "San Quintín"),
        Listed("04012", "04", "Seybaplaya"),
        Listed("07125", "07", "Honduras de la Sierra"),
        Listed("17036", "17", "Hueyapan"),
    ]
    services.import_municipalities(listed(*came), by=None)
    assert Place.objects.municipalities().current().count() == 2469
