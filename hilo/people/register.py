"""What people tells the rest of the house about itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.access import decide_with
from hilo.people import access
from hilo.people.roles import Coordinator, Operator, allow


def everything() -> None:
    """Enter verbs; called once, when the application starts."""
    verbs()
    decide_with(may=access.can, require=access.require)


def verbs() -> None:
    allow("people.see", _("See people's profiles and how to reach them."), Coordinator)
    allow("people.invite", _("Invite people and see who has come."), Coordinator)
    allow("people.change", _("Correct people's profiles and download lists."), Coordinator)
    allow("people.grant", _("Give and take back roles."), Coordinator)
    allow("people.answer_requests", _("Answer requests about personal data."), Coordinator)
    # Places lies below and knows no roles.
    allow("places.change_regions", _("Make and change the regions of a programme."), Coordinator)
    allow("system.keep", _("See how the installation fares: mail, tasks, checks."), Operator)
