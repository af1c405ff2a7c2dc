"""What each role meets at the addresses of programmes."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from hilo.core import storage
from tests.access import HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.programme.access_indicators import INDICATORS
from tests.programme.access_results import RESULTS
from tests.programme.factories import (
    ActivityFactory,
    AudienceFactory,
    BudgetLineFactory,
    MilestoneFactory,
    PartyFactory,
    PolicyFactory,
    ProgrammeFactory,
    ResultFactory,
    TermFactory,
)


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


def part_of(factory: Any, *names: str) -> Any:
    """The words of the address of something that belongs to a programme."""

    def words() -> dict[str, Any]:
        made = factory()
        return {"slug": made.programme.slug} | {name: getattr(made, name) for name in names}

    return words


def an_identifier() -> dict[str, Any]:
    made = ProgrammeFactory().identifiers.create(scheme="IATI", value="XM-1")
    return {"slug": made.programme.slug, "pk": made.pk}


def a_vocabulary() -> dict[str, Any]:
    made = TermFactory().vocabulary
    return {"slug": made.programme.slug, "code": made.code}


def a_term() -> dict[str, Any]:
    made = TermFactory()
    return {
        "slug": made.vocabulary.programme.slug,
        "code": made.vocabulary.code,
        "term": made.code,
    }


def a_turn() -> dict[str, Any]:
    return {"slug": ProgrammeFactory().slug, "verb": "close"}


def of_keepers(name: str, kwargs: Any = a_programme) -> Row:
    """A page of whoever coordinates the programme."""
    return Row(
        f"programme:{name}", kwargs=kwargs, stranger=SIGN_IN, coordinator=OPEN, others=REFUSED
    )


OFFICE = [
    Row("programme:office_programmes", stranger=SIGN_IN, coordinator=OPEN, others=REFUSED),
    Row("programme:new_programme", stranger=SIGN_IN, coordinator=OPEN, others=REFUSED),
    of_keepers("edit_programme"),
    of_keepers("programme_state"),
    of_keepers("turn_programme", a_turn),
    of_keepers("programme_whole"),
    of_keepers("programme_parties"),
    of_keepers("change_party", part_of(PartyFactory, "pk")),
    of_keepers("remove_party", part_of(PartyFactory, "pk")),
    of_keepers("programme_audiences"),
    of_keepers("change_audience", part_of(AudienceFactory, "uuid")),
    of_keepers("remove_audience", part_of(AudienceFactory, "uuid")),
    of_keepers("programme_tags"),
    of_keepers("programme_vocabularies"),
    *(of_keepers(f"{name}_vocabulary", a_vocabulary) for name in ("programme", "change", "remove")),
    *(of_keepers(f"{name}_term", a_term) for name in ("change", "remove")),
    of_keepers("programme_identifiers"),
    of_keepers("remove_identifier", an_identifier),
    of_keepers("programme_regions"),
]

PLAN = [
    Row("programme:chain", kwargs=a_programme, stranger=OPEN, others=OPEN),
    Row("programme:chain", kwargs=a_draft, stranger=HIDDEN, coordinator=OPEN, others=HIDDEN),
    of_keepers("new_result"),
    of_keepers("edit_result", part_of(ResultFactory, "code")),
    of_keepers("remove_result", part_of(ResultFactory, "code")),
    Row("programme:activities", kwargs=a_programme, stranger=OPEN, others=OPEN),
    Row("programme:activities", kwargs=a_draft, stranger=HIDDEN, coordinator=OPEN, others=HIDDEN),
    of_keepers("new_activity"),
    of_keepers("edit_activity", part_of(ActivityFactory, "code")),
    of_keepers("turn_activity", part_of(ActivityFactory, "code")),
    of_keepers("remove_activity", part_of(ActivityFactory, "code")),
    of_keepers("new_milestone"),
    of_keepers("edit_milestone", part_of(MilestoneFactory, "uuid")),
    of_keepers("remove_milestone", part_of(MilestoneFactory, "uuid")),
    Row(
        "programme:budget",
        kwargs=a_programme,
        stranger=SIGN_IN,
        coordinator=OPEN,
        promoter=OPEN,
        others=REFUSED,
    ),
    of_keepers("new_budget_line"),
    of_keepers("edit_budget_line", part_of(BudgetLineFactory, "uuid")),
    of_keepers("remove_budget_line", part_of(BudgetLineFactory, "uuid")),
]

ACCESS = [
    *INDICATORS,
    *OFFICE,
    *PLAN,
    *POLICIES,
    *RESULTS,
    Row("programme:programmes", stranger=OPEN, others=OPEN),
    Row("programme:programme", kwargs=a_programme, stranger=OPEN, others=OPEN),
    Row("programme:programme", kwargs=a_draft, stranger=HIDDEN, coordinator=OPEN, others=HIDDEN),
]
