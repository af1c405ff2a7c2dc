"""The words of what learners are asked about a course when it ends."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Asked(models.TextChoices):
    """What a reaction answers, each from 1 (not at all) to 5 (fully); Kirkpatrick, level 1."""

    USEFUL = "useful", _("What I learned is useful for my work.")
    CLEAR = "clear", _("The lessons were clear.")
    TAUGHT = "taught", _("Whoever taught answered my questions.")
    SESSIONS = "sessions", _("The sessions were worth the time and the way.")
    DOABLE = "doable", _("I could do it beside my work.")
    RECOMMEND = "recommend", _("I would recommend the course to others.")


SCALE = tuple((n, str(n)) for n in range(1, 6))
