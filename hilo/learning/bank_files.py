"""The files of questions as they are read: by the key that a version keeps of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from hilo.learning.models import BankFile
from hilo.learning.rules.questions import Question
from hilo.learning.rules.questions.kinds import Attachment


def rows_of(keys: Iterable[str]) -> dict[str, BankFile]:
    """The files that versions name, by key, in one query; in none for no keys."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    rows = BankFile.objects.select_related("stored").filter(uuid__in=map(UUID, wanted))
    return {str(row.uuid): row for row in rows}


def filled(questions: Iterable[Question]) -> list[Question]:
    """The questions with the content of their files, as they travel to other systems."""
    several = list(questions)
    rows = rows_of(one.kept for question in several for one in question.attachments)
    return [
        replace(question, attachments=tuple(_filled(one, rows) for one in question.attachments))
        for question in several
    ]


def _filled(attachment: Attachment, rows: Mapping[str, BankFile]) -> Attachment:
    row = rows.get(attachment.kept)
    if row is None:
        return attachment
    with row.stored.file.open("rb") as file:
        return Attachment(attachment.name, file.read())
