"""The words of the scales and of what occasions are for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LEAST, MOST = 1, 5


class Purpose(models.TextChoices):
    """Why people are asked to rate."""

    BEFORE = "before", pgettext_lazy("why competences are rated", "Before")
    AFTER = "after", pgettext_lazy("why competences are rated", "After")
    FOLLOW_UP = "follow_up", pgettext_lazy("why competences are rated", "Months later")
    NEED = "need", pgettext_lazy("why competences are rated", "Training needs")
    OWN = "own", pgettext_lazy("why competences are rated", "For oneself")


USUAL_MONTHS = (3, 6, 12)  # after the end, when people are asked again


class OccasionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a rating", "Open")
    CLOSED = "closed", pgettext_lazy("state of a rating", "Closed")


class Importance(models.IntegerChoices):
    """How much a competence matters for what somebody does."""

    NONE = 1, _("Not important")
    LITTLE = 2, _("A little important")
    SOME = 3, _("Fairly important")
    MUCH = 4, _("Very important")
    ALL = 5, _("Indispensable")


class Ability(models.IntegerChoices):
    """How well somebody can do it, as they say themselves."""

    NOT_YET = 1, _("I cannot do it yet")
    WITH_MUCH_HELP = 2, _("With much help")
    WITH_SOME_HELP = 3, _("With a little help")
    ALONE = 4, _("On my own")
    TEACHES = 5, _("I could teach it")


SCALES: dict[str, type[models.IntegerChoices]] = {"importance": Importance, "ability": Ability}
