"""People enters the house: its roles' verbs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "hilo.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from hilo.people import register

        register.everything()
