"""The form of a question: what all kinds have, the rows of its kind, its picture, and how a question is made of them.

Rows are added by a button that sends the form (`more`), so nothing needs a script; empty rows are
left out. What the form does not show (replies to right and wrong answers, files) stays as it was.
"""

from hilo.learning.forms.questions.rows import CriterionRow, with_more
from hilo.learning.forms.questions.words import FORMS
from hilo.learning.forms.questions.written import Written

__all__ = ["FORMS", "CriterionRow", "Written", "with_more"]
