"""A question as it stands in its form, shown or sent back, and how a question is made of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.forms import formset_factory
from django.utils.translation import gettext as _

from hilo.learning.forms.questions import beside
from hilo.learning.forms.questions.picture import PictureForm, asks_for_words, with_picture
from hilo.learning.forms.questions.rows import MORE, MOST_ROWS, READ, ROWS, rows_of, with_more
from hilo.learning.forms.questions.words import FORMS, SCALARS, initial_of
from hilo.learning.notices import in_words
from hilo.learning.rules import questions as rules
from hilo.learning.rules.questions import Question, gaps
from hilo.learning.rules.questions.pictures import undescribed


class Written:
    """The forms of a question together.

    `base` is the question whose hidden fields are kept; without data it fills the forms. `content` is the question
    once they are valid.
    """

    def __init__(
        self, kind: str, base: Question | None, data: Any = None, files: Any = None, **initial: Any
    ) -> None:
        self.kind = kind
        self.base = base or rules.KINDS[kind]()
        self.is_asking_for_more = data is not None and "more" in data
        if self.is_asking_for_more:
            data = with_more(data)
        first = {**(initial_of(self.base) if base else {"shuffle": True}), **initial}
        self.form = FORMS[kind](data, initial=first)
        self.picture = PictureForm(data, files)
        self.beside = beside.form_for(kind)(data, initial=beside.initial_of(self.base))
        self.rows = self._rows(data) if kind in ROWS else None
        self.content: Question | None = None

    def _rows(self, data: Any) -> Any:
        _name, row, _more = ROWS[self.kind]
        held = rows_of(self.base)
        made = formset_factory(row, extra=MORE if not held else 1, max_num=MOST_ROWS)
        return made(data, initial=held, prefix="rows")

    @property
    def more(self) -> Any:
        return ROWS[self.kind][2] if self.kind in ROWS else ""

    @property
    def says_more(self) -> bool:
        """Whether what stands beside the words should be seen at once."""
        return bool(self.beside.errors or self.base.tags or self.base.hints)

    def is_valid(self) -> bool:
        """Whether a question can be made of it; what is wrong then stands on the forms."""
        if self.is_asking_for_more:
            return False
        parts = [
            one for one in (self.form, self.picture, self.beside, self.rows) if one is not None
        ]
        are_valid = [one.is_valid() for one in parts]  # each says what is wrong with it
        if not all(are_valid):
            if self.form.is_valid():
                self.form.add_error(None, _("Something further down is not right yet."))
            return False
        self.content = self._made()
        return self.content is not None and self._can_be_asked(self.content)

    def _can_be_asked(self, content: Question) -> bool:
        problems = [one for one in rules.check(content) if one.is_refusal]
        for problem in problems:
            self.form.add_error("text" if problem.at == "/text" else None, in_words(problem))
        mute = undescribed(content)
        if mute:
            self.form.add_error("text", f"{asks_for_words()} ![…](file:{mute[0]})")
        return not (problems or mute)

    def _made(self) -> Question | None:
        said = self.form.cleaned_data
        fields = {name: said[name] for name in ("name", "text", "feedback")}
        fields |= SCALARS.get(self.kind, lambda said: {})(said)
        fields |= beside.fields_of(self.beside, self.base)
        if self.rows is not None:
            name, _row, _more = ROWS[self.kind]
            filled = [row.cleaned_data for row in self.rows if row.has_changed() or row.initial]
            fields[name] = READ[self.kind](filled)
        made = self._cloze(fields) if self.kind == "cloze" else replace(self.base, **fields)
        return made and with_picture(made, self.picture.cleaned_data)

    def _cloze(self, fields: dict[str, Any]) -> Question | None:
        found = gaps.find(fields["text"], str.strip)
        for problem in found.problems:
            self.form.add_error("text", in_words(problem))
        return (
            None
            if found.problems
            else replace(self.base, **(fields | {"text": found.text, "gaps": found.gaps}))
        )
