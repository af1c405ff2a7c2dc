"""How sign-in behaves here: whose mails are sent, what happens after, how secrets are kept."""

from __future__ import annotations

import base64
import io
import logging
import secrets
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from hilo.core import vault
from hilo.people import access, mails, second_factor, services
from hilo.people.models import Account
from hilo.people.ways import onward, through

log = logging.getLogger(__name__)

SECOND_FACTORS = "hilo second factor"


class AccountBackend(AuthenticationBackend):
    """Loads the account with its person and place in one query: every page needs them."""

    def get_user(self, user_id: int) -> Account | None:
        accounts = Account.objects.select_related("person__territory__parent")
        try:
            return accounts.get(pk=user_id, is_active=True)
        except Account.DoesNotExist:
            return None


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This code is not right. Read it once more and write it again."),
        "incorrect_password": _("This password is not right. Write it again."),
        "email_password_mismatch": _("The address and the password do not go together."),
        "too_many_login_attempts": _(
            "Those were too many tries. Wait five minutes, then go on; nothing was lost."
        ),
        "rate_limited": _(
            "Those were too many tries. Wait five minutes, then go on; nothing was lost."
        ),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write allauth's mails in our words; those that we have no words for are not sent.

        What only tells of a change undoes nothing where no mail leaves; a code raises `MailDoesNotLeave`.
        """
        name = LETTERS.get(template_prefix.rpartition("/")[2])
        if name is not None:
            language, more = _for_reader(self.request, email, context)
            send = mails.send if name in WAITED_FOR else mails.send_or_log
            send(name, to=email, language=language, **more)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_login"))

    def is_reauthentication_required(self, **asked: Any) -> bool:
        """Never here: `views.security.confirmed` stands before every page that needs it."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return [
            {"id": "confirm", "description": "", "url": reverse(name)}
            for name in ("account_reauthenticate", "mfa_reauthenticate_webauthn")
        ]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what allauth wants said in our words, or nothing."""
        name = (message_template or "").rpartition("/")[2]
        said = message or SAID.get(name)
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        account: Any = request.user
        with translation.override(account.person.language):
            return reverse(settings.LOGIN_REDIRECT_URL)

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        """Take note of the arrival; then what is still missing comes before the page asked for."""
        services.arrive(user)
        services.forget_links(user)
        response = super().post_login(request, user, **told)
        with translation.override(user.person.language):
            response["Location"] = _what_comes_first(user, response["Location"])
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.person.language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
        return response


# allauth's name of a message: our words.
SAID = {
    "logged_out.txt": _("You are signed out. See you soon."),
    "totp_activated.txt": _("The app is your second factor now."),
    "totp_deactivated.txt": _("The app is no longer your second factor."),
    "webauthn_added.txt": _("The passkey is added."),
    "webauthn_removed.txt": _("The passkey is removed."),
}
# allauth's name of a mail: our letter.
LETTERS = {
    "login_code": "code",
    "unknown_account": "unknown",
    "totp_activated": "second_factor_added",
    "totp_deactivated": "second_factor_removed",
    "webauthn_added": "second_factor_added",
    "webauthn_removed": "second_factor_removed",
    "recovery_codes_generated": "recovery_codes_made",
    "password_changed": "password_changed",
    "password_set": "password_changed",
}
# The letters without which nobody can go on.
WAITED_FOR = {"code", "unknown"}


def _for_reader(
    request: HttpRequest, email: str, context: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The language of whoever has the address, and what their letter needs."""
    account = Account.objects.select_related("person").filter(email__iexact=email).first()
    language = account.person.language if account else translation.get_language()[:2]
    more: dict[str, Any] = {"person": account.person if account else None}
    more["join_url"] = mails.link("account_signup", language)
    if "code" in context or account is None:
        secret = services.make_link(account, leads_to=onward(request, ""))
        more["link"] = mails.link("people:link", language, secret=secret)
        more["code"] = context.get("code", "")
    return language, more


def _what_comes_first(account: Account, then: str) -> str:
    """Agreements that wait, then a second factor for whoever holds a staff role, then the page."""
    if access.is_staff(account) and not second_factor.has_one(account):
        then = through("people:second_factor", then)
    if services.waiting_for(account.person):
        then = through("people:agreements", then)
    return then


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted, their codes are drawn by segno."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Wait for the next one and write it."),
        "cannot_delete_authenticator": _(
            "Your role needs a second factor. Add another one before you remove this one."
        ),
        "cannot_generate_recovery_codes": _("Set up a second factor first."),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def build_totp_svg(self, url: str) -> str:
        """The QR code as SVG, black on white so that every camera reads it."""
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, border=3, light="#fff")
        return out.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return vault.locked(text, purpose=SECOND_FACTORS)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; where the key was lost, one that nobody knows, so that no code fits it."""
        try:
            return vault.opened(encrypted_text, purpose=SECOND_FACTORS)
        except vault.CannotBeOpened:
            log.error("a second factor cannot be opened: was HILO_SECRET_KEY changed?")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever holds a staff role keeps at least one."""
        return (
            not access.is_staff(authenticator.user) or second_factor.count(authenticator.user) > 1
        )

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = second_factor.count(user, [type]) + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": str(user.person)}

    def _get_site_name(self) -> str:
        return pgettext("name of the platform", "Hilo")
