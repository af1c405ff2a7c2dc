"""A question as a learner sees it, as HTML written in Python: a template of fifty controls costs a page.

    drawn = Drawing(asked, language)                     # its texts, rendered once by each process
    drawn.asked_at(slot, response, seed)                 # with the controls to answer it
    drawn.told(slot, response, grade)                    # with what was answered, and what it earned

Every text is cleaned Markdown or escaped where it is written. A control is called as
`rules.responding` reads it; nothing needs a script.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hilo.core import markdown
from hilo.core.text import direction_of
from hilo.learning.asked import Asked
from hilo.learning.materials import File
from hilo.learning.rules import questions as rules
from hilo.learning.rules import responding
from hilo.learning.rules.questions import Grade, Question
from hilo.learning.rules.questions.kinds import (
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    SingleChoice,
    TrueFalse,
)
from hilo.learning.rules.questions.kinds.cloze import PLACE
from hilo.learning.showing.answered import ANSWERED, PUT, nothing_answered
from hilo.learning.showing.question_files import with_files
from hilo.ui.numerals import figure

MOST = 3000  # drawings that one process keeps
_PARAGRAPH = re.compile(r'<p dir="auto">((?:(?!</?p>|<p ).)*)</p>\s*', re.DOTALL)

_known: OrderedDict[tuple[UUID, str], Drawing] = OrderedDict()


def drawing_of(asked: Asked, language: str) -> Drawing:
    """The drawing of a version in the reader's language; kept by this process."""
    key = (asked.uuid, asked.language_for(language))
    found = _known.get(key)
    if found is None:
        found = _known[key] = Drawing(asked.shown(language), key[1], asked.files)
        if len(_known) > MOST:
            _known.popitem(last=False)
    return found


def inline(html: str) -> str:
    """Rendered Markdown for the inside of a label: one paragraph loses its marks, more keep their lines."""
    html = html.strip()
    found = _PARAGRAPH.fullmatch(html)
    return f'<span dir="auto">{found[1]}</span>' if found else f'<div dir="auto">{html}</div>'


