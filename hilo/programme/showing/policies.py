"""An adopted policy as its page shows it: facts, what it does, what was asked, what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.core import markdown
from hilo.core.keeping import kept
from hilo.core.text import Shown, Text
from hilo.network import access as network
from hilo.network.models import Organisation
from hilo.places.queries import path_of
from hilo.programme import access
from hilo.programme.models import FollowUp, Policy, PolicyStep, Programme
from hilo.programme.queries import policies as queries
from hilo.ui import calendar, reader
from hilo.ui.components.words import state as pill
from hilo.ui.components.words import text
from hilo.ui.numerals import money

TONES = {"reported": "wait", "returned": "warn", "verified": "ok", "withdrawn": "error"}
STANDINGS = {"in_force": "ok", "changed": "warn", "ended": "error"}
Fact = tuple[Any, Any]


def tone_of(policy: Policy) -> str:
    """The colour that repeats the state."""
    return TONES[policy.state]


def state_of(policy: Policy) -> str:
    return str(Policy.State(policy.state).label)


def state_pill(policy: Policy) -> Any:
    return pill(state_of(policy), tone_of(policy))


def nature_of(policy: Policy) -> str:
    return str(Policy.Nature(policy.nature).label)


def kind_of(policy: Policy) -> str:
    """«Policy or measure · San Pedro Cholula»."""
    place = str(policy.place) if policy.place else ""
    return " · ".join(filter(None, [_("Policy or measure"), place]))


def programme_of(policy: Policy, viewer: Any) -> Programme | None:
    """The programme, unless it is still being prepared and `viewer` may not know of it."""
    programme = policy.programme
    if programme is None or programme.state != Programme.State.DRAFT:
        return programme
    return access.visible_to(viewer).filter(pk=programme.pk).first()


def facts_of(
    policy: Policy, programme: Programme | None, organisation: Organisation | None
) -> list[Fact]:
    """What is known of the policy, as label and value, with what its reader may know of."""
    return [
        (_("Who decided"), format_html("<bdi>{}</bdi>", policy.decided_by)),
        (_("When"), calendar.day(policy.decided_on) if policy.decided_on else ""),
        (_("Where"), place_of(policy)),
        (pgettext("of a policy", "Kind of measure"), nature_of(policy)),
        (_("How far it reaches"), Policy.Scope(policy.scope).label),
        (_("Sectors"), sectors_of(policy)),
        (_("Money"), money_of(policy)),
        (_("Organisation"), _link(organisation)),
        (_("Programme"), _link(programme)),
        (_("Evidence"), evidence_of(policy)),
        (_("Where to read it"), where_to_read(policy)),
    ]


def facts_for_keepers(policy: Policy) -> list[Fact]:
    """What reporter and coordinators know besides."""
    return [
        (_("Reported by"), format_html("<bdi>{}</bdi>", policy.reported_by)),
        (_("Reported on"), day_of(policy.reported_at)),
        (_("Verified on"), day_of(policy.verified_at)),
        (_("Ask again on"), calendar.day(policy.follow_up_on) if policy.follow_up_on else ""),
        (
            _("Once verified, seen by"),
            _("Everybody") if policy.is_public else _("Members of the network"),
        ),
    ]


def day_of(moment: dt.datetime | None) -> str:
    """The day of a moment where the reader is."""
    return calendar.day(timezone.localdate(moment)) if moment else ""


def place_of(policy: Policy) -> SafeString:
    """Where it was decided, from the smaller to the larger."""
    steps = reversed(path_of(policy.place)) if policy.place else ()
    rows = ((one.get_absolute_url(), one) for one in steps)
    return format_html_join(" · ", '<a href="{}"><bdi>{}</bdi></a>', rows)


def sectors_of(policy: Policy) -> SafeString:
    rows = ((one.get_absolute_url(), text(one.name)) for one in policy.sectors.all())
    return format_html_join(" · ", '<a href="{}">{}</a>', rows)


def money_of(policy: Policy) -> SafeString | str:
    if policy.amount is None:
        return ""
    return format_html("<bdi>{}</bdi>", money(policy.amount, policy.currency))


def organisation_of(policy: Policy, viewer: Any) -> Organisation | None:
    """The organisation, if `viewer` may know of it; of a duplicate that was merged, what was kept."""
    found = policy.organisation
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    if found is None or not network.sees_organisation(viewer, found):
        return None
    return found


def _link(thing: Any) -> SafeString | str:
    if thing is None:
        return ""
    return format_html('<a href="{}"><bdi>{}</bdi></a>', thing.get_absolute_url(), thing)


def evidence_of(policy: Policy) -> str:
    """How much of it was seen; nothing before a coordinator has looked."""
    if policy.state != Policy.State.VERIFIED:
        return ""
    return str(Policy.Evidence(policy.evidence).label)


def where_to_read(policy: Policy) -> SafeString:
    """Its address and its document."""
    ways = []
    if policy.evidence_url:
        ways.append((policy.evidence_url, "nofollow noopener", _("Its page elsewhere")))
    if policy.file_id:
        address = reverse("programme:policy_document", args=[policy.uuid])
        ways.append((address, "nofollow", _("Document")))
    return format_html_join(" · ", '<a href="{}" rel="{}">{}</a>', ways)


@dataclass(frozen=True)
class Part:
    """A longer text under its heading."""

    title: str
    shown: Shown
    html: SafeString


def parts_of(policy: Policy) -> list[Part]:
    """What it does, what came of it, where it came from; as far as anything is written."""
    named = (
        (_("Main features"), policy.features),
        (_("Results so far"), policy.results),
        (_("What it came from"), policy.came_from),
    )
    return [part_of(title, written) for title, written in named if written]


def part_of(title: str, written: Text) -> Part:
    shown = written.shown(reader.language())
    return Part(title, shown, markdown.render(shown.value, top=3))


@dataclass(frozen=True)
class Heard:
    """What was heard of it later."""

    pill: Any
    on: Any
    part: Part
    by: Any = None


def heard_of(told: Iterable[FollowUp], *, tells_who: bool) -> list[Heard]:
    """Follow-ups, the youngest first; by whom is for reporter and coordinators."""
    return [
        Heard(
            pill(str(FollowUp.Standing(one.standing).label), STANDINGS[one.standing]),
            one.heard_on,
            part_of("", one.words),
            one.by if tells_who else None,
        )
        for one in told
    ]


def way_of(steps: Iterable[PolicyStep]) -> list[tuple[str, PolicyStep]]:
    """What was done, in words, with what was said."""
    said = {
        "report": pgettext("step of a report", "Reported"),
        "verify": pgettext("step of a report", "Verified"),
        "return": pgettext("step of a report", "Returned with a question"),
        "withdraw": pgettext("step of a report", "Taken back"),
    }
    return [(said.get(step.verb, step.verb), step) for step in steps]


@dataclass(frozen=True)
class Told:
    """What the page says of the policy, written: the longer texts, the facts, what was asked on the way."""

    main: SafeString
    side: SafeString
    way: SafeString
    has_parts: bool


def told_of(policy: Policy, viewer: Any, *, is_keeper: bool) -> Told:
    """The same for everybody who may know as much of it; written once, until anything happens."""
    programme, organisation = programme_of(policy, viewer), organisation_of(policy, viewer)
    named = (programme and programme.pk, organisation and organisation.pk)
    key = ("policy told", policy.pk, policy.version, is_keeper, *named, *reader.eyes())
    return kept(key, lambda: _written(policy, programme, organisation, is_keeper))


def _written(
    policy: Policy,
    programme: Programme | None,
    organisation: Organisation | None,
    is_keeper: bool,
) -> Told:
    parts = parts_of(policy)
    shown = {
        "parts": parts,
        "heard": heard_of(queries.follow_ups_of(policy), tells_who=is_keeper),
        "facts": facts_of(policy, programme, organisation),
        "kept_facts": facts_for_keepers(policy) if is_keeper else [],
    }
    return Told(
        _draw("main", shown),
        _draw("side", shown),
        way_told(policy) if is_keeper else SafeString(),
        bool(parts),
    )


def way_told(policy: Policy) -> SafeString:
    """What was asked and answered, for reporter and coordinators."""
    key = ("way of a policy", policy.pk, policy.version, *reader.eyes())
    return kept(key, lambda: _draw("way", {"way": way_of(queries.steps_of(policy))}))


def _draw(part: str, shown: dict[str, Any]) -> SafeString:
    return render_to_string(f"programme/policies/{part}.html", shown)


def page_of(policy: Policy, viewer: Any) -> dict[str, Any]:
    """What the page shows of the policy itself to `viewer`."""
    is_reporter = access.is_reporter(viewer, policy)
    may_verify = access.may_verify(viewer, policy)
    is_keeper = is_reporter or may_verify
    return {
        "kind": kind_of(policy),
        "state": state_of(policy),
        "tone": tone_of(policy),
        "told": told_of(policy, viewer, is_keeper=is_keeper),
        "is_reporter": is_reporter,
        "may_verify": may_verify,
        "is_keeper": is_keeper,
    }


def question_of(policy: Policy) -> PolicyStep | None:
    """What a coordinator asks now."""
    if policy.state != Policy.State.RETURNED:
        return None
    return next((step for step in queries.steps_of(policy) if step.verb == "return"), None)
