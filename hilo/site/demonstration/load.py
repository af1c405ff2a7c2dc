"""The order in which the house is furnished, told step by step."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from hilo.core import search
from hilo.core.installation import WrongMode, declare_demonstration_day, the_installation
from hilo.core.models import SearchEntry
from hilo.core.registries import demonstrations
from hilo.core.time import today
from hilo.network.services import criteria, sectors
from hilo.places import services as places
from hilo.site.demonstration import clusters, crowd, files, furnish, houses, office, reviews

Tell = Callable[[str], None]


def load(day: dt.date | None = None, *, tell: Tell = lambda line: None) -> int:
    """Furnish this house as it is on `day` (today; once declared, the day stays).

    Answers how many people are new. Raises `WrongMode` where the people are real.
    """
    installation = the_installation()
    if not installation.is_demonstration:
        raise WrongMode("Invented people are put into a demonstration only.")
    declared = installation.demonstration_day or day or today()
    if installation.demonstration_day is None:
        declare_demonstration_day(declared)
    new = 0
    with step("Places", tell):
        places.load_shipped()
    sectors.load_shipped()
    criteria.load_shipped()
    for told in files.programmes():
        with step(told["name"]["en"], tell):
            programme = furnish.programme(told, declared)
            new += crowd.fill(programme, declared)
    with step("People to sign in as", tell):
        new += crowd.people_to_sign_in_as(declared)
        crowd.welcome()
    with step("The office's lists", tell):
        office.fill(declared)
    with step("Clusters and their members", tell):
        clusters.load(declared)
    with step("Where people work", tell):
        houses.load(declared)
    with step("What reviewers found", tell):
        reviews.load()
    for more in demonstrations:
        with step(more.name, tell):
            more.load(declared)
    if new or not SearchEntry.objects.exists():
        with step("Search index", tell):
            search.rebuild()
    return new


class step:
    """Say what is being done and how long it took, in seconds."""

    def __init__(self, title: str, tell: Tell) -> None:
        self.title, self.tell = title, tell

    def __enter__(self) -> None:
        self.began = time.monotonic()

    def __exit__(self, *problem: object) -> None:
        if problem[0] is None:
            self.tell(f"  {self.title}: {time.monotonic() - self.began:.1f} s")
