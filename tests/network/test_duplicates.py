"""Who may be one: names without legal forms, typos, contacts; as docs/algorithms/duplicates.md tells it."""

from __future__ import annotations

import random
import time

import pytest

from hilo.core.fold import fold
from hilo.network.rules import duplicates as rules
from hilo.network.rules.duplicates import Record, compared, core_of, site_of, suspected


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Hilos del Golfo, S.A. de C.V.", "hilos del golfo"),
        ("Hilos del Golfo S. de R. L. de C. V.", "hilos del golfo"),
        ("Hilos del Golfo", "hilos del golfo"),
        ("Poterie Sarl de Nabeul", "poterie sarl de nabeul"),
        ("SARL Poterie de Nabeul", "poterie de nabeul"),
        ("شركة الفسيفساء ش.م.م", "فسيفسا"),
        ("الفسيفساء", "فسيفسا"),
        ("Casa de la Cultura A.C.", "casa de la cultura"),
        ("S.A.", "sa"),
        ("La Sal", "la"),
        ("", ""),
    ],
)
def test_a_name_without_its_legal_form(name: str, core: str) -> None:
    assert core_of(fold(name)) == core


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.hilos.example/es/?a=1", "hilos.example"),
        ("ventas@hilos.example", "hilos.example"),
        ("https://facebook.com/hilos", ""),
        ("hilos@gmail.com", ""),
        ("", ""),
        ("https://", ""),
    ],
)
def test_the_domain_of_an_address(address: str, site: str) -> None:
    assert site_of(address) == site


def record(key: int, name: str, **more: str) -> Record:
    return Record(key, (fold(name),), **{"country": "MX", **more})


@pytest.mark.parametrize(
    ("one", "other", "score", "reasons"),
    [
        # The worked table of docs/algorithms/duplicates.md.
        (
            record(1, "Hilos del Golfo", place="MX-30193"),
            record(2, "Hilos del Golfo, S.A. de C.V.", place="MX-30193"),
            75,
            (rules.SAME_NAME, rules.SAME_PLACE),
        ),
        (
            record(1, "Hilos del Golfo", place="MX-30193"),
            record(2, "Hilos del Golfo", place="MX-21114"),
            None,
            (),
        ),
        (
            record(1, "Cerámica Ñandú", email="a@nandu.example"),
            record(2, "Ceramica Nandu", email="A@nandu.example"),
            100,
            (rules.SAME_NAME, rules.SAME_EMAIL, rules.SAME_SITE),
        ),
        (
            record(1, "Talabartería Ramírez", place="MX-30193"),
            record(2, "Talabarteria Ramires", place="MX-30193"),
            65,
            (rules.NEAR_NAME, rules.SAME_PLACE),
        ),
        (
            record(1, "Taller Uno", phone="+52 222 123 4567", web="https://uno.example"),
            record(2, "Casa Dos", phone="222 123 4567", web="http://www.uno.example/"),
            65,
            (rules.SAME_SITE, rules.SAME_PHONE),
        ),
        (record(1, "Taller Uno", place="MX-30193"), record(2, "Casa", place="MX-30193"), None, ()),
    ],
)
def test_points_and_reasons(
    one: Record, other: Record, score: int | None, reasons: tuple[str, ...]
) -> None:
    found = compared(one, other)
    assert compared(other, one) == found
    if score is None:
        assert found is None
    else:
        assert found is not None
        assert (found.score, found.reasons) == (score, reasons)


def test_another_number_is_another_house() -> None:
    one, other = (record(key, f"Escuela de Danza {key}", place="MX-30193") for key in (12, 14))
    assert compared(one, other) is None


def test_what_all_are_called_says_nothing() -> None:
    names = ("Coopérative Oranger", "Coopérative Amandier", "Coopérative Orangers")
    one, other, third = (record(key, name, place="DZ-05") for key, name in enumerate(names))
    assert compared(one, other) is None
    assert compared(one, third) is not None


def test_the_same_name_in_two_countries_is_two() -> None:
    assert compared(record(1, "Khayt"), record(2, "Khayt", country="JO")) is None


def test_each_pair_is_named_once_and_the_surest_first() -> None:
    some = [
        record(1, "Hilos del Golfo", email="a@hilos.example"),
        record(2, "Hilos del Golfo SA", email="a@hilos.example"),
        record(3, "Hilos de Golfo"),
        record(4, "Vidrio Soplado"),
    ]
    found = [(pair.first, pair.second) for pair in suspected(some)]
    assert found[0] == (1, 2)
    assert len(found) == len(set(found))
    assert all(4 not in pair for pair in found)


HEADS = ["Taller", "Casa", "Cooperativa", "Tejidos", "Barro", "Hilos", "Vidrio", "Madera", "Plata"]
MIDDLES = [
    "del Golfo",
    "del Valle",
    "de la Sierra",
    "Azul",
    "San Pedro",
    "Santa María",
    "de Oriente",
    "Mixteca",
]
FORMS = ["", ", S.A. de C.V.", " A.C.", " SARL", ", S. de R.L."]


def invented(draw: random.Random) -> str:
    syllables = ["ra", "lo", "mi", "nda", "sco", "rte", "ban", "que", "tla", "xi", "cal", "pan"]
    family = ["".join(draw.choices(syllables, k=3)).capitalize() for _ in range(2)]
    return f"{draw.choice(HEADS)} {draw.choice(MIDDLES)} {' '.join(family)}"


def misspelt(name: str, draw: random.Random) -> str:
    at = draw.randrange(len(name) // 2, len(name) - 1)
    return name[:at] + draw.choice(["", name[at] * 2, "x"]) + name[at + 1 :]


def test_ten_thousand_are_compared_in_seconds_and_their_twins_found() -> None:
    draw = random.Random(9)
    names = [invented(draw) for _ in range(9_500)]
    places = [str(draw.randrange(400)) for _ in names]
    some = [
        record(key, name + draw.choice(FORMS), place=place, email=f"a{key}@r{key}.example")
        for key, (name, place) in enumerate(zip(names, places, strict=True))
    ]
    twins = {
        key: record(
            10_000 + key, misspelt(names[key], draw) + draw.choice(FORMS), place=places[key]
        )
        for key in draw.sample(range(9_500), 500)
    }
    start = time.process_time()
    found = {(pair.first, pair.second) for pair in suspected([*some, *twins.values()])}
    spent = time.process_time() - start
    hit = sum((key, 10_000 + key) in found for key in twins)
    assert hit >= 490, f"{hit} of 500 twins"
    assert spent < 4, f"{spent:.1f} s"  # 1 s alone on the machine of docs/algorithms/duplicates.md
