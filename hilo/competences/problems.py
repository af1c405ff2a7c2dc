"""What people can do wrong with competences and ratings, in sentences that tell the next step."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class CodeTaken(Problem):
    sentence = _("There is already a competence with this short name. Choose another one.")


class GroupCodeTaken(Problem):
    sentence = _("There is already a group with this short name. Choose another one.")


class CompetenceInUse(Problem):
    sentence = _("Something points to this competence (%(what)s). Retire it instead.")


class NothingToRate(Problem):
    sentence = _("Choose at least one competence to be rated.")


class NotOpen(Problem):
    sentence = _("Ratings are closed here. What you had saved stays as it was.")


class NotYetOpen(Problem):
    sentence = _("Rating begins on %(day)s. Come back then.")


class NotAskedHere(Problem):
    sentence = _("This competence is not rated here. Load the page again.")


class NotOnTheScale(Problem):
    sentence = _("A rating is a number from 1 to 5. Choose one of them.")


class UnknownPeopleGroup(Problem):
    sentence = _("This group of people is not among those who are asked here.")


class OccasionMovedOn(Problem):
    sentence = _("It is in another state now. Load the page again.")
