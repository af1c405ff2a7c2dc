"""What has happened to programmes. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event


@dataclass(frozen=True)
class ProgrammeDrafted(Event):
    """A programme is on record; strangers do not know of it yet."""

    programme: UUID
    sentence = _("%(actor)s put this programme on record.")


@dataclass(frozen=True)
class ProgrammeChanged(Event):
    """The named `fields` of the programme changed; values are not kept here."""

    programme: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed the programme.")


@dataclass(frozen=True)
class ProgrammeOpened(Event):
    """The programme is public and under way, for the first time or again."""

    programme: UUID
    sentence = _("%(actor)s opened the programme.")


@dataclass(frozen=True)
class ProgrammeClosed(Event):
    """The programme has ended; its page stays."""

    programme: UUID
    sentence = _("%(actor)s closed the programme.")


@dataclass(frozen=True)
class ProgrammeArchived(Event):
    """The programme is kept as it is from now on: nothing of it can be changed."""

    programme: UUID
    sentence = _("%(actor)s archived the programme.")


@dataclass(frozen=True)
class ProgrammeUnarchived(Event):
    """The programme came out of the archive and is closed: it can be corrected again."""

    programme: UUID
    sentence = _("%(actor)s took the programme out of the archive.")


@dataclass(frozen=True)
class ResultAdded(Event):
    """An objective, an outcome or an output stands in the results chain."""

    programme: UUID
    result: UUID
    sentence = _("%(actor)s added a result to the chain.")


@dataclass(frozen=True)
class ResultChanged(Event):
    """A result's words, number, or what it leads to changed: the named `fields`."""

    programme: UUID
    result: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed a result of the chain.")


@dataclass(frozen=True)
class ResultRemoved(Event):
    """A result on which nothing hung was taken out of the chain."""

    programme: UUID
    result: UUID
    sentence = _("%(actor)s removed a result from the chain.")


@dataclass(frozen=True)
class ActivityAdded(Event):
    """An activity is planned."""

    programme: UUID
    activity: UUID
    sentence = _("%(actor)s added an activity.")


@dataclass(frozen=True)
class ActivityChanged(Event):
    """The named `fields` of an activity changed; values are not kept here."""

    programme: UUID
    activity: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed an activity.")


@dataclass(frozen=True)
class ActivityTurned(Event):
    """An activity is in another `state` of `Activity.State` now."""

    programme: UUID
    activity: UUID
    state: str
    sentence = _("%(actor)s noted where an activity stands.")


@dataclass(frozen=True)
class ActivityRemoved(Event):
    """An activity without a budget was taken off the plan, with its milestones."""

    programme: UUID
    activity: UUID
    sentence = _("%(actor)s removed an activity.")


@dataclass(frozen=True)
class MilestoneAdded(Event):
    """There is a day by which something must be there."""

    programme: UUID
    milestone: UUID
    sentence = _("%(actor)s added a milestone.")


@dataclass(frozen=True)
class MilestoneChanged(Event):
    """The named `fields` of a milestone changed: its words, its day, that it was reached."""

    programme: UUID
    milestone: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed a milestone.")


@dataclass(frozen=True)
class MilestoneRemoved(Event):
    """A milestone was taken off the plan."""

    programme: UUID
    milestone: UUID
    sentence = _("%(actor)s removed a milestone.")


@dataclass(frozen=True)
class BudgetLineAdded(Event):
    """Money is planned."""

    programme: UUID
    line: UUID
    sentence = _("%(actor)s added a budget line.")


@dataclass(frozen=True)
class BudgetLineChanged(Event):
    """The named `fields` of a budget line changed; amounts are not kept here."""

    programme: UUID
    line: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed a budget line.")


@dataclass(frozen=True)
class BudgetLineRemoved(Event):
    """A budget line was taken out of the budget."""

    programme: UUID
    line: UUID
    sentence = _("%(actor)s removed a budget line.")


@dataclass(frozen=True)
class PeopleTakenIn(Event):
    """So many `people` began to take part at once; each has a row with its own day."""

    programme: UUID
    people: int
    sentence = _("%(actor)s took people into the programme: %(people)s.")


@dataclass(frozen=True)
class PersonTakenIn(Event):
    """`person` began to take part; told in the history of the person."""

    programme: UUID
    person: UUID
    sentence = _("%(actor)s took this person into a programme.")


@dataclass(frozen=True)
class PeopleTakenOut(Event):
    """So many `people` were taken out again, as if they had never been in the programme."""

    programme: UUID
    people: int
    sentence = _("%(actor)s took people out who had been taken in by mistake: %(people)s.")


