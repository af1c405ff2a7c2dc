"""Markdown becomes HTML that cannot harm and that reads right in every direction."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from hilo.core.markdown import plain, render


class Seen(HTMLParser):
    """What a browser would see: tags, names of attributes, addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _value in attrs]
        self.addresses += [value or "" for name, value in attrs if name == "href"]


@pytest.mark.parametrize(
    "poison",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        '<a href="x" onclick="alert(1)">x</a>',
        "![x](https://tracker.example/pixel.png)",
        "<img src=x onerror=alert(1)>",
        "https://a.example/\"onmouseover='x'",
        '[x](https://a.example "\\" onclick=\\"x")',
    ],
)
def test_nothing_harmful_comes_through(poison: str) -> None:
    seen = Seen()
    seen.feed(render(poison))
    assert set(seen.tags) <= {"p", "a"}
    assert set(seen.attributes) <= {"dir", "href", "rel", "title"}
    assert all(address.startswith("https://a.example") for address in seen.addresses)


def test_blocks_find_their_own_direction() -> None:
    assert '<p dir="auto">' in render("مرحبا")
    assert '<li dir="auto">' in render("- uno")


def test_headings_stay_below_those_of_the_page() -> None:
    assert "<h3" in render("# Uno") and "<h4" in render("# Uno\n\n## Dos")
    assert "<h3" in render("### Solo")
    assert "<h2" in render("# Uno", top=2)
    assert "<h6" in render("# a\n\n###### b", top=5)


def test_an_address_becomes_a_link_without_the_full_stop() -> None:
    html = render("Ver https://a.example/x?a=1&b=2.")
    assert '<a href="https://a.example/x?a=1&amp;b=2"' in html and "</a>." in html
    assert render("[https://a.example](https://b.example)").count("<a ") == 1
    assert "<a " not in render("`https://a.example`")


def test_a_picture_leaves_its_name() -> None:
    assert render("![un <telar>](https://a.example/x.png)") == (
        '<p dir="auto">un &lt;telar&gt;</p>\n'
    )


def test_plain_words() -> None:
    assert plain("# Hola\n\n*uno* & <b>dos</b>\n- tres") == "Hola\nuno & <b>dos</b>\ntres"
    assert plain("") == ""


def test_a_deep_nest_is_no_problem() -> None:
    assert len(render(">" * 5000 + " x")) < 20_000


def test_the_corner_of_a_table_is_no_empty_head() -> None:
    html = render("| | Feria |\n|---|---|\n| Qué es | Una vez |")
    assert '<td dir="auto"></td>\n<th dir="auto">Feria</th>' in html
