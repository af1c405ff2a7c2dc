"""The outline of a draft as its writers see it, written in Python: each line with what can be done with it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.core.text import own_name_of
from hilo.learning.models import Module, Step
from hilo.learning.queries.drafts import Draft
from hilo.learning.services.freezing import body_of
from hilo.learning.showing.outline import kind_in_words, minutes_in_words, words
from hilo.ui.addresses import NOBODY
from hilo.ui.icons import icon_markup
from hilo.ui.numerals import figure


def drawn(draft: Draft) -> SafeString:
    """All modules with their steps; the moves are buttons of one form around it (`{% csrf_token %}` stands there)."""
    drawing = _Drawing(draft)
    lines = "".join(drawing.module(number, one) for number, one in enumerate(draft.modules))
    return mark_safe(f'<ol class="draft-outline">{lines}</ol>')  # escaped where it is written


class _Drawing:
    """What every line needs: addresses looked up once."""

    def __init__(self, draft: Draft) -> None:
        self.course, self.languages = draft.course, draft.course.languages
        self.patterns: dict[str, str] = {}

    def at(self, name: str, uuid: Any) -> str:
        if name not in self.patterns:
            self.patterns[name] = self.pattern(name)
        return escape(self.patterns[name].replace(str(NOBODY), str(uuid)))

    def pattern(self, name: str) -> str:
        """An address with a place for the uuid; where a kind has no page to write it, that of its settings."""
        try:
            return reverse(f"learning:{name}", args=[self.course.slug, NOBODY])
        except NoReverseMatch:
            return reverse("learning:edit_step", args=[self.course.slug, NOBODY])

    def module(self, number: int, module: Module) -> str:
        steps = "".join(self.step(one) for one in module.steps.all())
        title = f"{figure(number + 1)}. {words(module.title)}"
        add = _("Add a step")
        ways = self.ways(module, "edit_module", pgettext("what one can do", "Change"))
        return (
            f'<li id="at-{module.uuid}"><div class="draft-line"><h2>{title}</h2>{ways}</div>'
            f'<ol class="course-steps">{steps}</ol>'
            f'<p><a href="{self.at("new_step", module.uuid)}">{icon_markup("add")} {escape(add)}</a></p></li>'
        )

    def step(self, step: Step) -> str:
        name = f'<a href="{self.at(f"edit_{step.kind}", step.uuid)}">{words(step.title)}</a>'
        about = [kind_in_words(step.kind), minutes_in_words(step.minutes)]
        about += [] if step.is_required else [_("as you like")]
        about += self.warnings(step)
        told = escape(" · ".join(about))
        ways = self.ways(step, "edit_step", _("Settings"))
        return (
            f'<li id="at-{step.uuid}" data-kind="{step.kind}"><div class="draft-line">'
            f"<div>{name} <small>{told}</small></div>{ways}</div></li>"
        )

    def warnings(self, step: Step) -> list[str]:
        """What is still missing: a text, a language, a second look."""
        body = body_of(step)
        if step.kind == Step.Kind.QUIZ:
            return []
        if not body:
            return [_("nothing is written yet")]
        known = [code for code, _name in settings.LANGUAGES]
        missing = [one for one in self.languages if one in known and one not in body.texts]
        told = [(_("not in %(languages)s"), missing), (_("look again: %(languages)s"), body.stale)]
        return [
            said % {"languages": ", ".join(map(own_name_of, codes))}
            for said, codes in told
            if codes
        ]

    def ways(self, row: Module | Step, name: str, label: str) -> str:
        """Change it, one up, one down."""
        up = self.button(row, "up", _("Move “%(name)s” up") % {"name": row.title}, "↑")
        down = self.button(row, "down", _("Move “%(name)s” down") % {"name": row.title}, "↓")
        settings_link = f'<a href="{self.at(name, row.uuid)}">{escape(label)}</a>'
        return f'<div class="draft-ways">{settings_link}{up}{down}</div>'

    def button(self, row: Any, way: str, label: str, sign: str) -> str:
        """Its name holds what and where: one form serves all of them."""
        return (
            f'<button name="move" value="{row.uuid} {way}" aria-label="{escape(label)}" '
            f'title="{escape(label)}">{sign}</button>'
        )