@dataclass(frozen=True, eq=False)
class Drawing:
    """A question in one language, its texts rendered."""

    question: Question
    language: str
    files: Mapping[str, File] = field(default_factory=dict)

    @cached_property
    def named(self) -> dict[str, File]:
        """The files of this language, by the names that its texts give them."""
        kept = self.question.attachments
        return {one.name: self.files[one.kept] for one in kept if one.kept in self.files}

    def html(self, text: str, top: int = 3) -> str:
        """A text of the question, with its files; rendered once, as a version never changes."""
        found = self._rendered.get((text, top))
        if found is None:
            found = self._rendered[text, top] = with_files(text, self.named, self.language, top=top)
        return found

    @cached_property
    def _rendered(self) -> dict[tuple[str, int], str]:
        return {}

    @cached_property
    def stem(self) -> str:
        text = self.question.text
        if isinstance(self.question, Cloze):
            text = PLACE.sub(lambda found: f"\ue000{found[1]}\ue001", text)
        return self.html(text, top=4)

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The things to choose, match or order, each ready for a label."""
        question: Any = self.question
        if isinstance(question, SingleChoice | MultipleChoice):
            return tuple(inline(self.html(one.text)) for one in question.choices)
        if isinstance(question, Matching):
            return tuple(inline(self.html(one.stem)) for one in question.pairs)
        return tuple(inline(self.html(one)) for one in question.items)

    @cached_property
    def direction(self) -> str:
        return direction_of(self.language)

    # To be answered.

    def to_answer(self, slot: int, response: Any, seed: str, *, may_shuffle: bool = True) -> str:
        """The text and the controls, with what is answered so far."""
        how = _CONTROLS.get(type(self.question), _no_control)
        body = how(self, f"a{slot}", response or {}, f"{seed}/{slot}", may_shuffle)
        return body if isinstance(self.question, Cloze) else f"{self._text}{body}"

    @property
    def _text(self) -> str:
        return f'<div class="stem" lang="{self.language}" dir="{self.direction}">{self.stem}</div>'

    # Answered.

    def told(self, grade: Grade, response: Any) -> str:
        """What was answered, and what is said of it; no control can change it any more."""
        said = ANSWERED.get(type(self.question), nothing_answered)(self, response or {}, grade)
        own = {ref for ref in grade.feedback if ref.startswith("/choices/")}
        refs = [ref for ref in grade.feedback if ref not in own]
        texts = [self.html(rules.told(self.question, ref), top=5) for ref in refs]
        feedback = "".join(f'<div class="feedback">{text}</div>' for text in texts)
        return f"{self._text if not isinstance(self.question, Cloze) else ''}{said}{feedback}"

    def remarks(self, grade: Grade, response: Any) -> str:
        """What is said of an answer, without the answer itself."""
        texts = [self.html(rules.told(self.question, ref), top=5) for ref in grade.feedback]
        return "".join(f'<div class="feedback">{text}</div>' for text in texts)

    def feedback_of(self, choice: int) -> str:
        """What is said of a choice that was taken."""
        text = rules.told(self.question, f"/choices/{choice}/feedback")
        return f'<div class="feedback">{self.html(text, top=5)}</div>' if text else ""


# Controls: each answers the HTML that goes below the text.


def _single(one: Drawing, name: str, response: Any, seed: str, may_shuffle: bool) -> str:
    order = rules.shown_order(one.question, seed, may_shuffle=may_shuffle)
    chosen = response.get("choice")
    return _choices(one, name, "radio", order, {chosen})


def _multiple(one: Drawing, name: str, response: Any, seed: str, may_shuffle: bool) -> str:
    order = rules.shown_order(one.question, seed, may_shuffle=may_shuffle)
    return _hint(_("Choose all that are right.")) + _choices(
        one, name, "checkbox", order, set(response.get("choices", ()))
    )


def _hint(sentence: str) -> str:
    return f'<p class="hint">{escape(sentence)}</p>'


def _choices(one: Drawing, name: str, kind: str, order: Sequence[int], chosen: set[Any]) -> str:
    return _list(
        f'<label><input type="{kind}" name="{name}" value="{at}"{_checked(at in chosen)}>'
        f"{one.choices[at]}</label>"
        for at in order
    )


def _list(labels: Any) -> str:
    return f'<div class="options">{"".join(labels)}</div>'


def _checked(is_so: bool) -> str:
    return " checked" if is_so else ""


def _true_false(one: Drawing, name: str, response: Any, seed: str, may_shuffle: bool) -> str:
    value = response.get("value")
    return _list(
        f'<label><input type="radio" name="{name}" value="{"true" if is_so else "false"}"'
        f"{_checked(value is is_so)}><span>{word}</span></label>"
        for is_so, word in ((True, escape(_("True"))), (False, escape(_("False"))))
    )


def _short(one: Drawing, name: str, response: Any, seed: str, may_shuffle: bool) -> str:
    return _line(name, response, escape(_("Your answer")), "")


def _number(one: Drawing, name: str, response: Any, seed: str, may_shuffle: bool) -> str:
    units = getattr(one.question, "units", ())
    words = escape(_("Your answer, with its unit") if units else _("Your answer, a number"))
    more = ' inputmode="decimal"' if not units else ""
    return _line(name, response, words, more, _no_number(one.question, response))


def _no_number(question: Any, response: Any) -> str:
    """What is said where a number is asked for and something else was typed."""
    typed = responding.no_number_of(question, response)
    if not typed:
        return ""
    sentence = _("“%(typed)s” is not a number yet. Write it in digits, with its unit.")
    if not question.units:
        sentence = _("“%(typed)s” is not a number yet. Write digits alone.")
    return f'<span class="errors">{escape(sentence % {"typed": typed[:40]})}</span>'


def _line(name: str, response: Any, label: str, more: str, problem: str = "") -> str:
    value = escape(str(response.get("text", "")))
    return (
        f'<label class="typed"><span>{label}</span><input name="{name}" value="{value}" '
        f'maxlength="400" dir="auto" autocomplete="off"{more}>{problem}</label>'
    )


def _essay(one: Drawing, name: str, response: Any, seed: str, may_shuffle: bool) -> str:
    essay: Any = one.question
    text = escape(str(response.get("text", "") or essay.template))
    label, hint = escape(_("Your answer")), escape(_words_wanted(essay))
    return (
        f'<label class="typed"><span>{label}</span><small>{hint}</small><textarea name="{name}" '
        f'rows="{min(max(essay.lines, 3), 20)}" maxlength="40000" dir="auto">{text}</textarea></label>'
    )


def _words_wanted(essay: Essay) -> str:
    told = {"least": essay.least_words or 0, "most": essay.most_words or 0}
    if essay.least_words and essay.most_words:
        return _("Between %(least)d and %(most)d words. A trainer reads it.") % told
    if essay.least_words:
        return _("At least %(least)d words. A trainer reads it.") % told
    if essay.most_words:
        return _("At most %(most)d words. A trainer reads it.") % told
    return _("In your own words. A trainer reads it.")


def _matching(one: Drawing, name: str, response: Any, seed: str, may_shuffle: bool) -> str:
    question: Any = one.question
    options = [(at, escape(question.options[at])) for at in rules.shown_order(question, seed)]
    given = [*response.get("pairs", ()), *[None] * len(question.pairs)]
    stems = rules.stem_order(question, seed, may_shuffle=may_shuffle)
    return _rows(
        (one.choices[stem], _select(f"{name}-{stem}", options, given[stem])) for stem in stems
    )


def _ordering(one: Drawing, name: str, response: Any, seed: str, may_shuffle: bool) -> str:
    count = len(one.choices)
    given = response.get("order", ())
    places = {item: place for place, item in enumerate(given, start=1)}
    numbers = [(place, figure(place)) for place in range(1, count + 1)]
    order = given or rules.shown_order(one.question, seed)
    return _hint(_("Give each its place; 1 comes first.")) + _rows(
        (one.choices[item], _select(f"{name}-{item}", numbers, places.get(item))) for item in order
    )


def _rows(pairs: Any) -> str:
    rows = "".join(f"<label>{words}{control}</label>" for words, control in pairs)
    return f'<div class="pairs">{rows}</div>'


def _select(name: str, options: Sequence[tuple[int, str]], chosen: int | None) -> str:
    offered = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{words}</option>'
        for value, words in options
    )
    return f'<select name="{name}"><option value="">–</option>{offered}</select>'


def _cloze(one: Drawing, name: str, response: Any, seed: str, may_shuffle: bool) -> str:
    question: Any = one.question
    orders = rules.gap_orders(question, seed, may_shuffle=may_shuffle)
    given = [*response.get("gaps", ()), *[None] * len(question.gaps)]

    def control(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        return _gap(question.gaps[at].question, f"{name}-{at}", given[at] or {}, orders[at], at + 1)

    text = PUT.sub(control, one.stem)
    return f'<div class="stem cloze" lang="{one.language}" dir="{one.direction}">{text}</div>'


def _gap(question: Any, name: str, given: Any, order: Sequence[int], number: int) -> str:
    label = escape(_("Gap %(number)d") % {"number": number})
    if isinstance(question, SingleChoice):
        options = [(at, escape(markdown.plain(question.choices[at].text))) for at in order]
        select = _select(name, options, given.get("choice"))
        return select.replace("<select ", f'<select aria-label="{label}" ', 1)
    if isinstance(question, MultipleChoice):
        chosen = set(given.get("choices", ()))
        boxes = "".join(
            f'<label><input type="checkbox" name="{name}" value="{at}"{_checked(at in chosen)}>'
            f"{escape(markdown.plain(question.choices[at].text))}</label> "
            for at in order
        )
        return f'<span class="boxes" role="group" aria-label="{label}">{boxes}</span>'
    value = escape(str(given.get("text", "")))
    return (
        f'<input name="{name}" value="{value}" size="12" maxlength="200" dir="auto" '
        f'autocomplete="off" aria-label="{label}">{_no_number(question, given)}'
    )


def _no_control(one: Drawing, name: str, response: Any, seed: str, may_shuffle: bool) -> str:
    return ""


_CONTROLS = {
    SingleChoice: _single,
    MultipleChoice: _multiple,
    TrueFalse: _true_false,
    rules.KINDS["short"]: _short,
    Numerical: _number,
    Essay: _essay,
    Matching: _matching,
    Ordering: _ordering,
    Cloze: _cloze,
}


def safe(parts: Sequence[str]) -> SafeString:
    """Pieces that were written here, as one."""
    return mark_safe("\n".join(parts))  # every value is escaped where it is written
