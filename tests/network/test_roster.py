"""The balance of a commission (docs/algorithms/roster-balance.md): the worked table, and that nobody is found out."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.network.rules.roster import GENDERS, WITHIN, Sitting, balance, can_be_told

SMALLEST = 5


def sitting(count: int, gender: str, level: str) -> list[Sitting]:
    return [Sitting(gender, level)] * count


ALL_SHOWN = [*sitting(4, "woman", "public"), *sitting(3, "man", "public")]
SOME_FOR_MEMBERS = [*sitting(4, "woman", "public"), *sitting(3, "man", "members")]
ALL_KEPT = [*sitting(4, "woman", "me"), *sitting(3, "man", "circles")]
SEVEN_WOMEN = sitting(7, "woman", "circles")
TWO_GROUPS = [*sitting(6, "woman", "me"), *sitting(5, "man", "circles")]
AND_ONE_MAN = [*TWO_GROUPS, *sitting(1, "man", "public")]
AND_ONE_OTHER = [*TWO_GROUPS, *sitting(1, "other", "me")]
ONE_KEPT = [
    *sitting(6, "woman", "members"),
    *sitting(5, "man", "members"),
    *sitting(1, "woman", "me"),
]


@pytest.mark.parametrize(
    ("roster", "stranger", "member"),
    [
        (ALL_SHOWN, (4, 3, 0, 0), (4, 3, 0, 0)),
        (SOME_FOR_MEMBERS, (4, 0, 0, 3), (4, 3, 0, 0)),
        (ALL_KEPT, (0, 0, 0, 7), (0, 0, 0, 7)),
        (SEVEN_WOMEN, (0, 0, 0, 7), (0, 0, 0, 7)),
        (TWO_GROUPS, (6, 5, 0, 0), (6, 5, 0, 0)),
        (AND_ONE_MAN, (6, 6, 0, 0), (6, 6, 0, 0)),
        (AND_ONE_OTHER, (0, 0, 0, 12), (0, 0, 0, 12)),
        (ONE_KEPT, (0, 0, 0, 12), (6, 5, 0, 1)),
    ],
)
def test_the_worked_table(
    roster: list[Sitting], stranger: tuple[int, ...], member: tuple[int, ...]
) -> None:
    assert balance(roster, reader="stranger", smallest=SMALLEST) == stranger
    assert balance(roster, reader="member", smallest=SMALLEST) == member


PEOPLE = st.builds(
    Sitting, st.sampled_from(GENDERS), st.sampled_from(["public", "members", "circles", "me"])
)


@given(st.lists(PEOPLE, max_size=14))
def test_everybody_on_the_roster_counts_once(roster: list[Sitting]) -> None:
    for reader in WITHIN:
        assert sum(balance(roster, reader=reader, smallest=SMALLEST)) == len(roster)


@given(st.lists(PEOPLE, max_size=14))
def test_no_hidden_gender_is_told_in_a_group_under_five(roster: list[Sitting]) -> None:
    """Whoever hides it, and is not one of five who gave that answer, could as well have given another."""
    views = {reader: balance(roster, reader=reader, smallest=SMALLEST) for reader in WITHIN}
    for place, one in enumerate(roster):
        if one.level in WITHIN["member"]:
            continue
        alike = [
            other
            for other in roster
            if other.gender == one.gender and other.level not in WITHIN["member"]
        ]
        if len(alike) >= SMALLEST:
            continue
        for gender in GENDERS:
            changed = [*roster[:place], Sitting(gender, one.level), *roster[place + 1 :]]
            if can_be_told(changed, SMALLEST):
                continue  # then five others and more gave that answer
            seen = {reader: balance(changed, reader=reader, smallest=SMALLEST) for reader in WITHIN}
            assert seen == views, "changing one hidden answer changes what is read"


@given(st.lists(PEOPLE, max_size=9))
def test_a_small_commission_tells_facts_alone(roster: list[Sitting]) -> None:
    """Under ten people no two groups of five can be hidden: only what profiles show is counted."""
    for reader, shown in WITHIN.items():
        told = balance(roster, reader=reader, smallest=SMALLEST)
        facts = [one.gender for one in roster if one.level in shown and one.gender != "not_stated"]
        assert sum(told[:3]) == len(facts)


def test_what_two_readers_see_cannot_be_subtracted() -> None:
    """Of all rosters of ten in two genders: if strangers read the total, members hide no single one."""
    for women, hidden in product(range(11), range(11)):
        roster = [
            Sitting("woman" if n < women else "man", "circles" if n < hidden else "members")
            for n in range(10)
        ]
        if can_be_told(roster, SMALLEST):
            kept = [one.gender for one in roster if one.level == "circles"]
            assert not kept or min(kept.count("woman"), kept.count("man")) >= SMALLEST
