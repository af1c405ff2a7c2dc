"""Lists of adopted policies: the directory that everybody sees, and the queue of the office."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hilo.core.access import open_to_all
from hilo.core.sheets import sheets
from hilo.core.time import today
from hilo.people import access as people
from hilo.places.facets import COUNTRY, DIVISION, RegionFacet, place_names, region_names
from hilo.programme import access
from hilo.programme.models import Policy, Programme
from hilo.programme.queries import policies as queries
from hilo.programme.showing import policies as showing
from hilo.ui.lists import Facet, ListPage
from hilo.ui.sheets.addresses import sheet_address
from hilo.ui.tables import Column

# A programme that is still being prepared is nobody's business yet.
PROGRAMME = Case(
    When(~Q(programme__state=Programme.State.DRAFT), then=F("programme__slug")),
    default=Value(""),
    output_field=CharField(),
)
DUE = {
    "due": gettext_lazy("It is time to ask"),
    "later": gettext_lazy("Later"),
    "no": gettext_lazy("Not planned"),
}


def programme_names(slugs: Collection[Any]) -> Mapping[Any, str]:
    """The short names of programmes, by their addresses."""
    rows = Programme.objects.filter(slug__in=slugs)
    return {one.slug: one.acronym or str(one.name) for one in rows}


def known_programme(policy: Policy) -> str:
    """The programme, unless it is still being prepared."""
    programme = policy.programme
    if programme is None or programme.state == Programme.State.DRAFT:
        return ""
    return programme.acronym or str(programme.name)


TITLE = Column(
    "title",
    gettext_lazy("What was decided"),
    lambda one: one.title,
    href=lambda one: one.get_absolute_url(),
    is_row_name=True,
)
DECIDED_BY = Column("decided_by", gettext_lazy("Who decided"), lambda one: one.decided_by)
PLACE = Column("place", gettext_lazy("Where"), lambda one: one.place)
DECIDED_ON = Column(
    "decided",
    gettext_lazy("When"),
    lambda one: one.decided_on,
    is_sortable=True,
    order=("decided_on",),
)
NATURE = Column(
    "nature", pgettext_lazy("of a policy", "Kind of measure"), lambda one: showing.nature_of(one)
)
FOR_PROGRAMME = Column("programme", gettext_lazy("Programme"), known_programme)
REPORTER = Column("reporter", gettext_lazy("Reported by"), lambda one: one.reported_by)
FACETS = (
    Facet("programme", gettext_lazy("Programme"), "known_programme", labels=programme_names),
    Facet(
        "nature",
        pgettext_lazy("of a policy", "Kind of measure"),
        "nature",
        labels=dict(Policy.Nature.choices),
    ),
    Facet("country", gettext_lazy("Country"), "country", labels=place_names),
    Facet("division", gettext_lazy("State or province"), "division", labels=place_names, most=8),
    RegionFacet("region", gettext_lazy("Region"), "", labels=region_names, most=9),
    Facet("year", gettext_lazy("Year"), "year"),
)
# What a downloaded list has besides.
MORE = (
    Column("scope", gettext_lazy("How far it reaches"), lambda one: one.get_scope_display()),
    Column("features", gettext_lazy("Main features"), lambda one: one.features),
    Column("results", gettext_lazy("Results so far"), lambda one: one.results),
    Column("came_from", gettext_lazy("What it came from"), lambda one: one.came_from),
    Column("amount", gettext_lazy("Money"), lambda one: one.amount, is_numeric=True),
    Column("currency", gettext_lazy("Currency"), lambda one: one.currency),
    Column("evidence", gettext_lazy("Evidence"), lambda one: one.get_evidence_display()),
    Column("evidence_url", gettext_lazy("Link to it"), lambda one: one.evidence_url),
)


class Policies(ListPage):
    """What both lists share."""

    search_in = ("folded",)
    search_label = gettext_lazy("Search by title or who decided")
    on_phone = "cards"
    also_downloaded: Sequence[Column] = MORE

    def described(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`rows` with what the facets ask."""
        return rows.annotate(
            known_programme=PROGRAMME,
            country=COUNTRY,
            division=DIVISION,
            year=ExtractYear("decided_on"),
        )

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("place", "programme", "reported_by")

    def counted(self, total: Any) -> str:
        words = ngettext(
            "%(total)s policy or measure", "%(total)s policies and measures", total.count
        )
        return words % {"total": total}


