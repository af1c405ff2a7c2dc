"""What plays leave behind, so that a test can count it."""

from __future__ import annotations

from django.db import models


class Trace(models.Model):
    """Something was done once; two rows with one name mean it was done twice."""

    name = models.CharField(max_length=80)
    process = models.IntegerField()

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A counter that concurrent processes take from."""

    name = models.CharField(max_length=80)
    taken = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.name
