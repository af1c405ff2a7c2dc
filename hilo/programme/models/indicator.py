"""Indicators: what is counted, how, from where, towards what; and the numbers that people declare."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.registries import measures
from hilo.core.text import MultilingualField
from hilo.programme.models.chain import Result
from hilo.programme.models.parties import Party
from hilo.programme.models.programme import Programme


class Indicator(Identified, Stamped, Versioned):
    """One number of the logframe, with everything that a reader needs to trust it.

    `counting` says how values join (docs/algorithms/counting.md). A measured indicator names a
    `measure` of the registry and `where` it holds ({"audience": ["directors"]}; keys are names of the
    measure's splits); for a percentage these are the numerator, and `of_measure`, `of_where` the
    denominator. A declared one takes its values from `Declaration`. `owner` is the one party whose
    indicator it is: totals by owner never overlap.
    """

    class Counting(models.TextChoices):
        SUM = "sum", pgettext_lazy("kind of counting", "Sum")
        DISTINCT = "distinct", pgettext_lazy("kind of counting", "Each counted once")
        LAST = "last", pgettext_lazy("kind of counting", "Last value")
        PERCENTAGE = "percentage", pgettext_lazy("kind of counting", "Percentage")
        QUALITATIVE = "qualitative", pgettext_lazy("kind of counting", "In words")

    class Frequency(models.TextChoices):
        MONTH = "month", pgettext_lazy("frequency", "Monthly")
        QUARTER = "quarter", pgettext_lazy("frequency", "Quarterly")
        HALF = "half", pgettext_lazy("frequency", "Every half year")
        YEAR = "year", pgettext_lazy("frequency", "Yearly")
        ONCE = "once", pgettext_lazy("frequency", "Once, at the end")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="indicators")
    result = models.ForeignKey(
        Result,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("for the result"),
    )
    owner = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("responsible"),
    )
    code = models.CharField(_("number"), max_length=12)
    title = MultilingualField(_("title"), max_length=200)
    definition = MultilingualField(_("definition"), is_long=True, blank=True)
    unit = MultilingualField(_("unit"), max_length=60, blank=True)
    why = MultilingualField(_("why it is counted"), is_long=True, blank=True)
    source = MultilingualField(_("source"), is_long=True, blank=True)
    method = MultilingualField(_("method"), is_long=True, blank=True)
    counting = models.CharField(
        _("how it is counted"), max_length=11, choices=Counting.choices, default=Counting.SUM
    )
    frequency = models.CharField(
        _("how often"), max_length=7, choices=Frequency.choices, default=Frequency.QUARTER
    )
    measure = models.CharField(_("counted from"), max_length=60, blank=True)
    where = models.JSONField(default=dict, blank=True)
    of_measure = models.CharField(_("out of"), max_length=60, blank=True)
    of_where = models.JSONField(default=dict, blank=True)
    splits = models.JSONField(_("split by"), default=list, blank=True)
    rises = models.BooleanField(_("more is better"), default=True)
    baseline = models.DecimalField(
        _("baseline"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(
        _("year of the baseline"), null=True, blank=True
    )
    baseline_note = MultilingualField(_("about the baseline"), blank=True)
    is_public = models.BooleanField(_("strangers may see it"), default=True)
    tags = models.JSONField(_("own words"), default=list, blank=True)  # keys of own terms
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="indicator_number_once_per_programme",
                violation_error_message=_("Another indicator of this programme has this number."),
            ),
            models.CheckConstraint(
                name="baseline_has_a_year",
                condition=Q(baseline__isnull=True) | Q(baseline_year__isnull=False),
                violation_error_message=_("Say from which year the baseline is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("programme:indicator", args=[self.programme.slug, self.code])

    @property
    def is_measured(self) -> bool:
        """Whether Hilo counts it from what happened; else people declare it."""
        return bool(self.measure)

    @property
    def is_confidential(self) -> bool:
        """Whether Hilo tells nobody who is counted, and small numbers not even insiders."""
        return any(
            measures.get(name).is_confidential
            for name in (self.measure, self.of_measure)
            if name in measures
        )


class Target(Identified):
    """What an indicator shall reach in a period, in one region or altogether. Days inclusive.

    For a percentage `value` is in percent. Targets of regions and the one altogether are set apart:
    none is worked out from the others.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    region = models.ForeignKey(
        "places.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
    )
    value = models.DecimalField(_("target"), max_digits=16, decimal_places=4)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["ends_on", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "starts_on", "ends_on", "region"],
                name="target_once_per_period_and_region",
                violation_error_message=_("There is a target for this period and region already."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "starts_on", "ends_on"],
                condition=Q(region__isnull=True),
                name="target_once_per_period",
                violation_error_message=_("There is a target for this period already."),
            ),
            models.CheckConstraint(
                name="target_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} ({self.starts_on}–{self.ends_on})"


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    """Words for choosing declared values."""

    def standing(self) -> DeclarationQuerySet:
        """Those that nothing has replaced and nobody has taken back."""
        return self.filter(replaced_at__isnull=True)


class Declaration(Identified, Stamped):
    """A value that somebody declares for a period and region, with its evidence. Days inclusive.

    `split` names the group it is about ({"gender": "woman"}; empty is everybody), `split_key` the same
    as one text. A correction is a new declaration; the old one keeps when and by whom it was replaced.
    """

    class Level(models.TextChoices):
        DECLARED = "declared", pgettext_lazy("level of evidence", "Declared")
        DOCUMENTED = "documented", pgettext_lazy("level of evidence", "Documented")
        VERIFIED = "verified", pgettext_lazy("level of evidence", "Verified")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="declarations")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    region = models.ForeignKey(
        "places.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
    )
    split = models.JSONField(default=dict, blank=True)
    split_key = models.CharField(max_length=200, blank=True, editable=False)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(
        _("of these"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    denominator = models.DecimalField(
        _("out of"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    words = MultilingualField(_("in words"), is_long=True, blank=True)
    level = models.CharField(
        _("level of evidence"), max_length=10, choices=Level.choices, default=Level.DECLARED
    )
    evidence = models.URLField(_("address of the evidence"), max_length=300, blank=True)
    file = models.ForeignKey(
        "core.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    note = models.CharField(_("note"), max_length=400, blank=True)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    verified_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("declared value")
        verbose_name_plural = _("declared values")
        ordering = ["-ends_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "starts_on", "ends_on", "region", "split_key"],
                condition=Q(replaced_at__isnull=True),
                name="declaration_stands_once_in_a_region",
                violation_error_message=_("There is a value for this period and region already."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "starts_on", "ends_on", "split_key"],
                condition=Q(replaced_at__isnull=True, region__isnull=True),
                name="declaration_stands_once",
                violation_error_message=_("There is a value for this period already."),
            ),
            models.CheckConstraint(
                name="declaration_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first day."),
            ),
            models.CheckConstraint(
                name="declared_part_of_a_whole",
                condition=Q(denominator__isnull=True)
                | Q(denominator__gte=0, numerator__isnull=False),
                violation_error_message=_("A percentage needs both numbers: of these, and out of."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.value} ({self.starts_on}–{self.ends_on})"

    def save(self, *args: Any, **options: Any) -> None:
        self.split_key = self.key_of_split
        super().save(*args, **options)

    @property
    def key_of_split(self) -> str:
        """The group that the value is about, as one text; empty is everybody."""
        return "|".join(f"{name}={self.split[name]}" for name in sorted(self.split))


class Tally(models.Model):
    """What an indicator counts now, worked out in the background so that a page need not.

    `counted` is what `counting.tallies` writes: for each period the count by region, sex and the other
    splits. `through` is a digest of the journal's last lines when it was counted.
    """

    indicator = models.OneToOneField(
        Indicator, models.CASCADE, primary_key=True, related_name="tally"
    )
    counted = models.JSONField(default=dict)
    through = models.CharField(max_length=64, blank=True)
    counted_at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")

    def __str__(self) -> str:
        return f"{self.indicator_id} at {self.counted_at}"


class Publication(models.Model):
    """What strangers see of a programme's numbers: as of the end of a period, never of today.

    `content` is what `counting.publishing` writes: for the programme and each public indicator the cells
    that may stand beside each other (docs/algorithms/small-numbers.md). Without a programme it is about
    everybody in the network's public programmes.
    """

    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="publications"
    )
    as_of = models.DateField(_("as of"))
    content = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("published numbers")
        verbose_name_plural = _("published numbers")
        ordering = ["-as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "as_of"], name="published_once_per_period"
            ),
            # NULL equals no NULL in a unique index, so the network has one of its own.
            models.UniqueConstraint(
                fields=["as_of"],
                condition=Q(programme__isnull=True),
                name="published_once_for_the_network",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} as of {self.as_of}"


class InsidePublication(models.Model):
    """What insiders see of what is counted in confidence: as of the end of a month, never of today.

    `content` is what `counting.publishing` writes, as in a `Publication`. Rows stay, also where a later one is
    about the same day: what was told once is known for ever (docs/algorithms/small-numbers.md).
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="inside_publications")
    as_of = models.DateField(_("as of"))
    content = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("numbers told in confidence")
        verbose_name_plural = _("numbers told in confidence")
        ordering = ["-as_of", "-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.programme_id} as of {self.as_of}"


class Snapshot(Identified):
    """The dashboard of a programme as it was issued: numbered, dated, signed; it never changes.

    `content` is everything that was shown; `sha256` is the hexadecimal digest of its canonical JSON.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    as_of = models.DateField(_("as of"))
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    signed = models.CharField(_("signed by"), max_length=200)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    is_public = models.BooleanField(_("strangers may see it"), default=False)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="snapshot_number_once_per_programme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"
