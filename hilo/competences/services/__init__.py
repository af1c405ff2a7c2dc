"""The verbs of competences: keep the list, ask people, keep what they say."""

from hilo.competences.services.keeping import (
    add_competence,
    add_group,
    change_competence,
    change_group,
    remove,
    retire,
    take_up_again,
)
from hilo.competences.services.loading import load_shipped
from hilo.competences.services.occasions import (
    ask,
    close_occasion,
    follow_up,
    open_occasion,
    reopen_occasion,
)
from hilo.competences.services.rating import Answer, rate

__all__ = [
    "Answer",
    "add_competence",
    "add_group",
    "ask",
    "change_competence",
    "change_group",
    "close_occasion",
    "follow_up",
    "load_shipped",
    "open_occasion",
    "rate",
    "remove",
    "reopen_occasion",
    "retire",
    "take_up_again",
]
