"""Roles: what each is for, in a sentence that people read, and the verbs that it holds.

A verb is a text such as `"people.invite"`. Each chapter names its own in its `apps.py:ready()`:

    roles.allow("people.invite", _("Invite people."), Coordinator)
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

Label = Any

_roles: dict[str, type[Role]] = {}
_verbs: dict[str, Label] = {}


class Role:
    """Base of all roles. A staff role needs a second factor and a staff session to be in force."""

    name: ClassVar[str] = ""
    label: ClassVar[Label] = ""
    sentence: ClassVar[Label] = ""
    is_staff_role: ClassVar[bool] = True
    verbs: ClassVar[set[str]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.verbs = set()
        _roles[cls.name] = cls


class Coordinator(Role):
    name = "coordinator"
    label = _("Coordinator")
    sentence = _(
        "Runs a programme or a region: invites people, fills courses and workshops, reports."
    )


class Trainer(Role):
    name = "trainer"
    label = _("Trainer")
    sentence = _("Teaches, writes lessons, takes attendance, and sees who needs help.")


class Agent(Role):
    name = "agent"
    label = _("Cluster development agent")
    sentence = _("Accompanies a cluster: gathers its challenges and keeps its action plan.")


class Reviewer(Role):
    name = "reviewer"
    label = _("Reviewer")
    sentence = _("Reads applications and practices, scores them, and gives reasons.")


class Promoter(Role):
    name = "promoter"
    label = _("Promoter or donor")
    sentence = _("Follows results and the evidence behind them, and takes reports home.")


class Operator(Role):
    name = "operator"
    label = _("Operator")
    sentence = _("Keeps the installation running: mail, tasks, backups. Sees no more of people.")


class Member(Role):
    """Held by everybody who has an account; never granted."""

    name = "member"
    label = _("Member")
    sentence = _("Learns, meets, cooperates; decides over the own profile and data.")
    is_staff_role = False


def all_roles() -> list[type[Role]]:
    """Every role, in the order of the list above."""
    return list(_roles.values())


def grantable() -> list[type[Role]]:
    """The roles that are granted to a person for a scope."""
    return [role for role in all_roles() if role is not Member]


def role(name: str) -> type[Role]:
    """The role called `name`; raises LookupError."""
    try:
        return _roles[name]
    except KeyError:
        raise LookupError(f"no role «{name}» among {', '.join(_roles)}") from None


def allow(verb: str, sentence: Label, *to: type[Role]) -> None:
    """Let the roles `to` do `verb`; `sentence` tells people what that is. Calls add up."""
    _verbs.setdefault(verb, sentence)
    for holder in to:
        holder.verbs.add(verb)


def sentence_of(verb: str) -> Label:
    """What `verb` means, for people; raises LookupError for a verb that no chapter named."""
    return _verbs[verb]


def all_verbs() -> list[str]:
    """Every verb that some chapter named, sorted."""
    return sorted(_verbs)


def holding(verb: str) -> list[str]:
    """The names of the roles that hold `verb`."""
    return [held.name for held in all_roles() if verb in held.verbs]


def staff_roles() -> list[str]:
    """The names of the roles whose power is in force in a staff session only."""
    return [each.name for each in all_roles() if each.is_staff_role]
