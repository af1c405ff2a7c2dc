"""Adopted policies: what a municipality or body decided, in the fields of UNESCO's policy monitoring platform."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.fold import fold
from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.text import MultilingualField
from hilo.core.time import today
from hilo.programme.models.programme import Programme


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Words for choosing adopted policies."""

    def public(self) -> PolicyQuerySet:
        """Verified, and agreed to be shown."""
        return self.filter(state=Policy.State.VERIFIED, is_public=True)

    def adopted(self) -> PolicyQuerySet:
        return self.filter(state=Policy.State.VERIFIED)

    def unfinished(self) -> PolicyQuerySet:
        """Those of which somebody still has something to say."""
        waits = Q(state__in=(Policy.State.REPORTED, Policy.State.RETURNED))
        return self.filter(waits | Q(state=Policy.State.VERIFIED, follow_up_on__isnull=False))

    def due(self) -> PolicyQuerySet:
        """Verified ones of which somebody meant to ask again by today."""
        return self.adopted().filter(follow_up_on__lte=today())


class Policy(Identified, Stamped, Versioned):
    """A policy or measure that a municipality or body decided.

    Whoever knows of it reports it; a coordinator verifies it (or returns it with a question); members
    see it once it is verified, everybody once its reporter agreed too. `came_from` says in words what
    led to it; `origin_kind` and `origin` name the record (a course, a certificate), where there is
    one. What was asked and answered on the way stays in its `steps`.
    """

    class State(models.TextChoices):
        REPORTED = "reported", pgettext_lazy("state of a policy", "Reported")
        RETURNED = "returned", pgettext_lazy("state of a policy", "Returned with a question")
        VERIFIED = "verified", pgettext_lazy("state of a policy", "Verified")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of a policy", "Taken back")

    TRANSITIONS = {
        "verify": ({State.REPORTED, State.RETURNED}, State.VERIFIED),
        "return": ({State.REPORTED, State.VERIFIED}, State.RETURNED),
        "report": ({State.RETURNED, State.WITHDRAWN}, State.REPORTED),
        "withdraw": ({State.REPORTED, State.RETURNED, State.VERIFIED}, State.WITHDRAWN),
    }

    class Nature(models.TextChoices):
        REGULATORY = "regulatory", pgettext_lazy("nature of a policy", "Rule or law")
        INSTITUTIONAL = (
            "institutional",
            pgettext_lazy("nature of a policy", "Institution or service"),
        )
        FINANCIAL = "financial", pgettext_lazy("nature of a policy", "Money or relief")
        STRATEGIC = "strategic", pgettext_lazy("nature of a policy", "Plan or strategy")
        OTHER = "other", pgettext_lazy("nature of a policy", "Other")

    class Scope(models.TextChoices):
        LOCAL = "local", pgettext_lazy("scope of a policy", "Municipality")
        REGIONAL = "regional", pgettext_lazy("scope of a policy", "State or province")
        NATIONAL = "national", pgettext_lazy("scope of a policy", "Country")
        INTERNATIONAL = "international", pgettext_lazy("scope of a policy", "Several countries")

    class Evidence(models.TextChoices):
        TOLD = "told", pgettext_lazy("evidence of a policy", "Somebody told of it")
        SEEN = "seen", pgettext_lazy("evidence of a policy", "A document or record was seen")
        PUBLISHED = "published", pgettext_lazy("evidence of a policy", "Officially published")

    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="policies",
        verbose_name=_("programme"),
    )
    organisation = models.ForeignKey(
        "network.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="policies",
        verbose_name=_("organisation"),
    )
    decided_by = models.CharField(_("who decided"), max_length=200)
    title = MultilingualField(_("title"), max_length=200)
    folded = models.CharField(max_length=500, db_index=True, editable=False)
    decided_on = models.DateField(_("when it was decided"), null=True, blank=True)
    nature = models.CharField(_("nature"), max_length=13, choices=Nature.choices)
    scope = models.CharField(_("scope"), max_length=13, choices=Scope.choices, default=Scope.LOCAL)
    place = models.ForeignKey(
        "places.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place"),
    )
    sectors = models.ManyToManyField(
        "network.Sector", blank=True, related_name="+", verbose_name=_("sectors")
    )
    features = MultilingualField(_("main features"), is_long=True, blank=True)
    results = MultilingualField(_("results so far"), is_long=True, blank=True)
    amount = models.DecimalField(_("money"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    evidence = models.CharField(
        _("evidence"), max_length=9, choices=Evidence.choices, default=Evidence.TOLD
    )
    evidence_url = models.URLField(_("address of the evidence"), max_length=300, blank=True)
    file = models.ForeignKey(
        "core.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    came_from = MultilingualField(_("what it came from"), is_long=True, blank=True)
    origin_kind = models.CharField(max_length=40, blank=True)
    origin = models.UUIDField(null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.REPORTED
    )
    is_public = models.BooleanField(_("may be shown to everybody"), default=False)
    reported_by = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="policies_reported"
    )
    reported_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)
    follow_up_on = models.DateField(_("ask again on"), null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("adopted policy")
        verbose_name_plural = _("adopted policies")
        ordering = ["-decided_on", "-reported_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="policy_money_has_a_currency",
                condition=Q(amount__isnull=True) | Q(currency__regex=r"^[A-Z]{3}$"),
                violation_error_message=_("Say in which currency the money is."),
            ),
            models.CheckConstraint(
                name="policy_money_is_not_negative",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message=_("Money cannot be below zero."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def save(self, *args: object, **options: object) -> None:
        self.folded = fold(" ".join((*self.title.texts.values(), self.decided_by)))[:500]
        super().save(*args, **options)  # type: ignore[arg-type]

    @property
    def is_shown_to_all(self) -> bool:
        """What `public` says of many."""
        return self.state == self.State.VERIFIED and self.is_public

    def get_absolute_url(self) -> str:
        return reverse("programme:policy", args=[self.uuid])

    def can(self, verb: str) -> bool:
        """Whether `verb` of `TRANSITIONS` is possible now."""
        return self.state in self.TRANSITIONS[verb][0]


class PolicyStep(Identified):
    """One step in the life of a report, with the words that came with it; steps are never changed.

    `verb` is one of `Policy.TRANSITIONS`; `words` are a question, a reason or an answer, as written.
    """

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=8)
    words = models.CharField(_("words"), max_length=1000, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.verb} at {self.at:%Y-%m-%d}"


class FollowUp(Identified):
    """What was heard of an adopted policy later: whether it is still in force, and what came of it."""

    class Standing(models.TextChoices):
        IN_FORCE = "in_force", pgettext_lazy("standing of a policy", "In force")
        CHANGED = "changed", pgettext_lazy("standing of a policy", "In force, changed")
        ENDED = "ended", pgettext_lazy("standing of a policy", "No longer in force")

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="follow_ups")
    standing = models.CharField(_("where it stands"), max_length=8, choices=Standing.choices)
    words = MultilingualField(_("what came of it"), is_long=True, blank=True)
    heard_on = models.DateField(_("heard on"))
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["-heard_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.policy_id} on {self.heard_on}"
