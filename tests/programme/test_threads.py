"""The thread at a programme and at an indicator: nothing is drawn that is not recorded."""

from __future__ import annotations

import pytest

from hilo.core.registries import thread_of
from hilo.core.text import Text
from hilo.programme.models import Indicator, Result
from tests.people.factories import AccountFactory
from tests.programme.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_a_programme_without_promises_leads_to_nothing() -> None:
    assert thread_of("programme", ProgrammeFactory(), AccountFactory()) == ([], [])


def test_a_programme_leads_to_its_outcomes_and_an_indicator_comes_from_them() -> None:
    programme = ProgrammeFactory()
    told = {"programme": programme}
    outcome = Result.objects.create(level="outcome", code="1", title=Text.of("es", "Saber"), **told)
    Result.objects.create(
        level="output", code="1.1", title=Text.of("es", "Curso"), above=outcome, **told
    )
    one = Indicator.objects.create(
        code="1a", title=Text.of("es", "Personas"), result=outcome, **told
    )
    _back, forth = thread_of("programme", programme, AccountFactory())
    assert [(str(end.title), end.remark) for end in forth] == [("Saber", "1 output")]
    back, _forth = thread_of("indicator", one, AccountFactory())
    assert [str(end.title) for end in back] == [str(programme.name), "Saber"]
