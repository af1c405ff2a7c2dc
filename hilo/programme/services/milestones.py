"""The verbs of milestones: set one, change it or note that it was reached, take it off the plan."""

from __future__ import annotations

from typing import Any

from hilo.programme.events import MilestoneAdded, MilestoneChanged, MilestoneRemoved
from hilo.programme.models import Milestone, Programme
from hilo.programme.services import parts


def add(programme: Programme, *, by: Any, **fields: Any) -> Milestone:
    """Set a day by which something must be there; raises `OfAnother`, `ProgrammeIsArchived`."""
    row = Milestone(programme=programme, **fields)
    added: Milestone = parts.add(row, MilestoneAdded, by=by)
    return added


def change(milestone: Milestone, *, expected: int, by: Any, **changes: Any) -> Milestone:
    """Change the named fields; `reached_on` notes that it was reached. Raises `Overtaken` too."""
    parts.change(milestone, MilestoneChanged, by=by, expected=expected, changes=changes)
    return milestone


def remove(milestone: Milestone, *, by: Any) -> None:
    """Take a milestone off the plan; raises `ProgrammeIsArchived`."""
    parts.remove(milestone, MilestoneRemoved, by=by)
