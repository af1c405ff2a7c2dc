"""The first coordinator: each answer is judged where it is given, and asked for again."""

from __future__ import annotations

import sys

import pytest
from django.core.management import CommandError, call_command

from hilo.people.models import Account, Person
from tests.people.factories import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def types(monkeypatch):
    """Type these answers, one after another; answers the questions that were asked."""

    def type_(*answers: str) -> list[str]:
        waiting, asked = list(answers), []
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(
            "builtins.input", lambda words: (asked.append(words), waiting.pop(0))[1]
        )
        call_command("people", "first-coordinator")
        assert not waiting
        return asked

    return type_


def test_a_wrong_answer_is_explained_and_asked_for_again(types, capsys):
    AccountFactory(email="taken@hilo.example")
    asked = types(
        *("rosa", "rosa@elsewhere.org", "taken@hilo.example", "Rosa@hilo.example"),
        *("", "Rosa"),
        "",
        *("nah", "ar"),
    )
    said = capsys.readouterr().out
    assert [words.split()[0] for words in asked] == [
        *["E-mail"] * 4,
        *["Given"] * 2,
        "Family",
        *["Their"] * 2,
    ]
    assert "Enter a valid email address." in said
    assert "it only writes to invented addresses" in said
    assert "already has this address" in said
    assert "This field cannot be blank." in said
    assert "«nah»: write one of es, fr, ar, en." in said
    person = Account.objects.get(email="rosa@hilo.example").person
    assert (person.given_name, person.family_name, person.language) == ("Rosa", "", "ar")


def test_nothing_said_is_the_language_of_the_house(types, settings):
    types("rosa@hilo.example", "Rosa", "Luna", "")
    assert Person.objects.get(given_name="Rosa").language == settings.LANGUAGE_CODE


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--email", "rosa"], "--email «rosa»: Enter a valid email address."),
        (["--email", "rosa@hilo.example"], "--given-name: This field cannot be blank."),
    ],
)
def test_where_nobody_can_be_asked_it_ends_in_a_sentence(monkeypatch, words, sentence):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(CommandError, match=f"^{sentence}$"):
        call_command("people", "first-coordinator", *words)
    assert not Person.objects.exists()
