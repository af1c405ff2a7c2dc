"""What can stand in the way of handing in a work, or of judging it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class NothingToHandIn(Problem):
    sentence = _("Write something before you hand in.")


class FileIsMissing(Problem):
    sentence = _("Choose a file before you hand in.")


class NotToBeHandedIn(Problem):
    sentence = _(
        "This work was handed in already, perhaps on another device. Take it back to change it."
    )


class NotToBeTakenBack(Problem):
    sentence = _("It was answered meanwhile, so it cannot be taken back. Read the answer below.")


class NotToBeJudged(Problem):
    sentence = _("Its author took it back meanwhile, or somebody else answered it. Look again.")


class SayWhatToImprove(Problem):
    sentence = _("Say what should be better; the learner reads it.")


class LevelMissing(Problem):
    sentence = _("Choose a level for each criterion.")


class PointsOutOfRange(Problem):
    sentence = _("Give between 0 and %(most)s points.")
