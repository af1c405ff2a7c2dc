"""Files that people handed in: checked, named by us, private."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hilo.core.models.base import Identified


class StoredFile(Identified):
    """A file behind the one storage door (`core.storage`): what it is was read from its content.

    `name` is its author's, cleaned; on the disk it bears a random one. A picture is kept re-encoded
    in several widths, without the place and the device that took it; `file` is the widest.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", _("Picture")
        SHEET = "sheet", _("Spreadsheet")
        DOCUMENT = "document", _("Document")
        AUDIO = "audio", _("Sound")
        VIDEO = "video", _("Video")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(max_length=160)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    renditions = models.JSONField(default=dict, blank=True)
    by = models.UUIDField(null=True, blank=True)
    kept_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=models.Q(expires_at__isnull=False),
                name="file_by_expiry",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="picture") | models.Q(width__isnull=False),
                name="pictures_know_their_width",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def paths(self) -> list[str]:
        """Every name on the disk that belongs to this file."""
        return list({str(self.file.name), *self.renditions.values()})

    def narrowest(self, width: int) -> str:
        """The path of the smallest rendition that is at least `width` pixels wide."""
        fitting: list[Any] = sorted(int(known) for known in self.renditions if int(known) >= width)
        return self.renditions[str(fitting[0])] if fitting else str(self.file.name)
