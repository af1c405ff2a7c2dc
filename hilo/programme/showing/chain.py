"""The results chain as a picture that is a list: cards that lead from left to right, or one below the other."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from hilo.programme.models import Activity, Programme
from hilo.programme.rules.levels import UPWARD, Branch
from hilo.programme.showing.activities import state_in_words

BELOW = {above: level for level, above in UPWARD.items()}


def drawn(programme: Programme, branches: list[Branch], may_edit: bool) -> str:
    """The whole chain, written."""
    shown = {"branches": [branch_of(programme, one, may_edit) for one in branches]}
    return render_to_string("programme/chain/branches.html", shown) if branches else ""


def branch_of(programme: Programme, branch: Branch, may_edit: bool) -> dict[str, Any]:
    """One result with what hangs on it, and the ways to change it where the reader may."""
    result = branch.result
    return {
        "result": result,
        "level": result.get_level_display(),
        "activities": [activity_of(programme, one) for one in result.activities.all()],
        "indicators": [indicator_of(programme, one) for one in result.indicators.all()],
        "below": [branch_of(programme, one, may_edit) for one in branch.below],
        "edit": _edit(programme, result) if may_edit else "",
        "add": _add(programme, result) if may_edit and result.level in BELOW else "",
    }


def activity_of(programme: Programme, activity: Activity) -> dict[str, Any]:
    words, tone = state_in_words(activity)
    address = reverse("programme:activities", args=[programme.slug])
    href = f"{address}#{activity.uuid}"
    return {
        "title": activity.title,
        "code": activity.code,
        "state": words,
        "tone": tone,
        "href": href,
    }


def indicator_of(programme: Programme, indicator: Any) -> dict[str, Any]:
    try:
        href = reverse("programme:indicator", args=[programme.slug, indicator.code])
    except NoReverseMatch:
        href = ""
    return {"title": indicator.title, "code": indicator.code, "href": href}


def _edit(programme: Programme, result: Any) -> str:
    return reverse("programme:edit_result", args=[programme.slug, result.code])


def _add(programme: Programme, result: Any) -> str:
    return f"{reverse('programme:new_result', args=[programme.slug])}?below={result.code}"
