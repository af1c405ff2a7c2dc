"""What each role meets at the addresses of attendance."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from hilo.attendance.services import evidence, excuses, feeds
from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.attendance.factories import a_past_session, a_roster, a_session, expect
from tests.people.factories import AccountFactory


def a_region() -> dict[str, Any]:
    return {"kind": "region", "uuid": a_roster(1).uuid}


def session() -> dict[str, Any]:
    return {"uuid": a_session().uuid}


def over() -> dict[str, Any]:
    return {"uuid": a_past_session().uuid}


def a_feed() -> dict[str, Any]:
    return {"token": feeds.renew(AccountFactory().person, by=None).token}


def an_excuse() -> dict[str, Any]:
    region = a_roster()
    made = a_session(region)
    told = excuses.announce(made, expect(region), reason="Viaje", by=None)
    return {"uuid": made.uuid, "excuse": told.uuid}


def a_scan() -> dict[str, Any]:
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    return {"uuid": evidence.keep(a_session(), ContentFile(pdf, "hoja.pdf"), by=None).uuid}


def keepers(name: str, met: str = OPEN, **told: Any) -> Row:
    """A page of those who keep the list."""
    given: dict[str, Any] = {"coordinator": met, "trainer": met, "kwargs": session} | told
    return Row(f"attendance:{name}", stranger=SIGN_IN, others=REFUSED, **given)


def seen(name: str, **told: Any) -> Row:
    """A page of a session: for those who are expected or keep its list."""
    given: dict[str, Any] = {"coordinator": OPEN, "trainer": OPEN, "kwargs": session} | told
    return Row(f"attendance:{name}", stranger=SIGN_IN, others=HIDDEN, **given)


ACCESS = [
    Row("attendance:here", stranger=SIGN_IN, others=OPEN),
    Row("attendance:mine", stranger=SIGN_IN, others=OPEN),
    Row("attendance:renew_feed", stranger=SIGN_IN, others=ELSEWHERE, method="post"),
    Row("attendance:feed", kwargs=a_feed, stranger=OPEN, others=OPEN),
    seen("session"),
    seen("session_file"),
    seen("absent", coordinator=HIDDEN, trainer=HIDDEN),
    keepers("office", kwargs=dict),
    keepers("scan", kwargs=dict),
    keepers("roster", kwargs=a_region),
    keepers("plan", kwargs=a_region),
    keepers("keep"),
    keepers("change"),
    keepers("cancel"),
    keepers("close", ELSEWHERE, kwargs=over, method="post"),
    keepers("grid"),
    keepers("code", ELSEWHERE, method="post", data={"minutes": "5"}),
    keepers("screen"),
    keepers("decide", kwargs=an_excuse),
    keepers("sheet"),
    keepers("sheet_pdf"),
    keepers("keep_evidence"),
    keepers("evidence", kwargs=a_scan),
    keepers("remove_evidence", ELSEWHERE, kwargs=a_scan, method="post"),
]
