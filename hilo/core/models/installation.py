"""What this installation is: one row."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Installation(models.Model):
    """The one row that says whether the people in this database are real or invented.

    It is written when the database is made and never changes sides.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=80, default="Hilo")
    is_demonstration = models.BooleanField(editable=False)
    demonstration_day = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True, editable=False)

    class Meta:
        verbose_name = _("installation")
        verbose_name_plural = _("installations")
        constraints = [
            models.CheckConstraint(name="one_installation", condition=models.Q(id=1)),
            models.CheckConstraint(
                name="only_demonstrations_declare_a_day",
                condition=models.Q(is_demonstration=True)
                | models.Q(demonstration_day__isnull=True),
                violation_error_message=_("Only a demonstration has a demonstration day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
