"""What can be found: one row per object, with the tokens under which it is found.

The tokens are computed in Python (`core.search.rules`), so that both databases find the same
objects. Each database only answers «which rows hold this token?», with its own full-text index.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from hilo.core.models.fulltext import FullText


class SearchEntry(models.Model):
    """One object in the index, in all its languages.

    `facets` is one `name=value` per line; `heads` the folded titles, one per line, for ranking;
    `texts` is `{language: {"title": …, "body": …}}` for the page of results; `tokens` the tokens,
    one space between them.
    """

    kind = models.CharField(max_length=40)
    object = models.UUIDField()
    is_public = models.BooleanField(default=False)
    facets = models.TextField(blank=True)
    heads = models.TextField(blank=True)
    texts = models.JSONField(default=dict)
    tokens = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object"], name="one_search_entry_per_object")
        ]
        indexes = [FullText(name="search_entry_tokens")]

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
    """One row whose stamp changes with the index: processes compare it with what they remember."""

    stamp = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.stamp)

    @classmethod
    def current(cls) -> uuid.UUID | None:
        """The stamp of the index as it is now; None while nothing was ever indexed."""
        return cls.objects.filter(pk=1).values_list("stamp", flat=True).first()

    @classmethod
    def move_on(cls, **_kwargs: Any) -> None:
        """Tell every process that the index has changed."""
        cls.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})
