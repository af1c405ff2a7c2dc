"""The outline of an edition as HTML, written in Python: thirty lines with their marks cost less than 1 ms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from functools import lru_cache, partial
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from hilo.core.text import Text
from hilo.learning.queries.outline import ModuleLine, Outline, StepLine
from hilo.ui import reader
from hilo.ui.addresses import NOBODY
from hilo.ui.numerals import figure

SLUG = "a-slug-that-no-course-has"
NO_DIGITS = "00000000"


def address_of(slug: str, step: StepLine) -> str:
    """Where a step of the course at `slug` is done; nothing where this installation has no such page."""
    pattern = _address(step.kind, get_language(), settings.ROOT_URLCONF)
    there = pattern.replace(SLUG, slug)
    return there.replace(str(NOBODY), str(step.uuid)).replace(NO_DIGITS, step.short)


@lru_cache(maxsize=64)
def _address(kind: str, language: str | None, urls: str) -> str:
    words = {"short": NO_DIGITS} if kind == "lesson" else {"step": NOBODY}
    try:
        return reverse(f"learning:{kind}", kwargs={"slug": SLUG, **words})
    except NoReverseMatch:
        return ""


def minutes_in_words(minutes: int) -> str:
    """«25 min», «2 h 5 min»."""
    hours, rest = divmod(minutes, 60)
    told = {"hours": figure(hours), "minutes": figure(rest)}
    if not hours:
        return pgettext("how long", "%(minutes)s min") % told
    if not rest:
        return pgettext("how long", "%(hours)s h") % told
    return pgettext("how long", "%(hours)s h %(minutes)s min") % told


def kind_in_words(kind: str) -> str:
    return {
        "lesson": pgettext("kind of step", "Lesson"),
        "quiz": pgettext("kind of step", "Quiz"),
        "assignment": pgettext("kind of step", "Assignment"),
    }[kind]


def steps_in_words(module: ModuleLine) -> str:
    """«4 steps · 1 h 20 min»."""
    count = len(module.steps)
    words = ngettext("%(count)s step", "%(count)s steps", count) % {"count": figure(count)}
    return f"{words} · {minutes_in_words(module.minutes)}"


def drawn(
    outline: Outline,
    slug: str,
    *,
    is_read: bool,
    done: Collection[UUID] = (),
    current: UUID | None = None,
    is_folded: bool = False,
) -> SafeString:
    """The whole outline; its steps are links where `is_read`. `is_folded`: only the current module lies open."""
    here = outline.place.get(current) if current else None
    at = outline.steps[here].module if here is not None else 0
    eyes = (reader.language(), reader.territory(), settings.ROOT_URLCONF)
    draw = partial(_drawn_step, outline, slug if is_read else "", eyes)
    parts = [
        _module(number, module, is_folded, number == at, _steps(module, draw, done, current))
        for number, module in enumerate(outline.modules)
    ]
    return mark_safe(f'<ol class="course-outline">{"".join(parts)}</ol>')  # escaped where written


def _module(number: int, module: ModuleLine, is_folded: bool, is_open: bool, steps: str) -> str:
    title = f"{figure(number + 1)}. {words(module.title)}"
    about = f"<small>{escape(steps_in_words(module))}</small>"
    if not is_folded:
        return f"<li><h3>{title}</h3>{about}{steps}</li>"
    opened = " open" if is_open else ""
    return f"<li><details{opened}><summary><span>{title}</span> {about}</summary>{steps}</details></li>"


def _steps(
    module: ModuleLine,
    draw: Callable[[StepLine, bool, bool], str],
    done: Collection[UUID],
    current: UUID | None,
) -> str:
    lines = (draw(step, step.uuid in done, step.uuid == current) for step in module.steps)
    return f'<ol class="course-steps">{"".join(lines)}</ol>'


def _drawn_step(
    outline: Outline, slug: str, eyes: Hashable, step: StepLine, is_done: bool, is_here: bool
) -> str:
    """A step as it was drawn for others: an outline never changes, and every lesson shows all of it."""
    key = (step.uuid, slug, eyes, is_done, is_here)
    found = outline.pieces.get(key)
    if found is None:
        href = address_of(slug, step) if slug else ""
        found = outline.pieces[key] = _step(step, href, is_done, is_here)
    return found


def _step(step: StepLine, href: str, is_done: bool, is_here: bool) -> str:
    here = ' aria-current="page"' if is_here else ""
    done = escape(_("done"))
    mark = f'<span class="done-mark">{done}</span>' if is_done else ""
    name = words(step.title)
    name = f'<a href="{escape(href)}"{here}>{name}</a>' if href else f"<span>{name}</span>"
    about = [] if step.kind == "lesson" else [kind_in_words(step.kind)]
    about += [minutes_in_words(step.minutes)]
    about += [] if step.is_required else [_("as you like")]
    state = " data-done" if is_done else ""
    return f'<li data-kind="{step.kind}"{state}>{name} <small>{escape(" · ".join(about))}</small>{mark}</li>'


def words(text: Text) -> str:
    """A text in the reader's language, or marked with its own."""
    shown = text.shown()
    if not shown.is_fallback:
        return str(escape(shown.value))
    return f'<bdi lang="{shown.language}">{escape(shown.value)}</bdi>'
