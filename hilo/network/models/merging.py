"""That two organisations were one, and how to take it back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified


class Merge(Identified):
    """`gone` was the same as `kept`; `moved` remembers what changed hands, so that it can be undone.

    `moved` holds lists of UUIDs by noun and the values that `kept` had before, as the service wrote them.
    """

    kept = models.ForeignKey("network.Organisation", models.PROTECT, related_name="merges")
    gone = models.ForeignKey("network.Organisation", models.PROTECT, related_name="merged_away")
    moved = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["gone"],
                condition=Q(undone_at__isnull=True),
                name="merged_away_once",
                violation_error_message=_("This organisation was merged already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"


class Distinction(Identified):
    """That somebody looked at two organisations which seem to be one, and they are two."""

    first = models.ForeignKey("network.Organisation", models.CASCADE, related_name="+")
    second = models.ForeignKey("network.Organisation", models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("distinction")
        verbose_name_plural = _("distinctions")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="distinction_in_one_order"
            ),
            models.UniqueConstraint(fields=["first", "second"], name="distinguished_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"
