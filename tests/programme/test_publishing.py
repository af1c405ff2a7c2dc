"""Small numbers: nobody can work out anything about one to four people from the whole list."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from hilo.programme.rules.suppression import SMALLEST, atoms_of, shown, sums_to_nothing

Cells = list[tuple[str, frozenset[int]]]

# Snee, The American Statistician 28 (1974): 592 students at Delaware by hair, eyes and sex.
EYES = ("Brown", "Blue", "Hazel", "Green")
SNEE = {
    ("Black", "man"): (32, 11, 10, 3),
    ("Brown", "man"): (53, 50, 25, 15),
    ("Red", "man"): (10, 10, 7, 7),
    ("Blond", "man"): (3, 30, 5, 8),
    ("Black", "woman"): (36, 9, 5, 2),
    ("Brown", "woman"): (66, 34, 29, 14),
    ("Red", "woman"): (16, 7, 7, 7),
    ("Blond", "woman"): (4, 64, 5, 8),
}


def told(cells: Cells, before: Sequence[Sequence[frozenset[int]]] = ()) -> list[frozenset[int]]:
    """What a reader of the list gets to know, who knows earlier ones already."""
    verdict = shown(cells, before)
    return [people for name, people in cells if verdict[name] and people]


def span(rows: Sequence[list[int]]) -> list[list[Fraction]]:
    """The echelon form of `rows`, by fractions: nothing of the code under test is used here."""
    left = [[Fraction(value) for value in row] for row in rows]
    done: list[list[Fraction]] = []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        left = [[v - row[column] * p for v, p in zip(row, pivot, strict=True)] for row in left]
        done = [[v - row[column] * p for v, p in zip(row, pivot, strict=True)] for row in done]
        done.append(pivot)
    return done


def follows(group: list[int], basis: Sequence[list[Fraction]]) -> bool:
    """Whether `group` is a combination of `basis`."""
    rest = [Fraction(value) for value in group]
    for row in basis:
        lead = next(n for n, value in enumerate(row) if value)
        rest = [v - rest[lead] * p for v, p in zip(rest, row, strict=True)]
    return not any(rest)


def orthogonal_to(basis: Sequence[list[Fraction]], width: int) -> list[list[Fraction]]:
    """A basis of what is orthogonal to every row: what is orthogonal to all of these lies in the span."""
    leads = [next(n for n, value in enumerate(row) if value) for row in basis]
    found = []
    for free in sorted(set(range(width)) - set(leads)):
        vector = [Fraction(0)] * width
        vector[free] = Fraction(1)
        for lead, row in zip(leads, basis, strict=True):
            vector[lead] = -row[free]
        found.append(vector)
    return found


def attacked(cells: Cells) -> list[set[int]]:
    """Every group of one to four people whose number follows from what is shown."""
    return few_in(told(cells), [people for _, people in cells])


def few_in(known: Sequence[frozenset[int]], everything: Sequence[frozenset[int]]) -> list[set[int]]:
    """Every group of one to four people, told apart by `everything`, whose number follows from `known`."""
    atoms = atoms_of(everything)
    basis = span([[int(atom <= people) for atom in atoms] for people in known])
    outside = orthogonal_to(basis, len(atoms))
    small = [n for n, atom in enumerate(atoms) if len(atom) < SMALLEST]
    found = []
    for size in range(1, SMALLEST):
        for chosen in combinations(small, size):
            people = set().union(*(atoms[n] for n in chosen))
            is_told = not any(sum(row[n] for n in chosen) for row in outside)
            if len(people) < SMALLEST and is_told:
                found.append(people)
    return found


def table(name: str, people: dict[int, tuple[str, ...]], position: int) -> Cells:
    values = sorted({groups[position] for groups in people.values()})
    return [
        (f"{name} {value}", frozenset(p for p, g in people.items() if g[position] == value))
        for value in values
    ]


def test_a_total_tells_the_hidden_cell_so_a_second_one_is_hidden():
    """20 people, 17 of them women: hiding the three men alone leaves 20 less 17."""
    everybody = frozenset(range(20))
    women, men = frozenset(range(17)), frozenset(range(17, 20))
    verdict = shown([("all", everybody), ("women", women), ("men", men)])
    assert verdict == {"all": True, "women": False, "men": False}


def students() -> dict[int, tuple[str, ...]]:
    """Each student with hair, eyes and sex."""
    groups = [
        (hair, eyes, sex)
        for (hair, sex), counts in SNEE.items()
        for eyes, count in zip(EYES, counts, strict=True)
        for _ in range(count)
    ]
    return dict(enumerate(groups))


def margins(people: dict[int, tuple[str, ...]]) -> Cells:
    """The whole table with every total: all, by one, by two, by three."""
    cells: Cells = []
    for count in range(4):
        for dimensions in combinations(range(3), count):
            cut = {one: tuple(groups[d] for d in dimensions) for one, groups in people.items()}
            for value in sorted(set(cut.values())):
                cells.append(
                    (f"{dimensions} {value}", frozenset(p for p in cut if cut[p] == value))
                )
    return cells


def test_hiding_small_cells_alone_is_undone_by_subtracting():
    """Of the 32 cells of the published table four are under five; each is its total less the others."""
    cells = margins(students())
    small = [people for _, people in cells if len(people) < SMALLEST]
    assert sorted(map(len, small)) == [2, 3, 3, 4]
    atoms = atoms_of([people for _, people in cells])
    rest = span(
        [[int(atom <= people) for atom in atoms] for _, people in cells if people not in small]
    )
    assert all(follows([int(atom <= people) for atom in atoms], rest) for people in small)


def test_secondary_suppression_leaves_nothing_to_subtract():
    cells = margins(students())
    assert attacked(cells) == []
    hidden = [name for name, is_shown in shown(cells).items() if not is_shown]
    assert 4 < len(hidden) < len(cells) / 4


def test_two_indicators_are_subtracted_from_each_other():
    """20 take part, 17 finished: three who did not finish."""
    verdict = shown([("take part", frozenset(range(20))), ("finished", frozenset(range(17)))])
    assert verdict == {"take part": True, "finished": False}


def test_two_dates_are_subtracted_from_each_other():
    verdict = shown([("to March", frozenset(range(12))), ("to June", frozenset(range(14)))])
    assert verdict == {"to March": True, "to June": False}


def test_nobody_is_shown_as_nobody_and_large_groups_stay():
    cells: Cells = [
        ("all", frozenset(range(30))),
        ("none", frozenset()),
        ("half", frozenset(range(15))),
    ]
    assert all(shown(cells).values())


def test_the_same_list_hides_the_same_cells():
    people = {n: (str(n % 3), str(n % 7)) for n in range(40)}
    cells: Cells = [("all", frozenset(people)), *table("a", people, 0), *table("b", people, 1)]
    assert shown(cells) == shown(cells)


@st.composite
def lists(draw: st.DrawFn, most: int = 26) -> Cells:
    """A list of tables over some people: all, two splits, and two later dates of each."""
    size = draw(st.integers(5, most))
    people = {
        n: (
            draw(st.sampled_from("abcd")),
            draw(st.sampled_from("wmo")),
            draw(st.sampled_from("123")),
        )
        for n in range(size)
    }
    cells: Cells = [("all", frozenset(people))]
    for name, position in (("region", 0), ("sex", 1)):
        cells += table(name, people, position)
    for until in "123":
        come = frozenset(n for n, groups in people.items() if groups[2] <= until)
        cells.append((f"until {until}", come))
    finished = draw(st.sets(st.integers(0, size - 1)))
    cells.append(("finished", frozenset(finished)))
    return cells


@settings(max_examples=150, deadline=None)
@given(lists())
def test_nobody_can_work_out_anything_about_one_to_four_people(cells: Cells):
    """The attacker has the whole list, and subtracts whatever he likes."""
    assert attacked(cells) == []


@settings(max_examples=40, deadline=None)
@given(lists(most=12), lists(most=12), st.integers(0, 6))
def test_nor_from_two_lists_that_were_published_one_after_the_other(
    first: Cells, second: Cells, apart: int
):
    """The later list shares some people with the earlier one: those who came in between are not told."""
    later = [(name, frozenset(one + apart for one in people)) for name, people in second]
    known = told(first)
    known += told(later, [known])
    assert few_in(known, [people for _, people in [*first, *later]]) == []


@given(st.lists(st.integers(-6, 6).filter(bool), min_size=1, max_size=7), st.data())
def test_the_quick_search_finds_what_trying_everything_finds(numbers, data):
    sizes = [data.draw(st.integers(1, 4)) for _ in numbers]
    pairs = list(zip(numbers, sizes, strict=True))
    slow = any(
        sum(n for n, _ in chosen) == 0 and sum(s for _, s in chosen) < SMALLEST
        for count in range(1, SMALLEST)
        for chosen in combinations(pairs, count)
    )
    assert sums_to_nothing(pairs) == slow
