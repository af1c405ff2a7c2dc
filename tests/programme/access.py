"""What each role meets at the addresses of programmes."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from hilo.core import storage
from tests.access import HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.programme.factories import PolicyFactory, ProgrammeFactory


def a_programme() -> dict[str, Any]:
    return {"slug": ProgrammeFactory().slug}


def a_draft() -> dict[str, Any]:
    return {"slug": ProgrammeFactory(state="draft").slug}


def a_policy(**told: Any) -> Any:
    """The words of the address of a policy; verified and public unless told otherwise."""
    return lambda: {"uuid": PolicyFactory(**told).uuid}


def a_policy_with_a_document() -> dict[str, Any]:
    pdf = ContentFile(A_PDF, name="acta.pdf")
    return {"uuid": PolicyFactory(file=storage.keep(pdf, kinds=("document",), by=None)).uuid}


A_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def of_who_tells(name: str, **more: Any) -> Row:
    """A page of whoever reported a policy, and of its coordinators."""
    told = {"kwargs": a_policy(), "stranger": SIGN_IN, "coordinator": OPEN, "others": REFUSED}
    return Row(f"programme:{name}", **told | more)


POLICIES = [
    Row("programme:policies", stranger=OPEN, others=OPEN),
    Row("programme:policy", kwargs=a_policy(), stranger=OPEN, others=OPEN),
    Row("programme:policy", kwargs=a_policy(is_public=False), stranger=HIDDEN, others=OPEN),
    Row(
        "programme:policy",
        kwargs=a_policy(state="reported"),
        stranger=HIDDEN,
        coordinator=OPEN,
        others=HIDDEN,
    ),
    Row("programme:policy_document", kwargs=a_policy_with_a_document, stranger=OPEN, others=OPEN),
    Row("programme:policy_document", kwargs=a_policy(), stranger=HIDDEN, others=HIDDEN),
    Row("programme:report_policy", stranger=SIGN_IN, others=OPEN),
    of_who_tells("edit_policy"),
    of_who_tells("edit_policy", kwargs=a_policy(state="returned"), others=HIDDEN),
    of_who_tells("answer_policy"),
    of_who_tells("report_policy_again"),
    of_who_tells("withdraw_policy"),
    of_who_tells("follow_up_policy"),
    of_who_tells("show_policy", method="post", coordinator=REFUSED),
    Row("programme:office_policies", stranger=SIGN_IN, coordinator=OPEN, others=REFUSED),
]

ACCESS = [
    *POLICIES,
    Row("programme:programmes", stranger=OPEN, others=OPEN),
    Row("programme:programme", kwargs=a_programme, stranger=OPEN, others=OPEN),
    Row("programme:programme", kwargs=a_draft, stranger=HIDDEN, coordinator=OPEN, others=HIDDEN),
]
