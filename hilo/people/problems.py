"""What people can do wrong here, each in a sentence that says how to go on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class NoStaffRole(Problem):
    sentence = _(
        "You hold no role that needs a staff session; everything of yours is open already."
    )
