"""Addresses whose names allauth asks for, under words that people say.

They bear no namespace, because allauth reverses them by these names.
"""

from __future__ import annotations

from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.views import EditWebAuthnView, LoginWebAuthnView
from django.urls import URLPattern, path, reverse_lazy

from hilo.core.access import open_to_all
from hilo.people.views import security, signing_in
from hilo.people.views.passkeys import AddApp, AddPasskey, ConfirmPasskey, RemovePasskey
from hilo.people.views.security import confirmed

OVERVIEW = reverse_lazy("mfa_index")

# The views of allauth that we use, each with our template.
authenticate = open_to_all(AuthenticateView.as_view(template_name="people/authenticate.html"))
passkey_sign_in = open_to_all(LoginWebAuthnView.as_view())
passkey_confirm = ConfirmPasskey.as_view(template_name="people/confirm_passkey.html")
app_add = AddApp.as_view(template_name="people/app_add.html")
app_remove = DeactivateTOTPView.as_view(template_name="people/app_remove.html")
codes = ViewRecoveryCodesView.as_view(template_name="people/recovery_codes.html")
codes_new = GenerateRecoveryCodesView.as_view(template_name="people/recovery_codes_new.html")
codes_file = DownloadRecoveryCodesView.as_view(template_name="people/recovery_codes.txt")
passkey_add = AddPasskey.as_view(template_name="people/passkey_add.html")
passkey_remove = RemovePasskey.as_view(
    template_name="people/passkey_remove.html", success_url=OVERVIEW
)
passkey_rename = EditWebAuthnView.as_view(
    template_name="people/passkey_rename.html", success_url=OVERVIEW
)

urlpatterns: list[URLPattern] = [
    # allauth knows the page that asks for a code by a name of its own; here both are one.
    path("sign-in/", signing_in.sign_in, name="account_request_login_code"),
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/code/", signing_in.code, name="account_confirm_login_code"),
    path("sign-in/second-factor/", authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkey_sign_in, name="mfa_login_webauthn"),
    path("sign-out/", signing_in.sign_out, name="account_logout"),
    path("join/", signing_in.join, name="account_signup"),
    path("me/security/", security.security, name="mfa_index"),
    path("me/security/confirm/", security.confirm, name="account_reauthenticate"),
    path("me/security/confirm/passkey/", passkey_confirm, name="mfa_reauthenticate_webauthn"),
    path("me/security/app/", confirmed(app_add), name="mfa_activate_totp"),
    path("me/security/app/remove/", confirmed(app_remove), name="mfa_deactivate_totp"),
    path("me/security/recovery-codes/", confirmed(codes), name="mfa_view_recovery_codes"),
    path(
        "me/security/recovery-codes/new/", confirmed(codes_new), name="mfa_generate_recovery_codes"
    ),
    path(
        "me/security/recovery-codes/file/",
        confirmed(codes_file),
        name="mfa_download_recovery_codes",
    ),
    path("me/security/passkeys/add/", confirmed(passkey_add), name="mfa_add_webauthn"),
    path(
        "me/security/passkeys/<int:pk>/remove/",
        confirmed(passkey_remove),
        name="mfa_remove_webauthn",
    ),
    path(
        "me/security/passkeys/<int:pk>/rename/", confirmed(passkey_rename), name="mfa_edit_webauthn"
    ),
]
