"""Forms on the way in."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hilo.people.forms.passkeys import Readable
from hilo.people.forms.persons import NameField
from hilo.people.problems import CodeIsWrong
from hilo.ui.forms import Form

ONE_TIME = {"inputmode": "numeric", "autocomplete": "one-time-code"}
PASSWORD: dict[str, Any] = {"strip": False, "max_length": 128}


class EmailForm(Form):
    """Where the code goes."""

    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)


class CodeForm(Form):
    """The six digits of a mail."""

    code = forms.CharField(
        label=_("The six digits"), max_length=20, widget=forms.TextInput(attrs=ONE_TIME)
    )

    def __init__(self, *args: Any, expected: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if self.expected is not None and not compare_user_code(actual=code, expected=self.expected):
            raise forms.ValidationError(str(CodeIsWrong()))
        return code


class OwnPasswordForm(Form):
    """The password, to prove who sits here."""

    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        **PASSWORD,
    )


class PasswordSignInForm(OwnPasswordForm):
    """For whoever has chosen a password."""

    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    field_order = ["email", "password"]


class NewPasswordForm(Form):
    """A password is optional; whoever wants one chooses a long one."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least ten characters. Three words that have nothing in common are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        **PASSWORD,
    )

    def __init__(self, *args: Any, account: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, self.account)
        return password


class JoinForm(Form):
    """Everything that joining asks."""

    given_name = NameField(label=_("Your given name"), max_length=120)
    family_name = NameField(label=_("Your family name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, help_text=_("We send a code there.")
    )
    language = forms.ChoiceField(
        label=_("The language in which we write to you"), choices=settings.LANGUAGES
    )
    agrees = forms.BooleanField(label=_("I agree"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = (get_language() or settings.LANGUAGE_CODE)[:2]


class AgreeForm(Form):
    """One tick, on purpose."""

    agrees = forms.BooleanField(label=_("I agree"))


class SecondFactorForm(Form, AuthenticateForm):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("The code that your app shows, or a recovery code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )


class ConfirmSecondFactorForm(Form, ReauthenticateForm):
    """The same, from somebody who has signed in already."""

    code = forms.CharField(
        label=_("The code that your app shows, or a recovery code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )


class AddAppForm(Form, ActivateTOTPForm):
    """The first code of a new app."""

    code = forms.CharField(
        label=_("The code that the app shows now"),
        max_length=20,
        widget=forms.TextInput(attrs=ONE_TIME),
    )


class RemoveAppForm(Form, DeactivateTOTPForm):
    """Nothing to fill in; it may be refused."""


class AddPasskeyForm(Readable, Form, AddWebAuthnForm):
    """A name for the passkey; its key is made by the device."""

    name = forms.CharField(
        label=_("A name for it"),
        required=False,
        max_length=60,
        help_text=_("So that you know it again: “my phone”, “key ring”."),
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without a code by e-mail"),
        required=False,
        initial=True,
        help_text=_("The device then asks for your finger, your face or its own code."),
    )


class RenamePasskeyForm(Form, EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("A name for it"), max_length=60)
