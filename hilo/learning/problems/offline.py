"""What can stand in the way of something that was done without a signal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class NotReserved(Problem):
    sentence = _(
        "These answers cannot be placed: the quiz was kept too long ago, or by somebody else. "
        "Keep the course anew and answer it again."
    )


class AskedOtherwise(Problem):
    sentence = _(
        "You had begun this quiz on another device too, with other questions. This answer belongs to "
        "none of them, so it does not count."
    )


class StepGone(Problem):
    sentence = _(
        "This step is no longer part of the course that you take. What you did stays with you."
    )


class NeedsSignal(Problem):
    sentence = _("This quiz has a time limit, so it is taken with a signal.")
