"""allauth's pages of second factors, with our words and one more refusal."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from hilo.people import second_factor


class AddApp(ActivateTOTPView):
    """The code that was written is not asked for again on the next page."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        second_factor.take_as_proof(self.request, Authenticator.Type.TOTP)
        return answer


class AddPasskey(AddWebAuthnView):
    """The passkey that was shown is not asked for again on the next page."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        second_factor.take_as_proof(self.request, Authenticator.Type.WEBAUTHN)
        return answer


class RemovePasskey(RemoveWebAuthnView):
    """Whoever holds a staff role keeps at least one second factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if adapter.can_delete_authenticator(self.get_object()):
            return super().form_valid(form)
        form.add_error(None, adapter.error_messages["cannot_delete_authenticator"])
        return self.form_invalid(form)


class ConfirmPasskey(ReauthenticateWebAuthnView):
    """A passkey that does not fit leads back to this page, with a sentence."""

    request: HttpRequest

    def form_invalid(self, form: Any) -> HttpResponse:
        for problem in form.errors.get("credential", []):
            messages.error(self.request, problem)
        return redirect(self.request.get_full_path() or reverse("account_reauthenticate"))
