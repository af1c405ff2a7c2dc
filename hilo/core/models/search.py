"""What can be found: one row per object, with the tokens under which it is found.

The tokens are computed in Python (`core.search.rules`), and «which rows hold this token?» is answered
from sets of rows that Python packs (`core.search.postings`), so that both databases find the same.
"""

from __future__ import annotations

import uuid

from django.db import models

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
        indexes = [models.Index(fields=["kind", "entered_at"], name="search_entry_arrivals")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object}"


class SearchPosting(models.Model):
    """The rows of one block that hold a token, packed by `rules.blocks`.

    The token is kept as bytes (UTF-8), which every database sorts and compares alike.
    """

    token = models.BinaryField()
    block = models.IntegerField()
    members = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "block"], name="one_posting_per_block")
        ]

    def __str__(self) -> str:
        return f"{bytes(self.token).decode()} {self.block}"


class SearchPosted(models.Model):
    """What the postings hold of one row: its tokens when it was posted, compressed."""

    row = models.BigIntegerField(primary_key=True)
    tokens = models.BinaryField()

    def __str__(self) -> str:
        return str(self.row)


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
    def locked(cls) -> SearchState:
        """The row, held until the transaction ends: moves become visible in the order of their numbers."""
        cls.objects.get_or_create(pk=1)
        return cls.objects.select_for_update().get(pk=1)

    def advance(self) -> int:
        """Begin the next move; answers its number."""
        self.stamp, self.number = uuid.uuid4(), self.number + 1
        self.save()
        return self.number


class SearchMove(models.Model):
    """One row of the index that was entered, changed or taken out, in which move of the index.

    Written with the change itself; without a number until that is committed and posted. A plain number,
    not a foreign key: it tells of rows that are gone, too.
    """

    KEPT = 1_000  # moves

    row = models.BigIntegerField()
    number = models.BigIntegerField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.row} ({self.number})"

    @classmethod
    def waiting(cls) -> models.QuerySet[SearchMove]:
        """What is not posted yet."""
        return cls.objects.filter(number=None)
