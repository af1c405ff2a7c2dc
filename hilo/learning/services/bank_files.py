"""The files of questions: kept once by content, behind the one door for files; a version names them by key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from django.core.files.base import ContentFile
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from hilo.core import storage
from hilo.core.storage import FileRefused
from hilo.learning import bank_files
from hilo.learning.models import BankFile, QuestionVersion
from hilo.learning.rules.questions import Problem, Question
from hilo.learning.rules.questions.kinds import Attachment
from hilo.learning.rules.questions.problems import change
from hilo.programme.models import Programme

KINDS = ("picture", "audio", "video", "document", "sheet")


def keep(question: Question, programme: Programme, *, by: Any) -> Question:
    """The question with its files in the keeping of the house; one that cannot be kept is left out of it.

    `refused` says beforehand which these are.
    """
    kept = (_kept(one, programme, by) for one in question.attachments)
    return replace(question, attachments=tuple(one for one in kept if one is not None))


def _kept(attachment: Attachment, programme: Programme, by: Any) -> Attachment | None:
    if attachment.kept:
        return attachment
    digest = hashlib.sha256(attachment.content).hexdigest()
    row = _known(programme, digest) or _new(attachment, programme, digest, by)
    return Attachment(attachment.name, kept=str(row.uuid)) if row else None


def _known(programme: Programme, digest: str) -> BankFile | None:
    """The file of this content: as it once came, or as it was once taken home."""
    same = Q(sha256=digest) | Q(stored__sha256=digest)
    return BankFile.objects.filter(same, programme=programme).first()


def _new(attachment: Attachment, programme: Programme, digest: str, by: Any) -> BankFile | None:
    try:
        stored = storage.keep(_upload(attachment), kinds=KINDS, by=by)
    except FileRefused:
        return None
    return BankFile.objects.create(programme=programme, sha256=digest, stored=stored)


def tidy(programme: Programme, keys: Iterable[str]) -> None:
    """Take those of these files away that no question of the programme names any more."""
    for row in bank_files.rows_of(keys).values():
        if not _is_named(programme, row):
            row.delete()
            storage.remove(row.stored)


def _is_named(programme: Programme, row: BankFile) -> bool:
    """Whether a version of any question, in any language, has this file."""
    versions = QuestionVersion.objects.filter(question__programme=programme).annotate(
        written=Cast("content", TextField()), elsewhere=Cast("variants", TextField())
    )
    key = str(row.uuid)
    return versions.filter(Q(written__contains=key) | Q(elsewhere__contains=key)).exists()


def _upload(attachment: Attachment) -> ContentFile[bytes]:
    return ContentFile(attachment.content, name=unquote(attachment.name))


def refused(question: Question) -> list[Problem]:
    """The files of a question that came from elsewhere and will not be kept, in a sentence each."""
    return [
        change("attachment_refused", file=unquote(one.name), why=why).of(question.name, None)
        for one in question.attachments
        if (why := _refusal(one))
    ]


def _refusal(attachment: Attachment) -> str:
    try:
        storage.check(_upload(attachment), kinds=KINDS)
    except FileRefused as problem:
        return str(problem)
    return ""
