"""What people can do, and how they rate it: the list, the occasions, the ratings."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hilo.competences.enums import LEAST, MOST, OccasionState, Purpose
from hilo.core.fold import fold
from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.prepared import Given, Prepared
from hilo.core.text import MultilingualField
from hilo.core.time import now

SCALE = tuple(range(LEAST, MOST + 1))


def folded(*texts: Any) -> str:
    """Several texts in all their languages, as they are compared in searches."""
    return fold(" ".join(value for text in texts for value in text.texts.values()))[:2000]


class CompetenceGroup(Identified, Stamped, Versioned):
    """Under which competences stand in the list.

    `shipped` is the print of the text with which Hilo brought it, empty for one that was made here
    (see `services.loading`).
    """

    code = models.SlugField(_("short name in the address"), max_length=40, unique=True)
    name = MultilingualField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    shipped = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        verbose_name = _("group of competences")
        verbose_name_plural = _("groups of competences")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return str(self.name)


class CompetenceQuerySet(models.QuerySet["Competence"]):
    def current(self) -> CompetenceQuerySet:
        """Those that are asked and offered now."""
        return self.filter(retired_at__isnull=True)

    def in_order(self) -> CompetenceQuerySet:
        """As the list shows them: by group, then by their order in it."""
        return self.select_related("group").order_by("group__order", "group__code", "order", "code")


class Competence(Identified, Stamped, Versioned):
    """What someone can do, in the words of those who learn it.

    The code stands in addresses, sheets and results and never changes. A competence that is no
    longer asked is retired, not deleted: ratings, courses and certificates go on pointing to it.
    """

    group = models.ForeignKey(
        CompetenceGroup, models.PROTECT, related_name="competences", verbose_name=_("group")
    )
    code = models.SlugField(_("short name in the address"), max_length=40, unique=True)
    name = MultilingualField(_("name"), max_length=120)
    about = MultilingualField(_("description"), max_length=600, is_long=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    shipped = models.CharField(max_length=32, blank=True, editable=False)
    folded = models.CharField(max_length=2000, editable=False)

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("competences:competence", args=[self.code])

    @property
    def is_current(self) -> bool:
        """Whether it is asked and offered now."""
        return self.retired_at is None

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = folded(self.name, self.about)
        super().save(*args, **kwargs)


class OccasionQuerySet(models.QuerySet["Occasion"]):
    def about(self, kind: str, uuid: Any) -> OccasionQuerySet:
        """Those that belong to one object of another chapter."""
        return self.filter(about_kind=kind, about=uuid)

    def taking(self) -> OccasionQuerySet:
        """Those at which people can rate now."""
        begun = Q(opens_at__isnull=True) | Q(opens_at__lte=now())
        lasts = Q(closes_at__isnull=True) | Q(closes_at__gt=now())
        return self.filter(begun, lasts, state=OccasionState.OPEN)


class Occasion(Identified, Stamped):
    """What is rated when: by whom (`respondents`), which competences in which order, in which scales.

    `about_kind` and `about` name what it belongs to (a cohort, a cluster), without a foreign key
    because competences know nothing of later chapters. `months` says how long after the end a
    follow-up asks. `TRANSITIONS` is its whole life; besides, it
    takes ratings only between `opens_at` and `closes_at` where these are set.
    """

    TRANSITIONS = {
        # verb: (from, to)
        "close": ({OccasionState.OPEN}, OccasionState.CLOSED),
        "reopen": ({OccasionState.CLOSED}, OccasionState.OPEN),
    }

    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    months = models.PositiveSmallIntegerField(_("months later"), null=True, blank=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about = models.UUIDField(null=True, blank=True)
    name = MultilingualField(_("name"), max_length=160)
    lead = MultilingualField(_("what it is for"), max_length=600, is_long=True, blank=True)
    asks_importance = models.BooleanField(_("asks for importance"), default=True)
    asks_ability = models.BooleanField(_("asks for ability"), default=True)
    state = models.CharField(
        _("state"), max_length=8, choices=OccasionState.choices, default=OccasionState.OPEN
    )
    opens_at = models.DateTimeField(_("from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("until"), null=True, blank=True)
    competences: Any = models.ManyToManyField(
        Competence, through="Question", related_name="occasions", verbose_name=_("competences")
    )

    objects = OccasionQuerySet.as_manager()

    class Meta:
        verbose_name = _("occasion to rate")
        verbose_name_plural = _("occasions to rate")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["about_kind", "about"], name="occasion_by_subject")]
        constraints = [
            models.CheckConstraint(
                name="occasion_asks_something",
                condition=Q(asks_importance=True) | Q(asks_ability=True),
                violation_error_message=_("Ask for importance, for ability, or for both."),
            ),
            models.CheckConstraint(
                name="occasion_closes_after_it_opens",
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                name="occasion_months_are_of_a_follow_up",
                condition=Q(months__isnull=True) | Q(purpose=Purpose.FOLLOW_UP, months__gte=1),
                violation_error_message=_(
                    "Only what is asked again later is so many months later."
                ),
            ),
            models.CheckConstraint(
                name="occasion_names_its_subject_whole",
                condition=Q(about_kind="", about__isnull=True)
                | (~Q(about_kind="") & Q(about__isnull=False)),
                violation_error_message=_("Name the kind and the object, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("competences:rate", args=[self.uuid])

    def can(self, verb: str) -> bool:
        """Whether `verb` of `TRANSITIONS` is possible now."""
        return self.state in self.TRANSITIONS[verb][0]

    @property
    def moment(self) -> str:
        """Where it stands now: `coming`, `open`, `over` (its time has passed) or `closed`."""
        if self.state == OccasionState.CLOSED:
            return "closed"
        if self.opens_at and self.opens_at > now():
            return "coming"
        return "over" if self.closes_at and self.closes_at <= now() else "open"

    @property
    def takes_ratings(self) -> bool:
        return self.moment == "open"

    @property
    def is_settled(self) -> bool:
        """Whether nobody answers any more, so that its figures may be shown."""
        return self.moment in {"over", "closed"}

    @property
    def is_for_everybody(self) -> bool:
        """Whether any member may rate, asked or not."""
        return self.purpose == Purpose.OWN

    @property
    def scales(self) -> list[str]:
        """What is asked of each competence, in its order."""
        asked = {"importance": self.asks_importance, "ability": self.asks_ability}
        return [scale for scale, is_asked in asked.items() if is_asked]

    @cached_property
    def asked(self) -> list[Competence]:
        """The competences in the order in which they are asked."""
        return [question.competence for question in ASKED.rows(occasion=self.pk)]


class Question(models.Model):
    """That an occasion asks about a competence, and at which place."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="questions")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="questions")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "competence"],
                name="question_once_per_occasion",
                violation_error_message=_("A competence is asked once."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.competence_id} at {self.occasion_id}"


