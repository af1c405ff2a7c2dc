"""A programme's own vocabularies: words in which it sorts what it does, beside those that ship with Hilo."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified, Versioned
from hilo.core.text import MultilingualField
from hilo.programme.models.programme import Programme


class OwnVocabulary(Identified, Versioned):
    """Words of one programme under a short name, which no vocabulary of Hilo's has (`vocabularies.toml`)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="vocabularies")
    code = models.SlugField(_("short name"), max_length=20)
    name = MultilingualField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabularies")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"], name="vocabulary_once_per_programme"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class OwnTerm(Identified, Versioned):
    """One word of a vocabulary: its code, which stays, and what it is called."""

    vocabulary = models.ForeignKey(OwnVocabulary, models.CASCADE, related_name="terms")
    code = models.CharField(_("code"), max_length=12)
    label = MultilingualField(_("label"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="term_once_per_vocabulary")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"
