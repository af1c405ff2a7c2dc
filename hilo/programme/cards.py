"""Programmes as cards, on this chapter's pages and on the homes of the house."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hilo.programme import queries
from hilo.programme.models import Programme, state_tone
from hilo.programme.words import state_of, where_of


def cards_of(found: Iterable[Programme]) -> list[dict[str, Any]]:
    """What the cards of these programmes show."""
    shown = list(found)
    countries = queries.countries_by_programme(shown)
    return [
        {
            "programme": one,
            "weave": one.slug,
            "kind": where_of(countries[one.uuid]),
            "state": state_of(one),
            "tone": state_tone(one),
        }
        for one in shown
    ]