class PolicyList(Policies):
    """Everything verified that this reader may see."""

    title = gettext_lazy("Policies and measures")
    lead = gettext_lazy(
        "What municipalities and other bodies decided after people learned and met here, and what "
        "came of it. Each was looked at by a coordinator."
    )
    template_name = "programme/policies/list.html"
    sort = "-decided"
    columns = (TITLE, DECIDED_BY, PLACE, DECIDED_ON, NATURE, FOR_PROGRAMME)
    facets = FACETS
    empty = gettext_lazy(
        "No policy or measure is shown here yet. Whoever knows of one that was adopted reports it; "
        "a coordinator looks at it, and then it stands here."
    )

    def permit(self) -> None:
        self.is_member = people.is_account(self.request.user)

    def rows(self) -> QuerySet[Any]:
        return self.described(queries.shown(self.is_member))

    def bearing(self) -> Hashable:
        return ("policies", self.is_member)


class OfficePolicyList(Policies):
    """Everything in reach of the reader's role, what waits for an answer first."""

    title = gettext_lazy("Policies and measures")
    layout = "ui/office.html"
    template_name = "programme/policies/office.html"
    order = ("rank", "reported_at")
    columns = (
        replace(TITLE, href=lambda one: where_to_work(one)),
        Column("state", gettext_lazy("State"), lambda one: showing.state_pill(one)),
        DECIDED_BY,
        PLACE,
        FOR_PROGRAMME,
        Column(
            "reported",
            gettext_lazy("Reported on"),
            lambda one: timezone.localdate(one.reported_at),
            is_sortable=True,
            order=("reported_at",),
        ),
        Column(
            "again",
            gettext_lazy("Ask again on"),
            lambda one: one.follow_up_on,
            is_sortable=True,
            order=("follow_up_on",),
        ),
    )
    also_downloaded = (DECIDED_ON, NATURE, REPORTER, *MORE)
    facets = (
        Facet("state", gettext_lazy("State"), "state", labels=dict(Policy.State.choices)),
        Facet("due", gettext_lazy("Ask again"), "due", labels=DUE),
        *FACETS,
        Facet(
            "evidence", gettext_lazy("Evidence"), "evidence", labels=dict(Policy.Evidence.choices)
        ),
    )
    empty = gettext_lazy(
        "Nobody has reported a policy or measure in your reach yet. You can report one yourself, or "
        "bring several in by a sheet."
    )

    def permit(self) -> None:
        self.scopes = people.require_anywhere(self.request.user, access.VERIFY)

    def rows(self) -> QuerySet[Any]:
        rows = self.described(access.policies_kept_by(self.request.user))
        return rows.annotate(rank=RANK, due=due_now())

    def tone(self, row: Any) -> Any:
        return "wait" if row.state == Policy.State.REPORTED else ""

    def bearing(self) -> Hashable:
        return ("office policies", self.scopes, today())

    def context(self) -> Mapping[str, Any]:
        """The way to the sheet that this reader may use: of everywhere, or of their programme."""
        scopes = list(sheets.get("policies").scopes_for(self.request.user))
        return {"sheet": sheet_address("policies", scopes[0]) if scopes else ""}


def where_to_work(policy: Policy) -> str:
    """What waits is answered; the rest is read."""
    if policy.state == Policy.State.REPORTED:
        return reverse("programme:answer_policy", args=[policy.uuid])
    return policy.get_absolute_url()


RANK = Case(
    When(state=Policy.State.REPORTED, then=Value(0)),
    When(state=Policy.State.RETURNED, then=Value(1)),
    When(state=Policy.State.VERIFIED, then=Value(2)),
    default=Value(3),
)


def due_now() -> Case:
    """Whether the day to ask again has come."""
    is_verified = Q(state=Policy.State.VERIFIED)
    return Case(
        When(is_verified & Q(follow_up_on__lte=today()), then=Value("due")),
        When(is_verified & Q(follow_up_on__isnull=False), then=Value("later")),
        default=Value("no"),
        output_field=CharField(),
    )


policies = open_to_all(PolicyList.as_view())
office_policies = OfficePolicyList.as_view()
