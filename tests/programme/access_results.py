"""What each role meets at the addresses of results: dashboards, records, snapshots."""

from __future__ import annotations

from typing import Any

from hilo.programme.services import snapshots
from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.people.factories import account_as
from tests.programme.factories import IndicatorFactory, ProgrammeFactory
from tests.programme.results import TODAY, measured

KEPT: dict[str, Any] = {"stranger": SIGN_IN, "coordinator": OPEN, "others": REFUSED}


def a_programme() -> dict[str, Any]:
    return {"slug": ProgrammeFactory().slug}


def a_draft() -> dict[str, Any]:
    return {"slug": ProgrammeFactory(state="draft").slug}


def a_counted_indicator() -> dict[str, Any]:
    one = measured(ProgrammeFactory(), "1")
    return {"slug": one.programme.slug, "code": one.code}


def a_declared_indicator() -> dict[str, Any]:
    one = IndicatorFactory()
    return {"slug": one.programme.slug, "code": one.code}


def a_snapshot(**told: Any) -> Any:
    def words() -> dict[str, Any]:
        programme = IndicatorFactory().programme
        said = {"title": "Informe", "signed": "Amal", "as_of": TODAY, "is_public": True} | told
        one = snapshots.issue(programme, by=account_as("coordinator"), **said)
        return {"slug": programme.slug, "number": one.number}

    return words


RESULTS = [
    Row("programme:results", stranger=OPEN, others=OPEN),
    Row("programme:dashboard", kwargs=a_programme, stranger=OPEN, others=OPEN),
    Row("programme:dashboard", kwargs=a_draft, stranger=HIDDEN, coordinator=OPEN, others=HIDDEN),
    Row(
        "programme:count_now",
        kwargs=a_programme,
        **KEPT | {"coordinator": ELSEWHERE},
        method="post",
    ),
    Row("programme:records", kwargs=a_counted_indicator, **KEPT, promoter=OPEN),
    Row("programme:records", kwargs=a_declared_indicator, **KEPT, promoter=OPEN),
    Row("programme:snapshots", kwargs=a_programme, stranger=OPEN, others=OPEN),
    Row("programme:issue_snapshot", kwargs=a_programme, **KEPT),
    Row("programme:snapshot", kwargs=a_snapshot(), stranger=OPEN, others=OPEN),
    Row(
        "programme:snapshot",
        kwargs=a_snapshot(is_public=False),
        stranger=HIDDEN,
        coordinator=OPEN,
        promoter=OPEN,
        others=HIDDEN,
    ),
    Row("programme:compare_snapshots", kwargs=a_programme, **KEPT, promoter=OPEN),
]
