"""Lessons are rendered safely and tell what they lack (docs/algorithms/lessons.md)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.learning.lessons import Rendered, render, with_files_at
from hilo.learning.materials import File, Material
from hilo.learning.rules.differences import compare

PICTURE = File(
    "taller", "picture", "Taller", "Una alfarera", width=960, height=640, widths=(480, 960)
)
MATERIAL = Material(
    terms={"cabildo": ("cabildo", "El ayuntamiento reunido.")},
    files={
        "taller": PICTURE,
        "mudo": File("mudo", "picture", "Mudo", width=10, height=10),
        "formato": File(
            "formato", "document", "Registro", size=240_000, content_type="application/pdf"
        ),
        "voz": File("voz", "audio", "Entrevista", transcript="Buenos días.", size=3_200_000),
        "cine": File("cine", "link", "Película", link="https://cine.example/1"),
    },
    questions={"presupuesto-3"},
)


def drawn(text: str) -> Rendered:
    return render(text, "en", MATERIAL)


def codes(text: str) -> list[str]:
    return [want.code for want in drawn(text).wants]


@pytest.mark.parametrize(
    "kind", ["aims", "note", "tip", "warning", "example", "exercise", "summary"]
)
def test_call_outs_have_a_name_and_a_title(kind: str) -> None:
    html = drawn(f"::: {kind} Cite el artículo\nSiempre.\n:::").html
    assert f'data-kind="{kind}"' in html and "Cite el artículo" in html and "Siempre." in html


def test_the_largest_heading_stands_below_that_of_the_page() -> None:
    html = drawn("# Uno\n\n## Dos").html
    assert "<h2" in html and "<h3" in html and "<h1" not in html


def test_a_word_of_the_glossary_leads_to_its_meaning_under_the_lesson() -> None:
    html = drawn("El [cabildo](term:cabildo) decide.").html
    assert 'href="#word-cabildo"' in html and 'id="word-cabildo"' in html
    assert html.index("El ayuntamiento reunido.") > html.index("decide.")


def test_a_picture_alone_is_a_figure_with_its_place_kept() -> None:
    html = drawn("![](file:taller)").html
    assert html.startswith("<figure>")
    for part in ('alt="Una alfarera"', 'width="960"', 'height="640"', 'loading="lazy"', "480w"):
        assert part in html


def test_files_can_be_shown_from_another_page() -> None:
    html = with_files_at(drawn("![](file:taller)").html, "/es/courses/a/")
    assert 'src="/es/courses/a/files/taller/"' in html and "../" not in html


def test_a_download_says_its_kind_and_size() -> None:
    assert "Registro (PDF, 240 kB)" in drawn("[Registro](file:formato)").html


def test_a_sound_has_a_player_that_loads_nothing_and_its_transcript() -> None:
    html = drawn("![](file:voz)").html
    assert 'preload="none"' in html and "3.2 MB" in html and "Buenos días." in html


def test_a_film_elsewhere_is_a_link_that_says_so() -> None:
    html = drawn("![](file:cine)").html
    assert '<a href="https://cine.example/1"' in html and "on another site" in html


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("[x](term:nada)", "no_term"),
        ("[x](file:nada)", "no_file"),
        ("![x](file:nada)", "no_file"),
        ("![](file:mudo)", "no_alt"),
        ("![](file:cine)", "no_transcript"),
        ("::: question otra\n:::", "no_question"),
    ],
)
def test_what_is_missing_is_told(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Un texto.",
        "![Otra](file:mudo)",
        "::: question presupuesto-3\n:::",
        "[cabildo](term:cabildo)",
        "![](file:taller)",
    ],
)
def test_nothing_is_missing_where_nothing_is(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://evil.example/spy.png)",
        "<img src=x onerror=alert(1)>",
        "[x](data:text/html,x)",
        "::: tip <b onclick=x>\n:::",
        "[x](file:../../etc)",
    ],
)
def test_nothing_harmful_gets_through(text: str) -> None:
    html = drawn(text).html
    for sign in (
        "<script",
        "<img",
        'javascript:alert(1)"',
        "<b onclick",
        'href="data',
        'href="file',
    ):
        assert sign not in html


@given(st.text(alphabet=st.sampled_from(list('ab:[]()!#>-*|`\n ]<&"term:file')), max_size=120))
def test_whatever_is_written_is_rendered(text: str) -> None:
    html = drawn(text).html
    assert "<script" not in html


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.fate, piece.text) for line in compare(old, new) for piece in line.pieces]


def test_a_changed_word_is_told_within_its_line() -> None:
    assert told("Mida dos veces.", "Mida tres veces.") == [
        ("stays", "Mida "),
        ("went", "dos"),
        ("came", "tres"),
        ("stays", " veces."),
    ]


def test_a_line_more_came_whole() -> None:
    assert told("a\nc", "a\nb\nc") == [("stays", "a"), ("came", "b"), ("stays", "c")]


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_difference_holds_both_texts_sign_for_sign(old: str, new: str) -> None:
    def read(*fates: str) -> str:
        lines = compare(old, new)
        kept = [[p for p in line.pieces if p.fate in fates] for line in lines]
        return "\n".join("".join(p.text for p in pieces) for pieces in kept if pieces)

    assert read("stays", "went").replace("\n", "") == old.replace("\n", "")
    assert read("stays", "came").replace("\n", "") == new.replace("\n", "")
