"""A search of the directory that somebody follows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified


class FollowedSearch(Identified):
    """`query` is the part of the address behind the question mark, in its settled order.

    What entered the directory after `seen_until` has not been told of yet.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="followed_searches")
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(max_length=600, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    seen_until = models.DateTimeField()

    class Meta:
        verbose_name = _("followed search")
        verbose_name_plural = _("followed searches")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "query"],
                name="search_followed_once",
                violation_error_message=_("You follow this search already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
