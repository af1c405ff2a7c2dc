"""Programmes enter the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "hilo.programme"
    label = "programme"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        from hilo.programme import register

        register.everything()
