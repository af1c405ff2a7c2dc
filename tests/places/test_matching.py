"""Which place a text means (docs/algorithms/places.md)."""

from __future__ import annotations

import pytest

from hilo.places.rules.matching import Entry, Matcher

MEXICO = Entry(1, "MX", ("mexico", "mexique"), "484")
NUEVO_LEON = Entry(2, "MX-NLE", ("nuevo leon", "nl"), "19", parent=1)
STATE_OF_MEXICO = Entry(3, "MX-MEX", ("estado de mexico", "mexico"), "15", parent=1)
OAXACA = Entry(4, "MX-OAX", ("oaxaca",), "20", parent=1)
MORELOS = Entry(5, "MX-MOR", ("morelos",), "17", parent=1)
GUADALUPE = Entry(10, "MX-19026", ("guadalupe",), "19026", parent=2)
GUADALUPE_OF_CHIHUAHUA = Entry(11, "MX-08028", ("guadalupe",), "08028", parent=6)
CHIHUAHUA = Entry(6, "MX-CHH", ("chihuahua",), "08", parent=1)
MORELOS_OF_MEXICO = Entry(12, "MX-15056", ("morelos",), "15056", parent=3)
MIXTEPEC = Entry(13, "MX-20208", ("san juan mixtepec",), "20208", parent=4)
OTHER_MIXTEPEC = Entry(14, "MX-20209", ("san juan mixtepec",), "20209", parent=4)
TEZOATLAN = Entry(
    15, "MX-20549", ("heroica villa tezoatlan cuna de la independencia",), "20549", parent=4
)
ORO = Entry(16, "MX-18014", ("santa maria del oro",), "18014", parent=6)

STATES = (MEXICO, NUEVO_LEON, STATE_OF_MEXICO, OAXACA, MORELOS, CHIHUAHUA)
MUNICIPALITIES = (
    GUADALUPE,
    GUADALUPE_OF_CHIHUAHUA,
    MORELOS_OF_MEXICO,
    MIXTEPEC,
    OTHER_MIXTEPEC,
    TEZOATLAN,
    ORO,
)
ALL = Matcher((*STATES, *MUNICIPALITIES))
ONLY_MUNICIPALITIES = Matcher(MUNICIPALITIES, above=STATES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mx-19026", [GUADALUPE]),
        ("19026", [GUADALUPE]),
        ("8028", [GUADALUPE_OF_CHIHUAHUA]),  # a spreadsheet ate the zero
        ("oaxaca", [OAXACA]),
        ("guadalupe", [GUADALUPE, GUADALUPE_OF_CHIHUAHUA]),
        ("guadalupe, n.l.", [GUADALUPE]),
        ("guadalupe (nuevo leon)", [GUADALUPE]),
        ("guadalupe، nuevo leon", [GUADALUPE]),
        ("guadalupe, mx-chh", [GUADALUPE_OF_CHIHUAHUA]),
        ("mexico", [MEXICO]),  # a country's name alone means the country
        ("mexico, mexico", [STATE_OF_MEXICO]),
        ("morelos, mexico", [MORELOS]),  # the state in the country before the town in the state
        ("morelos, estado de mexico", [MORELOS_OF_MEXICO]),
        ("san juan mixtepec, oaxaca", [MIXTEPEC, OTHER_MIXTEPEC]),
        ("san juan mixtepec, oaxaca (mx-20209)", [OTHER_MIXTEPEC]),
        ("guadalupe, oaxaca (mx-20209)", []),  # the code is not that name's
        ("heroica villa tezoatlan, cuna de la independencia", [TEZOATLAN]),
        ("heroica villa tezoatlan, cuna de la independencia, oaxaca", [TEZOATLAN]),
        ("sta. maria del oro", [ORO]),
        ("guadalupe, francia", []),
        ("nowhere", []),
        ("99999", []),
        ("", []),
    ],
)
def test_readings_of_the_table(typed: str, meant: list[Entry]) -> None:
    assert ALL.exactly(typed) == [entry.identity for entry in meant]


def test_what_lies_above_is_no_answer_but_tells_places_apart() -> None:
    assert ONLY_MUNICIPALITIES.exactly("oaxaca") == []
    assert ONLY_MUNICIPALITIES.exactly("guadalupe, n.l.") == [GUADALUPE.identity]
    assert ONLY_MUNICIPALITIES.exactly("guadalupe, mexico") == [10, 11]


def test_the_nearest_in_the_named_state_come_first() -> None:
    assert ALL.nearest("guadalup, chihuahua", 2) == [11, 10]
    assert ALL.nearest("guadalup", 2) == [10, 11]
