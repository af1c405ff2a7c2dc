"""Policies and measures: two public facts of Paralelo 9 MX, and invented ones in every state.

Each has an identity made of its key, so that loading twice changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import translation

from hilo.core.text import Text
from hilo.network.enums import OrganisationKind
from hilo.network.models import Organisation, Sector
from hilo.people.models import Account, Person
from hilo.places.models import Place
from hilo.programme.models import Participation, Policy, Programme
from hilo.programme.services import policies as services
from hilo.site.demonstration import files
from hilo.site.demonstration.furnish import LANGUAGES, moment, text

Told = Mapping[str, Any]


def load(day: dt.date) -> str:
    """Report, answer and follow up what `policies.toml` tells; answers how many are new."""
    told = files.policies()
    new = sum(_policy(one, told["note"], day) for one in told["policy"])
    return f"{new} policies"


@transaction.atomic
def _policy(told: Told, notes: Told, day: dt.date) -> bool:
    """One policy with what was asked and heard of it; answers whether it is new."""
    if Policy.objects.filter(uuid=identity(told["key"])).exists():
        return False
    reporter = _reporter(told)
    coordinator = Account.objects.get(email=told["coordinator"])
    with translation.override(told["original"]):
        policy = _reported(told, notes, reporter, day)
        for step in told.get("step", ()):
            _step(policy, step, coordinator, reporter, day)
        for heard in told.get("heard", ()):
            _heard(policy, heard, told["original"], reporter, day)
    return True


def identity(key: str) -> UUID:
    """The same policy has the same UUID in every demonstration."""
    return uuid5(NAMESPACE_URL, f"https://hilo.example/policies/{key}")


def _reporter(told: Told) -> Person:
    """Somebody to sign in as, or the nth person of the programme who has come."""
    named = told["reporter"]
    if isinstance(named, str):
        return Account.objects.get(email=named).person
    seats = Participation.objects.present().arrived().filter(programme__slug=told["programme"])
    return seats.select_related("person").order_by("person_id")[named].person


def _reported(told: Told, notes: Told, reporter: Person, day: dt.date) -> Policy:
    place = Place.objects.get(code=told["place"])
    policy = services.report(
        by=getattr(reporter, "account", None),
        person=reporter,
        is_told=not told.get("step"),
        uuid=identity(told["key"]),
        programme=Programme.objects.get(slug=told["programme"]),
        organisation=_department(place),
        place=place,
        title=text(told["title"], told["original"]),
        decided_by=told["decided_by"][told["original"]],
        decided_on=day + dt.timedelta(days=told["decided"]) if "decided" in told else None,
        features=_features(told, notes),
        results=_text(told, "results"),
        came_from=_text(told, "came_from"),
        amount=Decimal(told["amount"]) if "amount" in told else None,
        currency=told.get("currency", ""),
        sectors=Sector.objects.filter(slug__in=told["sectors"]),
        **{name: told[name] for name in ("nature", "scope", "is_public")},
    )
    _happened(policy, day + dt.timedelta(days=told["reported"]), "reported_at")
    return policy


def _department(place: Place) -> Organisation | None:
    """The page of the town in the directory, where it has one."""
    towns = Organisation.objects.standing().filter(kind=OrganisationKind.MUNICIPALITY, place=place)
    return towns.order_by("pk").first()


def _text(told: Told, name: str) -> Text:
    return text(told[name], told["original"]) if name in told else Text()


def _features(told: Told, notes: Told) -> Text:
    """What it does, with what is true of it and what is invented."""
    is_real, written = told.get("is_real"), told.get("features", {})
    languages = [one for one in LANGUAGES if one in written] or [told["original"]]
    said = {}
    for language in languages:
        body, note = written.get(language, ""), notes["real" if is_real else "invented"][language]
        said[language] = "\n\n".join(filter(None, [body, note] if is_real else [note, body]))
    return text(said, told["original"])


def _step(policy: Policy, step: Told, coordinator: Account, reporter: Person, day: dt.date) -> None:
    on, words = day + dt.timedelta(days=step["on"]), step["words"]
    if step["verb"] == "verify":
        again = day + dt.timedelta(days=step["again"])
        services.verify(
            policy, by=coordinator, evidence=step["evidence"], words=words, follow_up_on=again
        )
        _happened(policy, on, "verified_at")
    elif step["verb"] == "return":
        services.send_back(policy, by=coordinator, words=words)
    elif step["verb"] == "withdraw":
        services.withdraw(policy, by=coordinator, words=words)
    else:
        services.report_again(policy, by=getattr(reporter, "account", None), words=words)
    _happened(policy, on)


def _heard(policy: Policy, heard: Told, original: str, reporter: Person, day: dt.date) -> None:
    services.follow_up(
        policy,
        by=getattr(reporter, "account", None),
        person=reporter,
        standing=heard["standing"],
        words=text(heard["words"], original),
        heard_on=day + dt.timedelta(days=heard["on"]),
        follow_up_on=policy.follow_up_on,
    )


def _happened(policy: Policy, on: dt.date, field: str = "") -> None:
    """Let the last step have been on its day instead of now."""
    at = moment(on, 11)
    if field:
        Policy.objects.filter(pk=policy.pk).update(**{field: at})
        setattr(policy, field, at)
    last = policy.steps.order_by("-pk").first()
    if last is not None:
        policy.steps.filter(pk=last.pk).update(at=at)
