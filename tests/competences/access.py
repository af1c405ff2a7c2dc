"""What each role meets at the addresses of competences."""

from __future__ import annotations

from typing import Any

from hilo.core.text import Text
from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.competences.factories import CompetenceFactory, CompetenceGroupFactory, occasion


def a_competence() -> dict[str, Any]:
    return {"code": CompetenceFactory().code}


def a_group() -> dict[str, Any]:
    return {"code": CompetenceGroupFactory().code}


def an_occasion() -> dict[str, Any]:
    return {"uuid": occasion().uuid}


def for_everybody() -> dict[str, Any]:
    made = occasion(purpose="own", name=Text.of("es", "¿Dónde estoy?"))
    return {"uuid": made.uuid}


def keepers(name: str, **told: Any) -> Row:
    """A page of those who keep the list."""
    given = {"coordinator": OPEN} | told
    return Row(f"competences:{name}", stranger=SIGN_IN, others=REFUSED, **given)


def watchers(name: str, **told: Any) -> Row:
    """A page of those who see what ratings come to."""
    given = {"coordinator": OPEN, "trainer": OPEN} | told
    return Row(f"competences:{name}", stranger=SIGN_IN, others=REFUSED, **given)


ACCESS = [
    Row("competences:competences", stranger=OPEN, others=OPEN),
    Row("competences:competence", kwargs=a_competence, stranger=OPEN, others=OPEN),
    Row(
        "competences:rate",
        kwargs=an_occasion,
        stranger=SIGN_IN,
        coordinator=ELSEWHERE,
        trainer=ELSEWHERE,
        others=HIDDEN,
    ),
    Row("competences:rate", kwargs=for_everybody, stranger=SIGN_IN, others=OPEN),
    Row("competences:mine", stranger=SIGN_IN, others=OPEN),
    keepers("office"),
    keepers("add"),
    keepers("groups"),
    keepers("add_group"),
    keepers("change_group", kwargs=a_group),
    keepers("change", kwargs=a_competence),
    keepers("retire", kwargs=a_competence, method="post", coordinator=ELSEWHERE),
    keepers("take_up", kwargs=a_competence, method="post", coordinator=ELSEWHERE),
    watchers("occasions"),
    watchers("summary", kwargs=an_occasion),
    watchers("gain", kwargs=an_occasion),
    watchers("close", kwargs=an_occasion, method="post", coordinator=ELSEWHERE, trainer=ELSEWHERE),
]
