"""What this chapter keeps, one file per noun."""

from hilo.programme.models.chain import Activity, BudgetLine, Milestone, Result
from hilo.programme.models.indicator import (
    Declaration,
    Indicator,
    InsidePublication,
    Publication,
    Snapshot,
    Tally,
    Target,
)
from hilo.programme.models.participation import Audience, Participation
from hilo.programme.models.parties import Identifier, Party, Tag
from hilo.programme.models.policy import FollowUp, Policy, PolicyQuerySet, PolicyStep
from hilo.programme.models.programme import Programme, ProgrammeQuerySet, state_tone
from hilo.programme.models.vocabulary import OwnTerm, OwnVocabulary

__all__ = [
    "Activity",
    "Audience",
    "BudgetLine",
    "Declaration",
    "FollowUp",
    "Identifier",
    "Indicator",
    "InsidePublication",
    "Milestone",
    "OwnTerm",
    "OwnVocabulary",
    "Participation",
    "Party",
    "Policy",
    "PolicyQuerySet",
    "PolicyStep",
    "Programme",
    "ProgrammeQuerySet",
    "Publication",
    "Result",
    "Snapshot",
    "Tag",
    "Tally",
    "Target",
    "state_tone",
]
