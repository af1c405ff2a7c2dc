"""In which languages each step of a course is written, as a table that leads to where it is translated."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.core.text import own_name_of
from hilo.learning.models import Step
from hilo.learning.queries.drafts import Draft
from hilo.ui.tables import Column, Table


def table(draft: Draft) -> Table:
    """One line for each lesson, one column for each language of the course."""
    slug, codes = draft.course.slug, draft.course.languages
    lessons = [step for step in draft.steps if step.kind == Step.Kind.LESSON]
    name = Column("title", _("Lesson"), lambda step: step.title, is_row_name=True)
    columns = (name, *(_column(slug, code) for code in codes))
    return Table(rows=lessons, columns=columns, caption=_("Languages"), on_phone="cards")


def _column(slug: str, code: str) -> Column:
    def href(step: Step) -> str:
        return reverse("learning:translate_lesson", args=[slug, step.uuid, code])

    return Column(code, own_name_of(code), lambda step: standing(step, code)[0], href=href)


def standing(step: Step, code: str) -> tuple[str, str]:
    """How the text stands in a language, in words and in a tone."""
    body = step.lesson.body
    if code not in body.texts:
        return _("missing"), "wait"
    if code == body.original:
        return _("original"), ""
    return (_("look again"), "warn") if code in body.stale else (_("up to date"), "ok")
