"""The search page: a form, links, hits; what a reader may not see does not exist."""

from __future__ import annotations

import re

import pytest

from hilo.core import search
from hilo.core.search import moves
from hilo.core.text import Text
from hilo.places.models import Place
from tests.places.factories import mexico, municipality
from tests.programme.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


def put(**fields):
    programme = ProgrammeFactory(**fields)
    search.index("programme", programme)
    moves.move_on()  # what a commit does: the words of what is new are learned
    return programme


def look(client, query, language="es"):
    answer = client.get(f"/{language}/search/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_without_words_the_page_says_what_can_be_found(client):
    assert "Accents and small slips do not matter" in look(client, {}, "en")


def test_a_hit_leads_to_its_page_and_shows_why(client):
    programme = put(summary=Text.of("es", "Formación para quien teje."))
    shown = look(client, {"q": "formacion"})
    assert f'href="/es/programmes/{programme.slug}/"' in shown
    assert "<mark>Formación</mark>" in shown


def test_a_slip_is_told(client):
    put(name=Text.of("es", "Constancia"))
    assert "“constancia”" in words(look(client, {"q": "constansia"}, "en"))


def test_a_draft_is_found_by_its_coordinator_alone(client, as_role):
    programme = put(name=Text.of("es", "Xochiquétzal"), state="draft")
    theirs, _account = as_role("coordinator", ("programme", programme.uuid))
    assert programme.slug in look(theirs, {"q": "xochiquetzal"})
    assert programme.slug not in look(client, {"q": "xochiquetzal"})


def test_facets_are_links_that_keep_the_words(client):
    put(name=Text.of("es", "Puebla de los oficios"))
    municipality("21114")
    mexico()
    search.index_many("place", Place.objects.filter(kind="municipality"))
    shown = look(client, {"q": "puebla"}, "en")
    assert 'href="?q=puebla&amp;kind=programme"' in shown
    narrowed = look(client, {"q": "puebla", "kind": "programme"}, "en")
    assert narrowed.count("<mark>") + narrowed.count('class="kind"') >= 1
    assert "/places/" not in narrowed[narrowed.index('class="hits"') : narrowed.index("</ol>")]


def test_a_facet_whose_every_value_has_everything_is_not_offered(client):
    everywhere = Text.of("es", "Telares").with_variant("en", "Looms")
    for _number in range(2):
        put(name=everywhere)
    put(name=Text.of("es", "Barro").with_variant("en", "Clay, barro"))
    put(name=Text.of("es", "Barro"))
    assert "<h2>Language</h2>" not in look(client, {"q": "looms"}, "en")
    assert "<h2>Language</h2>" in look(client, {"q": "barro"}, "en")


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00"},
        {"q": "a" * 5000},
        {"q": "taller", "page": "-1"},
        {"q": "taller", "page": "9" * 30},
        {"q": "taller", "page": "٣"},
        {"q": "taller", "kind": "nonsense"},
        {"q": "taller", "language": "xx", "kind": "<script>"},
        {"q": '"><script>alert(1)</script>'},
    ],
)
def test_odd_requests_are_answered_in_words(client, query):
    put(name=Text.of("es", "Taller"))
    shown = look(client, query)
    assert "<script>alert" not in shown
    assert "<script>" not in shown.replace("<script type", "")


def test_nothing_found_is_no_dead_end(client):
    shown = look(client, {"q": "zzzz"}, "en")
    assert "Nothing matches these words." in words(shown)
    assert 'href="/en/network/"' in shown


def test_the_page_of_results_is_not_indexed(client):
    assert '<meta name="robots" content="noindex, follow">' in look(client, {"q": "taller"})


def test_a_title_in_another_language_says_so(client):
    put(name=Text.of("ar", "حرف النسيج"))
    shown = look(client, {"q": "النسيج"}, "fr")
    assert 'lang="ar" dir="rtl">حرف النسيج' in shown
