"""What people can do wrong, said in a sentence that tells the next step.

    class CallIsClosed(Problem):
        sentence = _("This call closed on %(day)s. Write to its coordinator.")

    raise CallIsClosed(day=format_date(call.closes_on))
    raise Problem(_("Choose another address."), field="email")

A service raises it, a view catches it and puts it on the form; nothing was changed by then, because
services are atomic.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms


class Problem(Exception):
    """Base of domain errors; `str()` is a sentence in the reader's language.

    `field` names the form field that the sentence belongs to, "" for the whole form.
    """

    sentence: ClassVar[Any] = ""

    def __init__(self, sentence: Any = None, *, field: str = "", **values: Any) -> None:
        self.said = self.sentence if sentence is None else sentence
        self.values = values
        self.field = field
        super().__init__(self.said)

    def __str__(self) -> str:
        said = str(self.said)
        return said % self.values if self.values else said

    def put_on(self, form: forms.BaseForm) -> None:
        """Show this on `form`: at its field where the form has one, otherwise on top."""
        form.add_error(self.field if self.field in form.fields else None, str(self))
