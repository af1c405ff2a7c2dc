"""What adopted policies tell the rest of the house about themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext, pgettext

from hilo.core import registries
from hilo.core.keeping import kept
from hilo.core.markdown import plain
from hilo.core.registries import (
    Audience,
    HomeBlock,
    MenuEntry,
    ObjectKind,
    Panel,
    PersonalData,
    Schedule,
    SearchDocument,
    SearchSource,
    ThreadEnd,
    ThreadLink,
    ToDo,
)
from hilo.core.sheets import sheets
from hilo.core.time import today
from hilo.people import access as people
from hilo.programme import access, tasks
from hilo.programme.models import Policy, PolicyStep, Programme
from hilo.programme.panels import policies as panels
from hilo.programme.queries import policies as queries
from hilo.programme.sheets import PoliciesSheet
from hilo.ui.numerals import figure

MOST = 5
# The keys of a person's own copy, as the catalogues know them (see people.archive.word).
WORDS = (
    gettext_noop("what was decided"),
    gettext_noop("who decided"),
    gettext_noop("when"),
    gettext_noop("state"),
    gettext_noop("what it came from"),
    gettext_noop("reported"),
    gettext_noop("what came of it"),
    gettext_noop("said"),
)


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    registries.kinds.add(
        ObjectKind(
            "policy",
            gettext_lazy("Policy or measure"),
            gettext_lazy("Policies and measures"),
            Policy,
            access.policies_visible_to,
            icon="results",
            order=40,
        )
    )
    registries.search_sources.add(
        SearchSource("policy", found, documents, audience=audience_of, entered=entered, order=40)
    )
    sheets.add(PoliciesSheet())
    registries.thread_links.add(ThreadLink("origin of a policy", "policy", comes_from))
    registries.homes.add(
        HomeBlock("policies", gettext_lazy("Policies and measures"), to_do, order=35)
    )
    registries.personal_data.add(REPORTS)
    registries.schedules.add(
        Schedule("programme.policies", tasks.remind_to_follow_up, dt.timedelta(days=1))
    )
    menu()
    on_pages()
    measured()


def menu() -> None:
    """The directory behind the door «results», the queue in the office."""
    registries.menu.add(
        MenuEntry(
            "policies",
            "results",
            gettext_lazy("Policies and measures"),
            "programme:policies",
            order=30,
            sentence=gettext_lazy(
                "What municipalities and other bodies decided afterwards, and what came of it."
            ),
        )
    )
    registries.menu.add(
        MenuEntry(
            "office_policies",
            "office",
            gettext_lazy("Policies and measures"),
            "programme:office_policies",
            lambda viewer: bool(people.scopes_held(viewer, access.VERIFY)),
            order=45,
        )
    )


def on_pages() -> None:
    """Panels on the pages of others."""
    template = "programme/panels/policies.html"
    for kind, show in (
        ("programme", panels.on_programme),
        ("organisation", panels.on_organisation),
        ("place", panels.on_place),
    ):
        registries.panels.add(Panel(f"policies of {kind}", kind, template, show, order=45))
    mine = "programme/panels/my_reports.html"
    registries.panels.add(Panel("own reports", "me", mine, panels.on_me, order=45))


# Search.


def found() -> QuerySet[Policy]:
    return Policy.objects.select_related("place").order_by("pk")


def documents(policy: Policy) -> Iterator[SearchDocument]:
    """One document for each language in which the policy has a title."""
    place = str(policy.place.name) if policy.place else ""
    for language, title in policy.title.texts.items():
        texts = (policy.features, policy.results, policy.came_from)
        body = [plain(text.texts.get(language, "")) for text in texts]
        said = filter(None, [policy.decided_by, place, *body])
        yield SearchDocument(language, title, "\n".join(said))


def audience_of(policy: Policy) -> Audience:
    """Everybody, members, or (not verified) only those whom the guard lets in."""
    if policy.state != Policy.State.VERIFIED:
        return ""
    return "public" if policy.is_public else "members"


def entered(policy: Policy) -> dt.datetime | None:
    """It can be found since it was verified."""
    return policy.verified_at


# The thread.


def comes_from(policy: Policy, viewer: Any) -> Iterator[ThreadEnd]:
    """The programme, and the record that was named when it was reported."""
    programme = policy.programme
    if programme is not None and programme.state != Programme.State.DRAFT:
        yield ThreadEnd(_("Programme"), programme.name, programme.get_absolute_url())
    origin = registries.end_at(policy.origin_kind, policy.origin, viewer)
    if origin is not None:
        yield origin


# What waits for whom.


def to_do(viewer: Any) -> Iterator[ToDo]:
    """Reports to answer and days that have come, for coordinators; questions, for reporters."""
    scopes = people.scopes_of(viewer, access.VERIFY)
    if scopes:
        yield from kept(("policies waiting", scopes, today()), lambda: [*_of_office(scopes)])
    for policy in queries.reported_by(viewer.person_id):
        if policy.state == Policy.State.RETURNED:
            said = _("A coordinator has a question about “%(policy)s”.") % {"policy": policy.title}
            yield ToDo(
                said,
                reverse("programme:report_policy_again", args=[policy.uuid]),
                pgettext("button", "Answer"),
            )
        elif policy.state == Policy.State.VERIFIED and _is_due(policy):
            said = _("What came of “%(policy)s”?") % {"policy": policy.title}
            yield ToDo(said, reverse("programme:follow_up_policy", args=[policy.uuid]), _("Tell"))


def _is_due(policy: Policy) -> bool:
    return policy.follow_up_on is not None and policy.follow_up_on <= today()


def _of_office(scopes: Any) -> Iterator[ToDo]:
    address = reverse("programme:office_policies")
    if count := queries.waiting(scopes):
        said = ngettext(
            "%(count)s reported policy waits for your answer.",
            "%(count)s reported policies wait for your answer.",
            count,
        )
        yield ToDo(
            said % {"count": figure(count)},
            f"{address}?state=reported",
            pgettext("button", "Answer"),
        )
    if count := queries.due(scopes):
        said = ngettext(
            "It is time to ask what came of %(count)s policy.",
            "It is time to ask what came of %(count)s policies.",
            count,
        )
        yield ToDo(said % {"count": figure(count)}, f"{address}?due=due", _("Ask"))


# What a person reported.


def export(person: Any) -> list[dict[str, Any]]:
    """A person's reports, with what they said later, for their own copy."""
    rows = Policy.objects.filter(reported_by=person).order_by("reported_at", "pk")
    return [
        {
            "what_was_decided": str(one.title),
            "who_decided": one.decided_by,
            "when": one.decided_on,
            "state": str(one.get_state_display()),
            "what_it_came_from": str(one.came_from),
            "reported": one.reported_at,
            "said": [step.words for step in one.steps.filter(by=person) if step.words],
            "what_came_of_it": [str(told.words) for told in one.follow_ups.filter(by=person)],
        }
        for one in rows
    ]


