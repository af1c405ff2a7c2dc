"""The thread at a programme, an indicator, a certificate and a person: what was promised, counted and adopted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.core import registries
from hilo.core.keeping import kept
from hilo.core.prepared import Given, Prepared
from hilo.core.registries import ThreadEnd, ThreadLink
from hilo.credentials.access import ISSUE
from hilo.credentials.models import Achievement, Certificate
from hilo.people import access as people
from hilo.people.models import Person
from hilo.programme import access
from hilo.programme.models import Indicator, Participation, Programme, Result
from hilo.programme.queries import policies
from hilo.ui import reader
from hilo.ui.numerals import figure

# The measures of `credentials`: each counts the holders of certificates.
CERTIFYING = ("certificates_issued", "competences_certified")
MOST = 5

TOLD = ("uuid", "state", "slug", "name")  # of a programme, to say that somebody takes part in it
TAKES_PART = Prepared(
    lambda: (
        Participation.objects.present()
        .filter(person=Given("person"))
        .select_related("programme", "audience")
        .only("programme", "audience", *(f"programme__{name}" for name in TOLD), "audience__name")
        .order_by("joined_at", "pk")
    )
)


def everything() -> None:
    """Enter the registry."""
    registries.thread_links.add(ThreadLink("promise", "programme", leads_to=of_programme))
    registries.thread_links.add(
        ThreadLink("result", "indicator", comes_from=of_indicator, leads_to=to_snapshots)
    )
    registries.thread_links.add(
        ThreadLink("certificates counted", "indicator", comes_from=certificates_counted, order=70)
    )
    for kind in ("certificate", "achievement"):
        registries.thread_links.add(
            ThreadLink(f"indicators of {kind}", kind, leads_to=indicators_of, order=80)
        )
    for kind in ("person", "me"):
        registries.thread_links.add(
            ThreadLink(f"part of {kind}", kind, taken_part_in, reported_by, order=70)
        )


def of_programme(programme: Programme, viewer: Any) -> Iterator[ThreadEnd]:
    """Its outcomes, each with how many outputs lead to it, and the policies that it led to."""
    is_member = people.is_account(viewer)
    key = ("thread of a programme", programme.pk, is_member, *reader.eyes())
    yield from kept(key, lambda: [*_outcomes(programme), *_adopted(programme, is_member)])


def _outcomes(programme: Programme) -> Iterator[ThreadEnd]:
    results = list(programme.results.all())
    chain = reverse("programme:chain", args=[programme.slug])
    for one in results:
        if one.level == Result.Level.OUTCOME:
            outputs = sum(other.above_id == one.pk for other in results)
            said = ngettext("%(count)s output", "%(count)s outputs", outputs)
            remark = said % {"count": figure(outputs)} if outputs else ""
            yield ThreadEnd(_("Outcome"), one.title, chain, remark)


def _adopted(programme: Programme, is_member: bool) -> Iterator[ThreadEnd]:
    count = policies.shown(is_member).filter(programme=programme).count()
    if count:
        said = ngettext("%(count)s measure", "%(count)s measures", count)
        address = f"{reverse('programme:policies')}?programme={programme.slug}"
        yield ThreadEnd(_("Adopted"), said % {"count": figure(count)}, address)


def of_indicator(indicator: Indicator, viewer: Any) -> Iterator[ThreadEnd]:
    """Its programme, and the result for which it is counted."""
    programme = indicator.programme
    yield ThreadEnd(_("Programme"), programme.name, programme.get_absolute_url())
    if indicator.result is not None:
        chain = reverse("programme:chain", args=[programme.slug])
        level = indicator.result.get_level_display()
        yield ThreadEnd(level, indicator.result.title, chain)


def to_snapshots(indicator: Indicator, viewer: Any) -> Iterator[ThreadEnd]:
    """The youngest snapshot in which it stands, as far as the reader may open it."""
    issued = access.snapshots_visible_to(viewer, indicator.programme)
    last = issued.filter(issued_at__gte=indicator.created_at).first()
    if last is not None:
        address = reverse("programme:snapshot", args=[indicator.programme.slug, last.number])
        yield ThreadEnd(_("Snapshot"), str(last), address)


# Certificates and the indicators that count them.


def indicators_of(certified: Certificate | Achievement, viewer: Any) -> Iterator[ThreadEnd]:
    """The indicators that count a certificate, as long as it holds, or certificates of an achievement."""
    if isinstance(certified, Certificate):
        if certified.standing != "valid":
            return
        certified = certified.achievement
    kind, owner = certified.scope
    if kind == "programme":
        seen = access.indicators_visible_to(viewer).filter(programme__uuid=owner)
        for one in seen.filter(measure__in=CERTIFYING).select_related("programme"):
            if counts(one, certified):
                yield ThreadEnd(_("Indicator"), one.title, one.get_absolute_url(), one.code)


def certificates_counted(indicator: Indicator, viewer: Any) -> Iterator[ThreadEnd]:
    """What is certified in the programme and counted here, for those who issue it."""
    programme = indicator.programme
    if indicator.measure not in CERTIFYING:
        return
    if not people.can(viewer, ISSUE, "programme", programme.uuid):
        return
    rows = Achievement.objects.filter(
        template__owner_kind="programme", template__owner=programme.uuid
    )
    for one in rows.order_by("pk"):
        if counts(indicator, one):
            said = one.get_kind_display()
            yield ThreadEnd(_("Certificates"), one.name, one.get_absolute_url(), said)


def counts(indicator: Indicator, achievement: Achievement) -> bool:
    """Whether an indicator of certificates counts all those of `achievement`.

    Of one that counts women, or one region, a certificate alone does not tell that it is in it.
    """
    wanted = indicator.where
    if set(wanted) - {"certificate_kind", "competence"}:
        return False
    if achievement.kind not in wanted.get("certificate_kind", [achievement.kind]):
        return False
    proved = achievement.competences.filter(code__in=wanted.get("competence", ()))
    return "competence" not in wanted or proved.exists()


# A person.


def taken_part_in(person: Person, viewer: Any) -> Iterator[ThreadEnd]:
    """The programmes in which somebody takes part, to themselves and to those who see its people."""
    is_own = people.is_account(viewer) and viewer.person_id == person.pk
    for one in TAKES_PART.rows(person=person.pk):
        programme = one.programme
        if not access.may_know(viewer, programme):
            continue
        if is_own or people.can(viewer, "people.see", "programme", programme.uuid):
            remark = str(one.audience.name) if one.audience else ""
            url = programme.get_absolute_url()
            yield ThreadEnd(_("Programme"), programme.name, url, remark)


def reported_by(person: Person, viewer: Any) -> Iterator[ThreadEnd]:
    """The policies that somebody reported, to themselves alone."""
    if people.is_account(viewer) and viewer.person_id == person.pk:
        for one in policies.reported_by(person.pk)[:MOST]:
            said = one.get_state_display()
            yield ThreadEnd(_("Policy or measure"), one.title, one.get_absolute_url(), said)
