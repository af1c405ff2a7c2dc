"""What can be found: one row per object, with the tokens under which it is found.

The tokens are computed in Python (`core.search.rules`), so that both databases find the same
objects. Each database only answers «which rows hold this token?», with its own full-text index.
"""

from __future__ import annotations

import uuid

from django.db import models, transaction
from django.db.models import F

from hilo.core.models.fulltext import FullText
from hilo.core.time import now


class SearchEntry(models.Model):
    """One object in the index, in all its languages.

    `audience` is who may find it: "public", "members", or whoever its kind shows it to (empty).
    `entered_at` is since when that audience could; indexing again leaves it alone. `facets` is one
    `name=value` per line; `heads` the folded titles, one per line, for ranking, the first of them
    for lists by name; `texts` is `{language: {"title": …, "body": …}}` for the page of results;
    `tokens` the tokens, one space between them.
    """

    kind = models.CharField(max_length=40)
    object = models.UUIDField()
    audience = models.CharField(max_length=10, blank=True)
    entered_at = models.DateTimeField(default=now)
    facets = models.TextField(blank=True)
    heads = models.TextField(blank=True)
    texts = models.JSONField(default=dict)
    tokens = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object"], name="one_search_entry_per_object")
        ]
        indexes = [
            FullText(name="search_entry_tokens"),
            models.Index(fields=["kind", "entered_at"], name="search_entry_arrivals"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object}"


class SearchWord(models.Model):
    """A word that stands somewhere in the index, so that a mistyped one can be recognised."""

    word = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.word


class SearchGram(models.Model):
    """Three neighbouring letters of a word; `$` stands before its first and after its last."""

    gram = models.CharField(max_length=3)
    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="grams")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gram", "word"], name="gram_once_per_word")]

    def __str__(self) -> str:
        return self.gram


class SearchState(models.Model):
    """One row that changes with the index: processes compare it with what they remember.

    `number` counts the moves of the index; `stamp` tells two histories apart that count alike (a
    database that was restored).
    """

    stamp = models.UUIDField(default=uuid.uuid4)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.stamp)

    @classmethod
    def current(cls) -> tuple[uuid.UUID | None, int]:
        """Stamp and number of the index as it is now; `(None, 0)` while nothing was ever indexed."""
        found = cls.objects.filter(pk=1).values_list("stamp", "number").first()
        return found or (None, 0)

    @classmethod
    def move_on(cls) -> None:
        """Number what was committed since the last move, so that every process learns of it.

        The row is locked by its own change: moves become visible in the order of their numbers.
        """
        with transaction.atomic():
            if not SearchMove.objects.filter(number=None).exists():
                return  # another commit told of it already
            cls.objects.get_or_create(pk=1)
            cls.objects.filter(pk=1).update(stamp=uuid.uuid4(), number=F("number") + 1)
            number = cls.objects.values_list("number", flat=True).get(pk=1)
            SearchMove.objects.filter(number=None).update(number=number)
            SearchMove.objects.filter(number__lte=number - SearchMove.KEPT).delete()


class SearchMove(models.Model):
    """One row of the index that was entered, changed or taken out, in which move of the index.

    Written with the change itself; without a number until that is committed. A plain number, not a
    foreign key: it tells of rows that are gone, too.
    """

    KEPT = 1_000  # moves

    row = models.BigIntegerField()
    number = models.BigIntegerField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.row} ({self.number})"
