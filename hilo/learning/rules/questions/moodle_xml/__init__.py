"""Moodle XML: questions with everything that belongs to them, files too.

    <quiz>
      <question type="category"><category><text>$course$/top/Cultura</text></category></question>
      <question type="shortanswer"><name><text>Capital</text></name> … </question>
    </quiz>

Texts in HTML become Markdown through a list of what is allowed; written they are Markdown, which Moodle reads
(`format="markdown"`), or HTML where `text_as="html"`. What Moodle has no place for stands in an element `<hilo>`, which
Moodle passes over. Specification: docs.moodle.org, «Moodle XML format», and what Moodle 4.5 itself writes.
"""

from __future__ import annotations

from hilo.learning.rules.questions.moodle_xml.reading import read
from hilo.learning.rules.questions.moodle_xml.writing import write

__all__ = ["read", "write"]
