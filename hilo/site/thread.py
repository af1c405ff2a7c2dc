"""The thread of the whole network, as the front page draws it: true numbers, or none.

Each stage says what it is; where something is recorded it says how much. A stage of which nothing
is recorded is drawn as a stitch still to be made. Later chapters add their count to their stage.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hilo.core.keeping import once_per_request
from hilo.credentials.models import Certificate
from hilo.learning import offering
from hilo.programme import queries
from hilo.programme.counting import publishing
from hilo.programme.counting.listing import CAME
from hilo.programme.models import Policy, Programme, Publication
from hilo.programme.showing import reached
from hilo.programme.showing.published import Cells, cells_of
from hilo.programme.words import as_of
from hilo.ui.charts import Shares
from hilo.ui.charts.figures import GENDERS
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


def courses() -> Recorded | None:
    """How many courses are on offer."""
    found = offering.how_many()
    return Recorded(found[0], url=found[1]) if found else None


def certificates() -> Recorded | None:
    """That certificates are issued, and where to verify one; how many, only what is published tells."""
    if not Certificate.objects.exists():
        return None
    return Recorded(str(_("Certificates issued")), url=reverse("credentials:verify"))


def measures() -> Recorded | None:
    """How many policies and measures strangers may know of."""
    count = Policy.objects.public().count()
    if not count:
        return None
    words = ngettext("%(count)s measure adopted", "%(count)s measures adopted", count)
    return Recorded(words % {"count": figure(count)}, url=reverse("programme:policies"))


def _published() -> Publication | None:
    """What is published of the whole network; the front page asks twice."""
    return once_per_request("published of the network", lambda: publishing.latest(None))


def people() -> Recorded | None:
    """Who has come to public programmes by the last quarter; each person once, whatever they take part in."""
    made = _published()
    part = cells_of(made, CAME) if made else {}
    count = part.get(("", ""))
    if made is None or not count:
        return None
    words = ngettext("%(count)s person has come", "%(count)s people have come", count)
    told = {"shares": shares_in_words(part, count), "as_of": as_of(made.as_of)}
    remark = _("%(shares)s, %(as_of)s") % told if told["shares"] else told["as_of"]
    return Recorded(words % {"count": figure(count)}, str(remark))


def shares_in_words(part: Cells, count: int) -> str:
    """ "52 % women, 38 % men, 10 % other or not stated"; nothing where one of them is not published."""
    amounts = [part.get(("gender", code), 0) for code, _label in GENDERS]
    if None in amounts:
        return ""
    women, men, *others = (amount or 0 for amount in amounts)
    return str(
        _("%(women)s women, %(men)s men, %(rest)s other or not stated")
        % {
            "women": percentage(women / count),
            "men": percentage(men / count),
            "rest": percentage(sum(others) / count),
        }
    )


def women_and_men() -> Shares | None:
    """Women, men, other and not stated of everybody who has come by the last quarter."""
    made = _published()
    if made is None:
        return None
    return reached.by_gender(cells_of(made, CAME), as_of(made.as_of), str(_("Who has come")))


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
        courses,
    ),
    Stage(
        "certificates",
        _("Certificates"),
        _("What someone can do, for anyone to verify."),
        certificates,
    ),
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
