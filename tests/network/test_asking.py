"""What is asked of the directory has one settled form: docs/algorithms/directory.md."""

from __future__ import annotations

import pytest

from hilo.network.rules.asking import Asked, read, read_query

SETTLED = [
    ({}, ""),
    ({"q": ["  barro   negro "]}, "q=barro+negro"),
    ({"sector": ["leather", "crafts", "crafts"], "kind": ["company"]}, "kind=company&sector=crafts&sector=leather"),
    ({"division": ["MX-PUE"]}, "country=MX&division=MX-PUE"),
    ({"sector": ["<script>", "a\0b", ""], "unknown": ["x"]}, ""),
    ({"page": ["7"], "view": ["map"], "sort": ["newest"], "size": ["micro"]}, "size=micro"),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "query"), SETTLED)
def test_one_question_has_one_settled_form(parameters: dict[str, list[str]], query: str) -> None:
    assert read(parameters).query == query
    assert read_query(query).query == query


@pytest.mark.parametrize("page", ["", "0", "-1", "²", "9" * 5000, "abc"])
def test_a_page_that_is_no_number_is_the_first(page: str) -> None:
    assert read({"page": [page]}).page == 1


def test_an_address_says_what_is_shown_too() -> None:
    asked = read({"q": ["barro"], "view": ["cards"], "sort": ["name"], "page": ["3"]})
    assert asked.address == "?q=barro&sort=name&view=cards&page=3"
    assert Asked().address == "?"


def test_a_new_choice_begins_at_the_first_page_and_keeps_the_rest() -> None:
    asked = read({"q": ["barro"], "sector": ["crafts"], "page": ["3"]})
    assert asked.toggling("sector", "ceramics").address == "?q=barro&sector=ceramics&sector=crafts"
    assert asked.toggling("sector", "crafts").address == "?q=barro"


def test_what_lies_in_a_place_goes_with_it() -> None:
    asked = read(
        {"country": ["MX", "TN"], "division": ["MX-PUE", "TN-21"], "municipality": ["MX-21140"]}
    )
    without = asked.toggling("country", "MX")
    assert without.query == "country=TN&division=TN-21"
    assert asked.toggling("division", "MX-PUE").query == "country=MX&country=TN&division=TN-21"