ASKED = Prepared(
    lambda: Question.objects.select_related("competence__group").filter(occasion=Given("occasion"))
)


class PeopleGroup(models.Model):
    """A group of people as the asking chapter names it; the label stays as it was when they were asked."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="groups")
    slug = models.SlugField(max_length=60)
    label = MultilingualField(max_length=160)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "slug"],
                name="people_group_once_per_occasion",
                violation_error_message=_("A group of people is named once."),
            )
        ]

    def __str__(self) -> str:
        return str(self.label)


class Respondent(models.Model):
    """Somebody who is asked to rate, in which group, and since when they have finished."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="respondents")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="asked_to_rate")
    group = models.SlugField(max_length=60, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("respondent")
        verbose_name_plural = _("respondents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "person"],
                name="respondent_once_per_occasion",
                violation_error_message=_("This person is asked already."),
            )
        ]
        indexes = [
            models.Index(
                fields=["person"],
                condition=Q(finished_at__isnull=True),
                name="respondent_still_to_finish",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.occasion_id}"


class Rating(models.Model):
    """How one person rates one competence at one occasion; a scale that was left open is empty.

    `group` repeats the respondent's, so that a hundred thousand ratings are counted from one index.
    """

    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="ratings")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="ratings")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="ratings")
    importance = models.PositiveSmallIntegerField(_("importance"), null=True, blank=True)
    ability = models.PositiveSmallIntegerField(_("ability"), null=True, blank=True)
    group = models.SlugField(max_length=60, blank=True)
    rated_at = models.DateTimeField(_("rated"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "person", "competence"],
                name="rating_once_per_occasion",
                violation_error_message=_("A competence is rated once at an occasion."),
            ),
            models.CheckConstraint(
                name="rating_importance_on_its_scale",
                condition=Q(importance__isnull=True) | Q(importance__in=SCALE),
                violation_error_message=_("Importance is a number from 1 to 5."),
            ),
            models.CheckConstraint(
                name="rating_ability_on_its_scale",
                condition=Q(ability__isnull=True) | Q(ability__in=SCALE),
                violation_error_message=_("Ability is a number from 1 to 5."),
            ),
            models.CheckConstraint(
                name="rating_says_something",
                condition=Q(importance__isnull=False) | Q(ability__isnull=False),
                violation_error_message=_("A rating says something of importance or of ability."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["occasion", "competence", "group", "importance", "ability"],
                name="rating_to_be_counted",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.competence_id} at {self.occasion_id}"