@dataclass(frozen=True)
class PersonCountedElsewhere(Event):
    """The region or the audiences in which `person` takes part changed; values are not kept here."""

    programme: UUID
    person: UUID
    sentence = _("%(actor)s changed where this person takes part in a programme.")


@dataclass(frozen=True)
class PersonCameBack(Event):
    """`person`, who had left the programme, takes part again."""

    programme: UUID
    person: UUID
    sentence = _("%(actor)s noted that a person takes part in the programme again.")


@dataclass(frozen=True)
class PersonLeftProgramme(Event):
    """`person` no longer takes part; that they did stays on record."""

    programme: UUID
    person: UUID
    sentence = _("%(actor)s noted that a person left the programme.")


@dataclass(frozen=True)
class IndicatorAdded(Event):
    """An indicator is on record; told in its own history."""

    programme: UUID
    indicator: UUID
    sentence = _("%(actor)s put this indicator on record.")


@dataclass(frozen=True)
class IndicatorChanged(Event):
    """The named `fields` of the indicator changed; values are not kept here."""

    programme: UUID
    indicator: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed the indicator.")


@dataclass(frozen=True)
class IndicatorsOrdered(Event):
    """The indicators of the programme stand in another order."""

    programme: UUID
    sentence = _("%(actor)s changed the order of the indicators.")


@dataclass(frozen=True)
class IndicatorRemoved(Event):
    """An indicator on which nothing rested is off the record; told in the programme's history."""

    programme: UUID
    indicator: UUID
    code: str
    sentence = _("%(actor)s removed the indicator %(code)s.")


@dataclass(frozen=True)
class TargetsSet(Event):
    """So many `targets` of the indicator were set, changed or taken away at once."""

    programme: UUID
    indicator: UUID
    targets: int
    sentence = _("%(actor)s changed targets: %(targets)s.")


@dataclass(frozen=True)
class ValueDeclared(Event):
    """Somebody declared a value for a period; the old one, if any, is kept with when it was replaced."""

    programme: UUID
    indicator: UUID
    declaration: UUID
    replaced: UUID | None = None
    sentence = _("%(actor)s declared a value.")


@dataclass(frozen=True)
class ValueTakenBack(Event):
    """A declared value counts no longer; it is kept with when and by whom it was taken back."""

    programme: UUID
    indicator: UUID
    declaration: UUID
    sentence = _("%(actor)s took a declared value back.")


@dataclass(frozen=True)
class ValueVerified(Event):
    """Somebody looked at a declared value and its evidence, and found that it holds."""

    programme: UUID
    indicator: UUID
    declaration: UUID
    sentence = _("%(actor)s verified a declared value.")


@dataclass(frozen=True)
class PolicyReported(Event):
    """Somebody reported, for the first time or again, a policy or measure that was adopted."""

    policy: UUID
    sentence = _("%(actor)s reported that this was adopted.")


@dataclass(frozen=True)
class PolicyChanged(Event):
    """The named `fields` of the report changed; values are not kept here."""

    policy: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed what is told of this policy.")


@dataclass(frozen=True)
class PolicyVerified(Event):
    """A coordinator verified the policy: members see it, and everybody if its reporter agreed."""

    policy: UUID
    sentence = _("%(actor)s verified this policy.")


@dataclass(frozen=True)
class PolicyReturned(Event):
    """A coordinator returned the report with a question; it is shown no more until it is verified."""

    policy: UUID
    sentence = _("%(actor)s returned the report with a question.")


@dataclass(frozen=True)
class PolicyWithdrawn(Event):
    """The report was taken back, by its reporter or by a coordinator; what was said of it is kept."""

    policy: UUID
    sentence = _("%(actor)s took the report back.")


@dataclass(frozen=True)
class PolicyFollowedUp(Event):
    """Somebody told where the policy stands now, and what came of it."""

    policy: UUID
    follow_up: UUID
    sentence = _("%(actor)s told what came of this policy.")


@dataclass(frozen=True)
class PolicyTakenOff(Event):
    """The policy was put on record by mistake and is gone, as if it had never been there."""

    policy: UUID
    sentence = _("%(actor)s took a policy off the record that had been put there by mistake.")


@dataclass(frozen=True)
class SnapshotIssued(Event):
    """The dashboard of the programme was frozen under this number; it never changes."""

    programme: UUID
    snapshot: UUID
    number: int
    sentence = _("%(actor)s issued the snapshot number %(number)s.")
