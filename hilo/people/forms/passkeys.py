"""What a device says of its key, read so that nothing a stranger sends as one breaks a page."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms

from hilo.ui.forms import Form

LONGEST = 20_000  # letters; a real one has some two thousand


def not_right() -> forms.ValidationError:
    return get_adapter().validation_error("incorrect_code")


class Credential(forms.JSONField):
    """A JSON object; numbers beyond all size, deep nests and other text are no credential."""

    widget = forms.HiddenInput

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Never shown again: each try is answered by the device anew."""
        return None

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > LONGEST:
            raise not_right()
        try:
            found = super().to_python(value)
        except (ValueError, RecursionError):
            raise not_right() from None
        if found is not None and not isinstance(found, dict):
            raise not_right()
        return found


class Readable(forms.Form):
    """The passkey forms of allauth raise what their JSON happens to lack; here it is a sentence."""

    credential = Credential()

    def clean(self) -> Any:
        try:
            return super().clean()
        except (ValueError, TypeError, KeyError, AttributeError):
            raise not_right() from None


class PasskeySignInForm(Readable, Form, LoginWebAuthnForm):
    """Sign in with a passkey alone."""

    def clean_credential(self) -> Any:
        return _read(super().clean_credential)


class ConfirmPasskeyForm(Readable, Form, ReauthenticateWebAuthnForm):
    """Show the passkey once more."""

    def clean_credential(self) -> Any:
        return _read(super().clean_credential)


def _read(clean: Any) -> Any:
    try:
        return clean()
    except (ValueError, TypeError, KeyError, AttributeError):
        raise not_right() from None
