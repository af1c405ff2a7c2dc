"""The assignments that were handed in: most are answered, some wait, some were sent back, peers read each other's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.files.base import ContentFile

from hilo.core import storage
from hilo.core.models import StoredFile
from hilo.learning.loading.submissions import Handed, Judged, put_in
from hilo.learning.models import Cohort, Page, PeerReview, Submission
from hilo.learning.queries.cohorts import trainers_of
from hilo.learning.rules import rubrics
from hilo.learning.rules.quizzing import passes
from hilo.people.models import Person
from hilo.site.demonstration import files
from hilo.site.demonstration.compose import Urn
from hilo.site.demonstration.furnish import moment
from hilo.site.demonstration.groups import sketches
from hilo.site.demonstration.groups.paces import Walk

ANSWERED_AFTER = (1, 6)  # days
LEVELS = {0: 0.02, 1: 0.18, 2: 0.5, 3: 0.3}  # how often a criterion reaches each level
HOUR = 18


def hand_in(plan: Any, cohort: Cohort, walks: Sequence[Walk]) -> None:
    """All works of a group; a step whose work still waits is taken from what a walk has done."""
    assert cohort.edition is not None
    pages = list(cohort.edition.pages.filter(kind="assignment").order_by("order"))
    trainer = next(iter(trainers_of(cohort)), None)
    told = [one for one in files.works()["work"] if one["course"] == cohort.course.slug]
    works = [
        work
        for page, words in zip(pages, told, strict=True)
        for walk in walks
        for work in _Desk(plan, walk, page, words, trainer).works()
    ]
    put_in(cohort, works)
    _reviewed(cohort)


class _Desk:
    """Where one person writes one work, with what is drawn for it."""

    def __init__(
        self, plan: Any, walk: Walk, page: Page, words: dict[str, Any], trainer: Person | None
    ) -> None:
        self.plan, self.walk, self.page = plan, walk, page
        self.words, self.trainer = words, trainer
        self.urn = walk.urn("work", page.order)
        self.told = files.works()

    def works(self) -> Iterator[Handed]:
        """The work of a step that is done, or that somebody is before; none otherwise."""
        accepted = self.walk.done.get(self.page.step)
        if accepted:
            yield self._done(accepted)
        elif self._is_next() and self.walk.pace.kind != "never":
            yield from self._before()

    def _is_next(self) -> bool:
        page = self.walk.next_page
        return page is not None and page.step == self.page.step and not self.walk.is_guest

    def _done(self, accepted: dt.datetime) -> Handed:
        handed = accepted - dt.timedelta(days=self.urn.between(*ANSWERED_AFTER))
        is_late = (self.plan.day - accepted.date()).days <= self.told["lately"]
        if is_late and not self.walk.is_guest and self.urn.chance.random() < self.told["waits"]:
            del self.walk.done[self.page.step]
            return self._handed(accepted)
        feedback = self.urn.one(self.told["praise"])
        return self._handed(handed, Judged(accepted, self.trainer, feedback, self._levels()))

    def _before(self) -> Iterator[Handed]:
        drawn, told = self.urn.chance.random(), self.told
        at = moment(self.plan.day - dt.timedelta(days=self.urn.between(4, 12)), HOUR)
        sent_back, handed_in = told["sent_back"], told["sent_back"] + told["handed_in"]
        if drawn < sent_back:
            feedback = self.urn.one(told["improve"])
            answered = at + dt.timedelta(days=self.urn.between(1, 3))
            yield self._handed(at, Judged(answered, self.trainer, feedback))
        elif drawn < handed_in:
            yield self._handed(at)
        elif drawn < handed_in + told["draft"]:
            yield Handed(self.walk.row, self.page, self._said("opening"))
        else:
            return
        self.walk.seen_at = at

    def _handed(self, at: dt.datetime, judged: Judged | None = None) -> Handed:
        text = "\n\n".join(self._said(part) for part in ("opening", "middle", "end"))
        return Handed(self.walk.row, self.page, text, at, self._file(), judged)

    def _said(self, part: str) -> str:
        place = self.walk.row.person.territory
        return str(self.urn.one(self.words[part])) % {"place": place or "mi municipio"}

    def _file(self) -> StoredFile | None:
        """A drawn page of a catalogue, where nothing but a file is taken."""
        if self.page.content.get("takes") != "file":
            return None
        drawn = ContentFile(sketches.catalogue(self.urn.between(1, sketches.KINDS)))
        drawn.name = "catalogo.png"
        return storage.keep(drawn, kinds=("picture",), by=None)

    def _levels(self) -> dict[str, int]:
        """The level of each criterion; so many that the work passes."""
        rubric = rubrics.read(self.page.content.get("rubric", ()))
        shares = {str(level): share for level, share in LEVELS.items()}
        levels = {one.code: int(self.urn.share(shares)) for one in rubric}
        for one in rubric:
            points = rubrics.points_of(rubric, levels)
            if passes(points, rubrics.most(rubric), self.page.content.get("pass_percent", 60)):
                break
            levels[one.code] = len(one.levels) - 1
        return levels


def _reviewed(cohort: Cohort) -> None:
    """Most peers have written what they think."""
    rows = PeerReview.objects.filter(reviewer__cohort=cohort).select_related("submission__page")
    urn = Urn(files.shares()["seed"], cohort.slug, "peers")
    rows = rows.filter(reviewer__person__joined_at__isnull=False).order_by("pk")
    written = [one for one in rows if urn.chance.random() < files.works()["reviewed"]]
    for one in written:
        _write(one, one.submission, urn)
    PeerReview.objects.bulk_update(written, ["levels", "comment", "at"], batch_size=500)


def _write(one: PeerReview, work: Submission, urn: Urn) -> None:
    rubric = rubrics.read(work.page.content.get("rubric", ()))
    assert work.handed_in_at is not None
    one.levels = {criterion.code: urn.between(1, 3) for criterion in rubric}
    one.comment = urn.one(files.works()["peers"])
    one.at = work.handed_in_at + dt.timedelta(hours=urn.between(5, 20))