def erase(person: Any, at: dt.datetime) -> None:
    """The policy stays; what its reporter said on the way, which may tell who they are, goes."""
    own = PolicyStep.objects.filter(by=person, policy__reported_by=person)
    own.update(words="", language="")
    PolicyStep.objects.filter(by=person).update(by=None)


REPORTS = PersonalData(
    "policies",
    gettext_lazy("Policies and measures you reported"),
    export,
    erase,
    keeps=gettext_lazy("What was decided stays on record, without the name of who reported it."),
    order=45,
)


# What pages cost.


def measured() -> None:
    """Every kind of page of adopted policies, for `bin/hilo bench`."""
    page = registries.measured
    page("policies", "programme:policies")
    page("policies of members", "programme:policies", "member")
    page("policies: two facets", "programme:policies", query="?country=MX&nature=institutional")
    page("policy", "programme:policy", args=a_policy)
    page("policy, for a member", "programme:policy", "member", args=a_policy)
    page("report a policy", "programme:report_policy", "member")
    office = partial(page, role="coordinator", is_whole=True, order=60)
    for part in ("edit_policy", "answer_policy", "withdraw_policy", "follow_up_policy"):
        office(f"policy: {part}", f"programme:{part}", args=a_policy)
    office("office: policies", "programme:office_policies")


def a_policy() -> list[Any]:
    """The public policy that was reported first."""
    return [Policy.objects.public().order_by("pk").values_list("uuid", flat=True)[0]]
