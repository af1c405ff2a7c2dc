"""What the bank, quizzes, assignments and grades tell the rest of the house about themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hilo.core import registries
from hilo.core.keeping import kept
from hilo.core.registries import HomeBlock, MenuEntry, NamedPage, ObjectKind, Schedule, ToDo
from hilo.core.sheets import sheets
from hilo.learning import access, tasks
from hilo.learning.models import Attempt, Page, Question
from hilo.learning.owned import DATA
from hilo.learning.queries import grading
from hilo.learning.sheets.grading import GradingSheet
from hilo.learning.sheets.questions import QuestionsSheet
from hilo.people import access as people
from hilo.ui.numerals import figure


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    registries.kinds.add(
        ObjectKind(
            "question",
            gettext_lazy("Question"),
            gettext_lazy("Questions"),
            Question,
            questions_visible_to,
            order=23,
        )
    )
    menu()
    sheets.add(QuestionsSheet())
    sheets.add(GradingSheet())
    registries.homes.add(HomeBlock("grading", gettext_lazy("To grade"), to_do, order=14))
    registries.personal_data.add(DATA)
    registries.schedules.add(
        Schedule("learning.expire", tasks.end_attempts, dt.timedelta(minutes=5))
    )
    measured_pages()


def questions_visible_to(user: Any) -> Any:
    """The questions of the banks that `user` keeps."""
    scopes = people.scopes_of(user, access.WRITE)
    rows = Question.objects.all()
    if scopes.is_everywhere:
        return rows
    return rows.filter(programme__uuid__in=scopes.of_kind("programme"))


def menu() -> None:
    registries.menu.add(
        MenuEntry(
            "questions", "office", gettext_lazy("Question bank"), "learning:banks", writes, 33
        )
    )
    registries.menu.add(
        MenuEntry("grading", "office", gettext_lazy("To grade"), "learning:queue", teaches, 34)
    )


def writes(viewer: Any) -> bool:
    return bool(people.scopes_held(viewer, access.WRITE))


def teaches(viewer: Any) -> bool:
    return bool(people.scopes_held(viewer, access.TEACH))


def to_do(viewer: Any) -> Iterable[ToDo]:
    """What waits for a trainer."""
    scopes = people.scopes_of(viewer, access.TEACH)
    if not scopes:
        return
    if count := kept(("to grade", scopes), lambda: _waiting(viewer), is_small=True):
        said = ngettext("%(count)s work waits for you", "%(count)s works wait for you", count)
        words = said % {"count": figure(count, 0)}
        yield ToDo(words, reverse("learning:queue"), _("Grade them"))


def _waiting(viewer: Any) -> int:
    """How many works and attempts with essays wait in the cohorts that `viewer` teaches."""
    mine = access.cohorts_kept_by(viewer, access.TEACH)
    found = grading.cohorts_waiting(mine, *grading.waiting_by_cohort())
    return sum(one.works + one.essays for one in found)


def measured_pages() -> None:
    """The pages of this part for `bin/hilo bench`; they need a programme with questions."""
    office: dict[str, Any] = {"is_whole": True, "order": 63}
    measured = registries.measured
    measured("office: question bank", "learning:bank", "coordinator", args=a_bank, **office)
    measured("office: a question", "learning:question", "coordinator", args=a_question, **office)
    measured("office: to grade", "learning:queue", "coordinator", **office)
    for name, query, limit in (("", "", 2), (", all on one page", "?all=1", 8)):
        registries.named_pages.add(
            NamedPage(f"office: gradebook{name}", _gradebook(query), "coordinator", True, limit, 63)
        )
    measured(
        "office: quiz statistics", "learning:quiz_statistics", "coordinator", args=a_quiz, **office
    )


def a_bank() -> list[Any]:
    return [Question.objects.values_list("programme__slug", flat=True)[0]]


def a_question() -> list[Any]:
    return list(Question.objects.values_list("programme__slug", "uuid")[0])


def a_quiz() -> list[Any]:
    rows = Page.objects.filter(kind="quiz", attempts__isnull=False)
    return list(rows.values_list("edition__course__slug", "step")[0])


def _gradebook(query: str) -> Callable[[], str]:
    return lambda: reverse("learning:gradebook", args=a_cohort()) + query


def a_cohort() -> list[Any]:
    """Of those whose people have taken a quiz, the one with the most people."""
    rows = access.Cohort.objects.filter(pk__in=Attempt.objects.values("enrolment__cohort"))
    counted = rows.annotate(people=Count("enrolments"))
    return [counted.order_by("-people", "pk").values_list("slug", flat=True)[0]]
