"""Components: typed when compiled, said in words, safe, the same in four languages."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from hilo.core.text import Text
from hilo.ui import gallery
from hilo.ui.component import components

PROMISED = (
    *("icon", "heading", "button", "actions", "card", "cards", "panel", "facts", "state", "note"),
    *("empty", "form_fields", "field", "table", "facets", "pages", "search_field", "steps"),
    *("thread", "progress", "chart", "map_of", "weave", "text", "person_name", "ltr", "when"),
    *("day", "number", "share"),
)


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize("name", PROMISED)
def test_the_house_s_tags_are_there(name: str) -> None:
    assert name in components


@pytest.mark.parametrize("component", list(components), ids=lambda one: one.name)
def test_each_component_says_what_it_is_for_and_shows_itself(component) -> None:  # type: ignore[no-untyped-def]
    assert component.sentence.endswith((".", ":")) or component.sentence
    assert component.examples, f"{component.name} has no example"
    for example in component.examples:
        stages = list(gallery.stages(example))
        assert [stage.language for stage in stages] == ["es", "fr", "ar", "en"]
        assert all(stage.content.strip() for stage in stages)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('{% state "Late" tonne="warn" %}', "unexpected keyword argument 'tonne'"),
        ("{% state %}", "did not receive value"),
        ('{% state "Late" "blue" %}', "is not one of"),
        ('{% icon "unicorn" %}', "is not one of"),
        ('{% button "Send" look="shiny" %}', "is not one of"),
        ('{% card "Batna" %}', "Unclosed tag"),
    ],
)
def test_misuse_fails_when_the_template_is_compiled(source: str, complaint: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=complaint):
        Template(source)


def test_what_people_wrote_is_escaped() -> None:
    bad = "<script>alert(1)</script>"
    for source in (
        "{% state bad %}",
        "{% heading bad kind=bad %}{{ bad }}{% endheading %}",
        "{% card bad href=bad kind=bad alt=bad %}{{ bad }}{% endcard %}",
        "{% button bad href=bad %}",
        "{% person_name bad %}{% ltr bad %}{% text bad %}{% secret bad %}",
        "{% note title=bad %}{{ bad }}{% endnote %}{% empty bad action=bad href=bad %}",
    ):
        assert "<script>a" not in rendered(source, bad=bad)


def test_a_text_in_the_reader_s_language_stands_alone() -> None:
    both = Text.of("es", "Vender").with_variant("fr", "Vendre")
    with translation.override("fr"):
        assert rendered("{% text both %}", both=both) == "Vendre"


def test_a_text_in_another_language_says_so_and_keeps_its_direction() -> None:
    shown = rendered("{% text pots %}", pots=Text.of("ar", "أوانٍ"))
    assert 'lang="ar" dir="rtl"' in shown
    assert "Arabic" in shown


def test_the_steps_before_can_be_gone_back_to_and_the_later_ones_cannot() -> None:
    items = [("You", "/you"), ("Firm", "/firm"), ("Send", "/send")]
    shown = rendered("{% steps items 1 %}", items=items)
    assert 'href="/you"' in shown
    assert "/firm" not in shown
    assert "/send" not in shown
    assert 'aria-label="Step 2 of 3"' in shown


def test_an_empty_thread_says_so_at_both_ends() -> None:
    shown = rendered('{% thread nothing "Here" nothing %}')
    assert "Nothing is recorded before this." in shown
    assert "Nothing has come of this yet." in shown


def test_turning_signs_are_marked_for_arabic() -> None:
    assert "data-turns" in rendered('{% icon "onward" %}')
    assert "data-turns" not in rendered('{% icon "search" %}')
