"""Somebody in the network."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.registries import Audience
from hilo.core.time import today

# Signs that end a line or turn the direction of all that follows.
_UNRULY = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def one_line(name: str) -> str:
    """`name` without line breaks and signs that turn the text round it: it stands in letters,
    subjects and tables, and must not look like anything but a name."""
    return " ".join(_UNRULY.sub(" ", name).split())


class Gender(models.TextChoices):
    """As the person states it; never guessed."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", pgettext_lazy("gender", "Other")
    NOT_STATED = "not_stated", pgettext_lazy("gender", "Not stated")


class NameOrder(models.TextChoices):
    """Which name a person puts first."""

    GIVEN_FIRST = "given_first", _("Given name first")
    FAMILY_FIRST = "family_first", _("Family name first")


class Visibility(models.TextChoices):
    """Who may see one field of a profile, from the widest circle to the narrowest."""

    PUBLIC = "public", _("Everybody, also outside the network")
    MEMBERS = "members", _("Members of the network")
    CIRCLES = "circles", _("My organisations and my coordinators")
    ME = "me", _("Only me")


class PersonQuerySet(models.QuerySet["Person"]):
    """Words for choosing people."""

    def present(self) -> PersonQuerySet:
        """Without those who were erased."""
        return self.filter(erased_at__isnull=True)

    def named(self, text: str) -> PersonQuerySet:
        """Whose name or address contains each word of `text`; accents do not matter."""
        found = self
        for word in fold(text).split():
            found = found.filter(folded__contains=word)
        return found

    def invited(self) -> PersonQuerySet:
        """Who was invited and has not come yet."""
        return self.filter(joined_at__isnull=True, invited_at__isnull=False)

    def joined(self) -> PersonQuerySet:
        """Who has signed in at least once."""
        return self.filter(joined_at__isnull=False)

    def never_here(self) -> PersonQuerySet:
        """Who is on record, was never invited, and never signed in."""
        return self.filter(joined_at__isnull=True, invited_at__isnull=True)


def latest_birth_year() -> int:
    """The last year of birth that a grown-up or an apprentice may have: 14 years ago."""
    return today().year - 14


def check_birth_year(year: int) -> None:
    """A year of birth is that of a living person of at least 14 years."""
    if year > latest_birth_year():
        raise ValidationError(
            _("Write a year of birth between 1900 and %(last)s."),
            params={"last": str(latest_birth_year())},
        )


class Person(Identified, Stamped, Versioned):
    """Somebody in the network, with or without an account."""

    given_name = models.CharField(_("given name"), max_length=120)
    family_name = models.CharField(_("family name"), max_length=120, blank=True)
    name_order = models.CharField(
        _("order of the name"),
        max_length=12,
        choices=NameOrder.choices,
        default=NameOrder.GIVEN_FIRST,
    )
    folded = models.CharField(max_length=500, db_index=True, editable=False)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="es"
    )
    territory = models.ForeignKey(
        "places.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place"),
    )
    gender = models.CharField(
        _("gender"), max_length=10, choices=Gender.choices, default=Gender.NOT_STATED
    )
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"),
        null=True,
        blank=True,
        validators=[
            MinValueValidator(1900, _("Write a year of birth after 1900.")),
            check_birth_year,
        ],
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    photo = models.ForeignKey(
        "core.StoredFile",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photograph"),
    )
    visibility = models.JSONField(default=dict, blank=True)
    shown_to = models.CharField(
        _("who may find this profile"),
        max_length=8,
        choices=Visibility.choices,
        default=Visibility.MEMBERS,
    )
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["folded", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_name__gt="") | Q(erased_at__isnull=False),
                name="person_has_a_name",
                violation_error_message=_("Write at least a given name."),
            ),
        ]
        indexes = [
            models.Index(fields=["joined_at"], name="person_by_joining"),
            models.Index(fields=["invited_at"], name="person_by_invitation"),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return gettext("A person who has left")
        names = (self.given_name, self.family_name)
        if self.name_order == NameOrder.FAMILY_FIRST:
            names = names[::-1]
        return " ".join(filter(None, names))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.given_name, self.family_name = one_line(self.given_name), one_line(self.family_name)
        self.folded = "" if self.erased_at else fold(f"{self} {self.email}")[:500]
        super().save(*args, **kwargs)

    @property
    def account_or_none(self) -> Any:
        """This person's account, or None for somebody without a way in."""
        return getattr(self, "account", None) if self.pk else None

    @property
    def email(self) -> str:
        """The address of this person's account, or the empty text."""
        return self.account_or_none.email if self.account_or_none else ""

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def audience(self) -> Audience:
        """Who finds this profile through the search: everybody, members once its person has come, or nobody."""
        if self.is_erased:
            return ""
        if self.shown_to == Visibility.PUBLIC:
            return "public"
        return "members" if self.shown_to == Visibility.MEMBERS and self.joined_at else ""
