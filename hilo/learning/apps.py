"""Learning enters the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "hilo.learning"
    label = "learning"
    verbose_name = _("Learning")

    def ready(self) -> None:
        from hilo.learning import register

        register.everything()
