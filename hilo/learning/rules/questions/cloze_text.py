"""A text with gaps as a plain file («Embedded answers (Cloze)» in Moodle): one question, only to be read."""

from __future__ import annotations

from hilo.learning.rules.questions import gaps
from hilo.learning.rules.questions.gift.signs import markdown_of
from hilo.learning.rules.questions.kinds import Cloze
from hilo.learning.rules.questions.reading import USUAL, Limits, Read, checked, decode, too_large


def read(content: bytes, limits: Limits = USUAL) -> Read:
    """The question of the file, or what is wrong with it. Never raises."""
    if problem := too_large(content, limits):
        return Read(problems=(problem,))
    decoded = decode(content)
    found = gaps.find(decoded.text, _told)
    if found.problems:
        return Read(problems=(*decoded.problems, *found.problems))
    question = Cloze(text=_told(found.text), gaps=found.gaps)
    kept, problems = checked(Cloze(text=question.text, gaps=found.gaps, mark=question.whole), 1)
    return Read((kept,) if kept else (), (*decoded.problems, *problems))


def _told(text: str) -> str:
    return markdown_of(text.strip(), "moodle").markdown
