"""Accounts, persons, and the roles granted to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified, Stamped, Versioned


class Gender(models.TextChoices):
    """As the person states it; never guessed."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", _("Other")
    NOT_STATED = "not_stated", _("Not stated")


class Person(Identified, Stamped, Versioned):
    """Somebody in the network, with or without an account."""

    given_name = models.CharField(_("given name"), max_length=120)
    family_name = models.CharField(_("family name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, default="es")
    territory = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+"
    )
    gender = models.CharField(
        _("gender"), max_length=10, choices=Gender.choices, default=Gender.NOT_STATED
    )
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save()
        return account

    def get_by_natural_key(self, email: str | None) -> Account:
        return self.get(email__iexact=email)


class Account(AbstractBaseUser):
    """A way in: one e-mail address, one person."""

    email = models.EmailField(_("e-mail"), unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = AccountManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.email

    @property
    def person_uuid(self) -> UUID:
        """The UUID under which the journal knows this account's person."""
        return self.person.uuid
