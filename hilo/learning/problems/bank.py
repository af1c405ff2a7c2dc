"""What can stand in the way of keeping the question bank."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class CategoryTaken(Problem):
    sentence = _("This programme has a category of this name already.")


class CategoryInUse(Problem):
    sentence = _("Questions lie in this category. Move or retire them first.")


class QuestionInUse(Problem):
    sentence = _("This question is asked in a quiz. Retire it instead; what was answered stays.")


class NotTheSameShape(Problem):
    sentence = _(
        "The same question in another language has the same parts: %(wanted)s here, %(found)s there."
    )


class WrongLanguage(Problem):
    sentence = _("The question was written in this language already. Change the question itself.")


class SomebodyWasFaster(Problem):
    sentence = _(
        "Somebody saved version %(number)s while you were writing. What you typed stands below and is "
        "not saved yet; what they saved stands beside it. Save again to make yours the newest."
    )


class FileIsGone(Problem):
    sentence = _("The file is no longer here. Choose it again; nothing was taken in.")
