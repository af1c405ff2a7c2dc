"""What can stand in the way of asking before and after."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class NothingToRateInCourse(Problem):
    sentence = _("The course names no competences yet. Choose some on its page first.")


class RateAfterFirst(Problem):
    sentence = _("A follow-up asks the same people again: open the rating after the course first.")
