"""What can be done with a course now: its name, the question, what follows from it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.learning.models import Course

VERBS = ("publish", "submit", "send_back", "retire", "take_up_again")


def possible(course: Course, *, may_publish: bool) -> list[dict[str, Any]]:
    """The verbs that are open now to somebody who writes the course, or may publish it."""
    return [
        turn_of(course, verb)
        for verb in VERBS
        if (may_publish or verb == "submit") and is_possible(course, verb)
    ]


def is_possible(course: Course, verb: str) -> bool:
    if verb == "retire":
        return course.is_offered
    if verb == "take_up_again":
        return course.retired_at is not None
    return course.can(verb)


def turn_of(course: Course, verb: str) -> dict[str, Any]:
    name, question, what = _words()[verb]
    return {
        "verb": verb,
        "name": name,
        "question": question,
        "what": what,
        "href": reverse("learning:turn_course", args=[course.slug, verb]),
        "look": {"retire": "danger", "publish": "main"}.get(verb, "quiet"),
        "is_possible": is_possible(course, verb),
    }


def _words() -> dict[str, tuple[str, str, str]]:
    return {
        "submit": (
            _("Ask for a review"),
            _("Ask for a review?"),
            _("Coordinators read the course, then publish it or send it back with a remark."),
        ),
        "send_back": (
            _("Send it back"),
            _("Send it back to its authors?"),
            _("They read your remark and go on writing."),
        ),
        "publish": (
            _("Publish"),
            _("Publish this edition?"),
            _(
                "Cohorts that begin from now on read it. Who has begun stays on the edition they know."
            ),
        ),
        "retire": (
            _("Take it off offer"),
            _("Take this course off offer?"),
            _("Nobody finds it in the catalogue any more. Whoever takes it goes on to the end."),
        ),
        "take_up_again": (
            _("Offer it again"),
            _("Offer this course again?"),
            _("Everybody finds it in the catalogue."),
        ),
    }


def done_in_words(verb: str) -> str:
    """What is so now."""
    return {
        "submit": _("Coordinators find it in their office."),
        "send_back": _("Its authors find your remark in its history."),
        "publish": _("It is published. Everybody finds it in the catalogue."),
        "retire": _("It is off offer. Whoever takes it goes on."),
        "take_up_again": _("It is on offer again."),
    }[verb]
