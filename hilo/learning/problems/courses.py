"""What can stand in the way of writing and publishing a course."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class CourseNameTaken(Problem):
    sentence = _("There is already a course at this address. Choose another short name.")

    def __init__(self) -> None:
        super().__init__(field="slug")


class CourseNotPossibleNow(Problem):
    sentence = _("The course is in another state now. Load the page again.")


class NotReady(Problem):
    sentence = _("Before it can be published, mend what is listed below.")


class OfAnotherProgramme(Problem):
    sentence = _("This belongs to another programme. Choose something of the course's own.")


class ModuleIsNotEmpty(Problem):
    sentence = _("“%(name)s” still has steps. Move them to another module, or remove them, first.")


class StepWasDone(Problem):
    sentence = _(
        "“%(name)s” was done by learners already, so it stays in the course. "
        "Say that it does not count, or rewrite it."
    )


class TermTaken(Problem):
    sentence = _("Another term of this course has this short name. Choose another one.")

    def __init__(self) -> None:
        super().__init__(field="slug")


class FileNameTaken(Problem):
    sentence = _("Another file of this course has this short name. Choose another one.")

    def __init__(self) -> None:
        super().__init__(field="slug")


class IsSpokenOf(Problem):
    sentence = _("The lessons %(lessons)s speak of “%(name)s”. Take it out of their texts first.")


class NeitherFileNorLink(Problem):
    sentence = _("Choose a file, or give the address of a film.")

    def __init__(self) -> None:
        super().__init__(field="upload")


class FilmIsTooLarge(Problem):
    sentence = _(
        "This file has %(size)s MB; %(most)s MB fit at most. Make it smaller (480 lines are enough on a "
        "phone), cut it into parts, or put it on a site for films and give its address instead."
    )


class NoSuchRevision(Problem):
    sentence = _("This earlier text is not there. Choose one of the list.")
