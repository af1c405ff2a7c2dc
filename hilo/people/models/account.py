"""Ways in: an account, a link that signs in once, a staff session."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified
from hilo.core.prepared import Given, Prepared
from hilo.core.time import now
from hilo.people.models.person import Person


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(email=email.strip().lower(), **fields)
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
    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    # Which staff session the browser of this request is in; set by the middleware.
    duty_uuid: UUID | None = None

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="account_email_is_lower_case",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def person_uuid(self) -> UUID:
        """The UUID under which the journal knows this account's person."""
        return self.person.uuid

    @property
    def territory_code(self) -> str:
        """The country (ISO 3166-1) whose digits, dates and paper this person reads, or nothing."""
        place = self.person.territory
        return place.code[:2] if place is not None else ""

    @cached_property
    def duty(self) -> DutySession | None:
        """The staff session in force in this browser, or None."""
        if self.duty_uuid is None:
            return None
        found = OF_A_BROWSER.rows(uuid=self.duty_uuid, account=self.pk)
        moment = now()
        return next((duty for duty in found if duty.ends_at > moment), None)

    def begin_in_browser(self, duty_uuid: UUID | None) -> None:
        """Know this account in a browser whose staff session is `duty_uuid` (None: there is none)."""
        self.__dict__.pop("duty", None)
        self.duty_uuid = duty_uuid


class DutyQuerySet(models.QuerySet["DutySession"]):
    def in_force(self) -> DutyQuerySet:
        """Neither ended nor run out."""
        return self.filter(ended_at__isnull=True, ends_at__gt=now())


class DutySession(Identified):
    """Time in which one browser of one account has the power of its staff roles."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="duties")
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff session")
        verbose_name_plural = _("staff sessions")
        ordering = ["-began_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("began_at")), name="duty_ends_after_it_began"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.began_at:%Y-%m-%d %H:%M}"


OF_A_BROWSER = Prepared(
    lambda: DutySession.objects.filter(
        uuid=Given("uuid", models.UUIDField()), account=Given("account"), ended_at=None
    )
)


class SignInLink(models.Model):
    """A link in a mail that signs in once; only a hash of it is kept. Decoys have no account."""

    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="sign_in_links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    leads_to = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sign-in link")
        verbose_name_plural = _("sign-in links")

    def __str__(self) -> str:
        return f"{self.account} {self.created_at:%Y-%m-%d %H:%M}"
