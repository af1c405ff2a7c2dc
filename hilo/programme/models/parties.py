"""Who stands behind a programme, under which numbers it is known, and what it is about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.models import Versioned
from hilo.core.text import MultilingualField
from hilo.programme.models.programme import Programme


class Party(Versioned):
    """Who stands behind a programme: an organisation of the directory, or a name.

    An owner answers for the programme and may own some of its indicators; the promoter carries it
    out; partners take part; donors pay.
    """

    class Role(models.TextChoices):
        OWNER = "owner", pgettext_lazy("role in a programme", "Owner")
        PROMOTER = "promoter", pgettext_lazy("role in a programme", "Promoter")
        PARTNER = "partner", pgettext_lazy("role in a programme", "Partner")
        DONOR = "donor", pgettext_lazy("role in a programme", "Donor")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="parties")
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    name = MultilingualField(_("name"))
    organisation = models.ForeignKey(
        "network.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class Identifier(models.Model):
    """A number under which others know a programme: a contract, an IATI identifier, a donor's own."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("given by"), max_length=60)
    value = models.CharField(_("number"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "scheme", "value"], name="identifier_once_per_programme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"


class Tag(models.Model):
    """That a programme serves a goal of a vocabulary: of Hilo's (`vocabularies.toml`), or its own.

    `weight` is the policy marker's significance (OECD-DAC: 0 not targeted, 1 significant, 2 principal)
    where the vocabulary is a marker; elsewhere it is empty.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="tags")
    vocabulary = models.CharField(_("vocabulary"), max_length=20)
    code = models.CharField(_("code"), max_length=20)
    weight = models.PositiveSmallIntegerField(_("weight"), null=True, blank=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["vocabulary", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "vocabulary", "code"], name="tag_once_per_programme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.vocabulary} {self.code}"
