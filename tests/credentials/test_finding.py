"""Certificates in the search: for their holder and those who issue them; public by their code alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from hilo.core import search
from hilo.core.time import now
from hilo.credentials.rules import codes
from hilo.credentials.services import holders
from tests.credentials.factories import TemplateFactory, a_certificate
from tests.people.factories import AccountFactory, account_as

pytestmark = pytest.mark.django_db


def found(words: str, viewer: Any) -> list[Any]:
    return [hit.object for hit in search.search(words, viewer, language="es").hits]


def test_holders_and_those_who_issue_find_it_and_nobody_else() -> None:
    holder, issuer = AccountFactory(), account_as("coordinator")
    made = a_certificate(holder.person)
    for words in (made.number, codes.shown(made.code), made.content["achievement"]):
        assert found(words, holder) == [made], words
        assert found(words, issuer) == [made], words
        assert found(words, AccountFactory()) == []
        assert found(words, AnonymousUser()) == []
    assert made in found(made.holder, issuer)


def test_who_issues_elsewhere_does_not_find_it() -> None:
    made, other = a_certificate(), TemplateFactory()
    account = account_as("coordinator", ("programme", other.uuid))
    assert found(made.number, account) == []


def test_once_its_holder_has_left_it_is_found_no_more() -> None:
    holder, issuer = AccountFactory(), account_as("coordinator")
    made = a_certificate(holder.person)
    holders.erase(holder.person, now())
    assert found(made.number, issuer) == []
    search.rebuild(["certificate"])
    assert found(made.number, issuer) == []
