"""Credentials enter the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CredentialsConfig(AppConfig):
    name = "hilo.credentials"
    label = "credentials"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        from hilo.credentials import register

        register.everything()
