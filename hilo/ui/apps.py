"""The face as Django knows it."""

import datetime as dt

from django.apps import AppConfig
from django.core.signals import request_started
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Everything that people see is made of pieces from here."""

    name = "hilo.ui"
    label = "ui"

    def ready(self) -> None:
        from hilo.core.registries import PersonalData, Schedule, personal_data, schedules
        from hilo.ui import drafts, measured, reader, tasks
        from hilo.ui.sheets import register as sheets

        personal_data.add(PersonalData("drafts", _("Drafts"), drafts.export, drafts.erase))
        schedules.add(Schedule("ui.forget_drafts", tasks.forget_drafts, dt.timedelta(days=1)))
        sheets.enter_menu()
        measured.measured_pages()
        # A thread serves one reader after the other: the next one is not read as the last.
        request_started.connect(reader.forget, dispatch_uid="ui.reader")
