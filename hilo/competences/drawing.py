"""The page on which people rate, as HTML written in Python: a template of 144 radio buttons costs a page.

Each competence is a group of its own; each scale in it a row of five numbers with words at both
ends. Whoever hears the page hears the words of every number. Nothing here needs a script.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hilo.competences.enums import LEAST, MOST, SCALES
from hilo.competences.forms import RatingForm
from hilo.competences.models import Competence
from hilo.ui.components.words import text
from hilo.ui.icons import icon_markup
from hilo.ui.numerals import figure


@dataclass(frozen=True)
class Words:
    """What is the same in every row, asked of the catalogues and of CLDR once a page."""

    numbers: tuple[tuple[int, str], ...]
    left_open: str
    missing: str
    questions: dict[str, str]
    labels: dict[str, dict[int, str]]


def draw(form: RatingForm, missing: Iterable[Competence] = ()) -> SafeString:
    """Every competence with its scales; those in `missing` say that something was left open."""
    words = _words()
    left_open = {one.code for one in missing}
    parts = (
        _competence(form, one, number, one.code in left_open, words)
        for number, one in enumerate(form.occasion.asked, start=1)
    )
    return mark_safe("\n".join(parts))  # every value is escaped where it is written


def target_of(competence: Competence) -> str:
    """The id to which a line of the summary leads."""
    return f"rate-{competence.code}"


def _words() -> Words:
    questions = {
        "importance": _("How important is it for what you do?"),
        "ability": _("How well can you do it today?"),
    }
    return Words(
        numbers=tuple((value, figure(value)) for value in range(LEAST, MOST + 1)),
        left_open=escape(_("No answer")),
        missing=escape(_("Something is left open here.")),
        questions={name: escape(said) for name, said in questions.items()},
        labels={
            name: {int(value): escape(label) for value, label in scale.choices}
            for name, scale in SCALES.items()
        },
    )


def _competence(
    form: RatingForm, one: Competence, number: int, is_missing: bool, words: Words
) -> str:
    about = f'<p class="hint">{conditional_escape(str(text(one.about)))}</p>' if one.about else ""
    sign = icon_markup("warning")
    note = f'<p class="unanswered">{sign} {words.missing}</p>' if is_missing else ""
    errors = "".join(_errors(form, f"{scale}-{one.code}") for scale in form.occasion.scales)
    rows = "".join(_row(form, scale, one.code, words) for scale in form.occasion.scales)
    return (
        f'<fieldset class="rate" id="{target_of(one)}" tabindex="-1">'
        f"<legend><span>{figure(number)}</span> {conditional_escape(str(text(one.name)))}</legend>"
        f"{about}{note}{errors}{rows}</fieldset>"
    )


def _errors(form: RatingForm, name: str) -> str:
    said = form.errors.get(name)
    return f'<p class="errors">{icon_markup("error")} {escape(said)}</p>' if said else ""


def _row(form: RatingForm, scale: str, code: str, words: Words) -> str:
    name, chosen = f"{scale}-{code}", form.values[code, scale]
    marks = "".join(
        _mark(name, str(value), chosen, f'<b>{shown}</b><span class="unseen"> {said}</span>')
        for (value, shown), said in zip(words.numbers, words.labels[scale].values(), strict=True)
    )
    none = _mark(name, "", chosen, f"<small>{words.left_open}</small>")
    least, most = words.labels[scale][LEAST], words.labels[scale][MOST]
    return (
        f'<fieldset class="scale"><legend>{words.questions[scale]}</legend>'
        f'<div class="marks">{marks}{none}</div>'
        f'<p class="ends" aria-hidden="true"><span>{least}</span><span>{most}</span></p></fieldset>'
    )


def _mark(name: str, value: str, chosen: str, inside: str) -> str:
    checked = " checked" if value == chosen else ""
    return f'<label><input type="radio" name="{name}" value="{value}"{checked}>{inside}</label>'
