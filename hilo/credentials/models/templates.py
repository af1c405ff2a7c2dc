"""What a certificate looks like and says before a name stands on it."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.text import MultilingualField
from hilo.credentials.enums import Kind, Paper

MOST_SIGNATORIES = 4
MOST_LOGOS = 3
PREFIX = RegexValidator(
    r"^[A-Z0-9]{1,8}\Z", _("One to eight capital letters without accents, or digits: P9, RMIC.")
)


class TemplateQuerySet(models.QuerySet["Template"]):
    def current(self) -> TemplateQuerySet:
        """Those with which something new may be certified."""
        return self.filter(retired_at__isnull=True)

    def owned_by(self, kind: str, uuid: Any) -> TemplateQuerySet:
        """Those of one owner; `("", None)` is the whole installation."""
        return self.filter(owner_kind=kind, owner=uuid)


class Template(Identified, Stamped, Versioned):
    """The words, the issuer and the paper of certificates of one kind.

    `owner_kind` and `owner` name whose it is (a programme), without a foreign key because credentials
    know nothing of later chapters; empty, it belongs to the whole installation. What has been issued
    was frozen and does not change with it.
    """

    owner_kind = models.CharField(max_length=40, blank=True)
    owner = models.UUIDField(null=True, blank=True)
    kind = models.CharField(_("what it certifies"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name in lists"), max_length=120)
    title = MultilingualField(_("title"), max_length=80)
    lead = MultilingualField(_("line above the name"), max_length=200, blank=True)
    text = MultilingualField(_("text below the name"), max_length=600, is_long=True)
    issuer = MultilingualField(_("who issues it"), max_length=160)
    issuer_url = models.URLField(_("web page of the issuer"), max_length=300, blank=True)
    letterhead = MultilingualField(_("line below the issuer"), max_length=200, blank=True)
    place = models.CharField(_("place on the certificate"), max_length=120, blank=True)
    prefix = models.CharField(_("beginning of its numbers"), max_length=8, validators=[PREFIX])
    paper = models.CharField(_("paper"), max_length=6, choices=Paper.choices, default=Paper.LETTER)
    logos: Any = models.ManyToManyField(
        "core.StoredFile", related_name="+", blank=True, verbose_name=_("logos")
    )
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of certificates")
        verbose_name_plural = _("templates of certificates")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["owner_kind", "owner"], name="template_by_owner")]
        constraints = [
            models.CheckConstraint(
                name="template_names_its_owner_whole",
                condition=Q(owner_kind="", owner__isnull=True)
                | (~Q(owner_kind="") & Q(owner__isnull=False)),
                violation_error_message=_("Name the kind and the object, or neither."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("credentials:template", args=[self.uuid])

    @property
    def scope(self) -> tuple[str, Any]:
        """Where somebody must hold a verb to act on it."""
        return self.owner_kind, self.owner


class Signatory(models.Model):
    """Who signs: the name, in which office, and how the signature looks."""

    template = models.ForeignKey(Template, models.CASCADE, related_name="signatories")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=120)
    role = MultilingualField(_("office"), max_length=160, blank=True)
    # A picture that was printed stays on the disk: a certificate may still wait for its file.
    signature = models.ForeignKey(
        "core.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "order"],
                name="signatory_has_its_place",
                violation_error_message=_("Two people cannot sign at the same place."),
            )
        ]

    def __str__(self) -> str:
        return self.name
