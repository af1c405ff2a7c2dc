"""The thread of the whole network, as the front page draws it: true numbers, or none.

Each stage says what it is; where something is recorded it says how much. A stage of which nothing
is recorded is drawn as a stitch still to be made. Later chapters add their count to their stage.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from hilo.core.time import today
from hilo.programme import queries
from hilo.programme.figures import AS_STATED
from hilo.programme.models import Participation, Policy, Programme
from hilo.programme.words import as_of
from hilo.ui.charts import SMALLEST, Shares
from hilo.ui.numerals import figure, percentage


@dataclass(frozen=True)
class Recorded:
    """What is recorded of a stage: a sentence with the number, a remark, and where it can be seen."""

    title: str
    remark: str = ""
    url: str = ""


@dataclass(frozen=True)
class Stage:
    """One stage of the thread: its name, what it is, and how to count what is recorded of it."""

    name: str
    title: Any
    sentence: Any
    count: Callable[[], Recorded | None] = lambda: None


@dataclass(frozen=True)
class Stitch:
    """A stage as the page shows it."""

    title: Any
    remark: Any
    url: str
    is_later: bool


def programmes() -> Recorded | None:
    """How many programmes strangers may know of."""
    count = Programme.objects.public().count()
    if not count:
        return None
    words = ngettext("%(count)s programme", "%(count)s programmes", count)
    places = len(queries.countries_of(list(queries.regions_of_public())))
    remark = ngettext("in %(count)s country", "in %(count)s countries", places)
    return Recorded(
        words % {"count": figure(count)},
        remark % {"count": figure(places)} if places else "",
        reverse("programme:programmes"),
    )


def measures() -> Recorded | None:
    """How many policies and measures strangers may know of."""
    count = Policy.objects.public().count()
    if not count:
        return None
    words = ngettext("%(count)s measure adopted", "%(count)s measures adopted", count)
    return Recorded(words % {"count": figure(count)}, url=reverse("programme:policies"))


def people() -> Recorded | None:
    """Who has come to public programmes; each person once, whatever they take part in."""
    genders = people_by_gender()
    count = sum(genders.values())
    if count < SMALLEST:
        return None
    words = ngettext("%(count)s person takes part", "%(count)s people take part", count)
    return Recorded(words % {"count": figure(count)}, shares_in_words(genders, count))


def people_by_gender() -> dict[str, int]:
    """Those who take part in public programmes and have signed in, by gender as stated."""
    rows = Participation.objects.present().arrived()
    rows = rows.filter(programme__in=Programme.objects.public())
    counts = rows.values_list("person__gender").annotate(Count("person", distinct=True))
    return dict(counts.order_by("person__gender"))


def shares_in_words(genders: dict[str, int], count: int) -> str:
    """ "52 % women, 38 % men, 10 % other or not stated"; nothing where a group is too small."""
    women, men = genders.get("woman", 0), genders.get("man", 0)
    rest = count - women - men
    if any(0 < group < SMALLEST for group in (women, men, rest)):
        return ""
    return str(
        _("%(women)s women, %(men)s men, %(rest)s other or not stated")
        % {
            "women": percentage(women / count),
            "men": percentage(men / count),
            "rest": percentage(rest / count),
        }
    )


def women_and_men() -> Shares | None:
    """Women, men, other and not stated of everybody who has come."""
    genders = people_by_gender()
    if not genders:
        return None
    return Shares.by_gender(
        genders,
        title=_("Who has come"),
        unit=pgettext("unit of a figure", "people"),
        period=as_of(today()),
        counted=AS_STATED,
    )


STAGES = (
    Stage(
        "programmes",
        _("A programme"),
        _("Someone funds a purpose: owners, dates, money, people."),
        programmes,
    ),
    Stage("people", _("People"), _("Those who take part, where they live and work."), people),
    Stage(
        "challenges",
        _("Challenges"),
        _("What holds a cluster back, in its own words, rated by those who live it."),
    ),
    Stage(
        "common",
        _("Common challenges"),
        _("The same problem in several places; each place stays on record."),
    ),
    Stage(
        "courses",
        _("Courses and workshops"),
        _("Where importance and present ability are far apart, people learn and meet."),
    ),
    Stage("certificates", _("Certificates"), _("What someone can do, for anyone to verify.")),
    Stage(
        "partnerships",
        _("Partnerships"),
        _("Municipalities, workshops and firms agree on something, and say what came of it."),
    ),
    Stage(
        "measures",
        _("Measures adopted"),
        _("What a town decided months later, and the line in the donor’s report."),
        measures,
    ),
)


def thread() -> list[Stitch]:
    """All stages, each with what is recorded of it."""
    return [_stitch(stage, stage.count()) for stage in STAGES]


def _stitch(stage: Stage, recorded: Recorded | None) -> Stitch:
    if recorded is None:
        return Stitch(stage.title, stage.sentence, "", True)
    return Stitch(recorded.title, recorded.remark or stage.sentence, recorded.url, False)
