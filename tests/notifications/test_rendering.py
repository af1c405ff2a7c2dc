"""One source, two forms: plain text and HTML; what people wrote never becomes markup."""

from __future__ import annotations

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as some

from hilo.notifications import links, rendering


def rendered(template: str, **values: object) -> tuple[str, str]:
    shielded = rendering.shield(values, isolate=False)
    source = engines["django"].from_string(
        "{% autoescape off %}" + template + "{% endautoescape %}"
    )
    markdown = source.render(shielded)
    return rendering.as_text(markdown), rendering.as_html(markdown)


def test_paragraphs_headings_lists_and_strong_words() -> None:
    text, html = rendered("Hello **{{ name }}**.\n\n## News\n\n- One\n- Two\n\nBye.", name="Salma")
    assert text == "Hello Salma.\n\nNews\n\n- One\n- Two\n\nBye."
    assert "<strong>Salma</strong>" in html
    assert "<h2 style=" in html
    assert html.count("<li style=") == 2


def test_a_link_is_followed_by_its_address_in_plain_text() -> None:
    url = links.absolute("/es/learn/?a=1&b=2")
    text, html = rendered("- [{{ what }}]({{ url }})", what="Prices, and [more](x)", url=url)
    assert text == f"- Prices, and [more](x)\n  {url}"
    assert 'href="http://127.0.0.1:8000/es/learn/?a=1&amp;b=2"' in html
    assert ">Prices, and [more](x)</a>" in html


@pytest.mark.parametrize(
    "wrote",
    [
        "[win](https://evil.example)",
        "<script>alert(1)</script>",
        "**bold** _it_ `code` # no",
        "https://evil.example/?a=1&b=2",
        "one\n\n## two\n- three",
        "&lt;b&gt; \\* 1. 2)",
    ],
)
def test_what_people_wrote_stays_what_they_wrote(wrote: str) -> None:
    text, html = rendered("{{ wrote }}", wrote=wrote)
    assert text == " ".join(wrote.split())
    assert "<a " not in html
    assert "<script" not in html
    assert "<h2" not in html
    assert "<strong" not in html


@given(some.text(max_size=80))
def test_no_text_makes_markup(wrote: str) -> None:
    _text, html = rendered("{{ wrote }}", wrote=wrote)
    assert html.count("<") in {0, 2}


def test_directions_are_kept_apart_in_arabic() -> None:
    shielded = rendering.shield({"name": "Citlali (Puebla)"}, isolate=True)
    html = rendering.as_html(f"مرحبا {shielded['name']}،")
    assert "<bdi>Citlali (Puebla)</bdi>" in html


def test_private_and_steering_characters_are_dropped() -> None:
    text, _html = rendered("{{ wrote }}", wrote="a\ue03cb\u202ec")
    assert text == "abc"
