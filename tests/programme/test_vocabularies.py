"""Own vocabularies of a programme: kept by its coordinator, borne by what it serves, activities and indicators."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hilo.core.text import Text
from hilo.programme import vocabularies, whole
from hilo.programme.models import OwnTerm, OwnVocabulary
from hilo.programme.services import tags
from hilo.programme.services import vocabularies as services
from hilo.programme.services.programmes import ProgrammeIsArchived
from tests.formreading import form_with
from tests.programme.factories import (
    ActivityFactory,
    IndicatorFactory,
    ProgrammeFactory,
    TermFactory,
    VocabularyFactory,
)

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]


def address(name: str, *args: str) -> str:
    return reverse(f"programme:{name}", args=args)


def test_a_coordinator_keeps_a_vocabulary_with_its_terms(as_role: AsRole) -> None:
    programme = ProgrammeFactory()
    client = as_role("coordinator", ("programme", programme.uuid))[0]
    client.post(
        address("programme_vocabularies", programme.slug),
        {"code": "themes", "name-es": "Temas", "name-fr": "Thèmes", "name-original": "es"},
    )
    made = programme.vocabularies.get()
    assert made.name.texts == {"es": "Temas", "fr": "Thèmes"}
    there = address("programme_vocabulary", programme.slug, "themes")
    client.post(there, {"code": "T1", "label-es": "Barro"})
    assert "Barro" in client.get(there).content.decode()
    term = address("change_term", programme.slug, "themes", "T1")
    shown = form_with("version", client.get(term).content.decode())
    client.post(term, shown | {"label-es": "Textil"})
    assert str(made.terms.get()) == "T1 Textil"
    client.post(address("remove_term", programme.slug, "themes", "T1"))
    client.post(address("remove_vocabulary", programme.slug, "themes"))
    assert not OwnVocabulary.objects.exists()


def test_a_short_name_or_code_that_is_taken_is_a_sentence(as_role: AsRole) -> None:
    term = TermFactory(code="T1")
    slug = term.vocabulary.programme.slug
    client = as_role("coordinator")[0]
    for code in ("themes", "sdg"):
        said = client.post(
            address("programme_vocabularies", slug), {"code": code, "name-es": "Otra"}
        ).content.decode()
        assert "has this short name. Choose another." in said and "Otra" in said
    said = client.post(
        address("programme_vocabulary", slug, "themes"), {"code": "T1", "label-es": "Otro"}
    ).content.decode()
    assert "Another term of this vocabulary has this code" in said and "Otro" in said


def test_the_programme_serves_its_own_words_too(client: Client, as_role: AsRole) -> None:
    term = TermFactory(code="T1")
    programme = term.vocabulary.programme
    keeper = as_role("coordinator")[0]
    form = keeper.get(address("programme_tags", programme.slug)).content.decode()
    assert "T1 Oficios del barro" in form
    tags.set_tags(programme, [("themes", "T1", None)], by=None)
    said = client.get(programme.get_absolute_url()).content.decode()
    assert "Temas" in said and "T1 Oficios del barro" in said


def test_activities_and_indicators_are_sorted_by_them(as_role: AsRole) -> None:
    term = TermFactory(code="T1")
    programme = term.vocabulary.programme
    activity = ActivityFactory(programme=programme, code="A1")
    indicator = IndicatorFactory(programme=programme, code="1")
    keeper = as_role("coordinator")[0]
    for name, thing in (("edit_activity", activity), ("edit_indicator", indicator)):
        there = address(name, programme.slug, thing.code)
        form = form_with("code", keeper.get(there).content.decode())
        typed = form | {"tags": ["themes:T1"]}
        assert keeper.post(there, typed).status_code == 302, name
        thing.refresh_from_db()
        assert thing.tags == ["themes:T1"]
    for there in (address("activities", programme.slug), indicator.get_absolute_url()):
        assert "Oficios del barro" in keeper.get(there).content.decode()


def test_without_own_words_no_form_asks_for_them(as_role: AsRole) -> None:
    activity = ActivityFactory(code="A1")
    keeper = as_role("coordinator")[0]
    said = keeper.get(address("edit_activity", activity.programme.slug, "A1")).content.decode()
    assert "own words" not in said


def test_what_is_borne_stays() -> None:
    term = TermFactory(code="T1")
    vocabulary = term.vocabulary
    ActivityFactory(programme=vocabulary.programme, code="A1", tags=["themes:T1"])
    tags.set_tags(vocabulary.programme, [("themes", "T1", None)], by=None)
    with pytest.raises(services.TermIsUsed, match="2 things are sorted by it"):
        services.remove_term(term, by=None)
    with pytest.raises(services.TermIsUsed):
        services.remove(vocabulary, by=None)
    assert OwnTerm.objects.exists()


def test_a_term_of_another_programme_is_none_of_ours() -> None:
    theirs = TermFactory(code="T1").vocabulary.programme
    ours = ProgrammeFactory()
    assert "themes" not in vocabularies.of(ours)
    with pytest.raises(tags.UnknownTag):
        tags.set_tags(ours, [("themes", "T1", None)], by=None)
    assert VocabularyFactory(programme=ours).programme != theirs


def test_nothing_of_an_archived_programme_changes() -> None:
    programme = ProgrammeFactory(state="archived")
    vocabulary = VocabularyFactory(programme=programme)
    with pytest.raises(ProgrammeIsArchived):
        services.add_term(vocabulary, code="T1", label=Text.of("es", "Barro"), by=None)


def test_they_go_along_when_a_programme_is_handed_over(as_role: AsRole) -> None:
    term = TermFactory(code="T1")
    with whole.written(term.vocabulary.programme, as_role("coordinator")[1]) as written:
        file = zipfile.ZipFile(io.BytesIO(written.read()))
    assert json.loads(file.read("json/vocabularies.json"))[0]["code"] == "themes"
    assert json.loads(file.read("json/terms.json"))[0]["code"] == "T1"
