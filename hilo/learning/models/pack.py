"""Courses and modules to take along: files made of an edition, kept with their hash."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.models import Identified
from hilo.learning.models.edition import Edition


class Pack(Identified):
    """One file of an edition in one language: the whole course (`module` 0), or its module 1, 2, …

    `paper` is "letter" or "a4" for a PDF. The same edition gives the same bytes, so `sha256` stays
    when the file is made anew. `size` in bytes.
    """

    class Kind(models.TextChoices):
        EPUB = "epub", pgettext_lazy("kind of file", "EPUB")
        PDF = "pdf", pgettext_lazy("kind of file", "PDF")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="packs")
    module = models.PositiveSmallIntegerField(_("module"), default=0)
    language = models.CharField(_("language"), max_length=8)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices)
    paper = models.CharField(_("paper"), max_length=6, blank=True)
    stored = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size"))

    class Meta:
        verbose_name = _("course to take along")
        verbose_name_plural = _("courses to take along")
        ordering = ["module", "language", "kind", "paper"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "module", "language", "kind", "paper"],
                name="pack_once_per_edition",
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.module} {self.language} {self.kind} {self.paper}"

    def get_absolute_url(self) -> str:
        return reverse("learning:pack", args=[self.uuid])
