"""What can stand in the way of taking a quiz, or of making one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class NotLearning(Problem):
    sentence = _(
        "You no longer take part in this course, so nothing was changed. What you had saved is kept. "
        "If this is a mistake, write to your coordinator."
    )


class NoAttemptLeft(Problem):
    sentence = _(
        "You have used all attempts of this quiz. If you need another one, write to your trainer."
    )


class NothingToAnswer(Problem):
    sentence = _(
        "This quiz has no question yet. Its author has to add some; try again in a few days."
    )


class TimeIsOver(Problem):
    sentence = _(
        "The time of this attempt ended before this answer arrived. What was saved until then counts."
    )


class AlreadyHandedIn(Problem):
    sentence = _(
        "This attempt was handed in already, perhaps on another device. What was saved until then counts."
    )


class AlreadyTold(Problem):
    sentence = _("You have seen whether this answer is right, so it stays as it is.")


class AnswerTooLong(Problem):
    sentence = _(
        "This answer has more than %(most)s letters. Shorten it; what was saved before is kept."
    )


class NoSuchQuestion(Problem):
    sentence = _("This attempt has no such question. Open the quiz again.")


class NotToBeGraded(Problem):
    sentence = _("There is nothing to grade here any more: somebody else was faster.")


class MarksOutOfRange(Problem):
    sentence = _("Give between 0 and %(most)s points.")


class LevelsIncomplete(Problem):
    sentence = _("Choose a level for each criterion.")


class SlotIsEmpty(Problem):
    sentence = _("Choose a question, or a category to draw from.")


class QuestionTwice(Problem):
    sentence = _("This question stands in the quiz already.")


class NoMarks(Problem):
    sentence = _("Marks are a number from 0 to 1000.")


class NoDraws(Problem):
    sentence = _("Draw between 1 and 100 questions.")
