"""Competences enter the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetencesConfig(AppConfig):
    name = "hilo.competences"
    label = "competences"
    verbose_name = _("Competences")

    def ready(self) -> None:
        from hilo.competences import register

        register.everything()
