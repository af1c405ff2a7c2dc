"""What people can do wrong here, each in a sentence that says how to go on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class NoStaffRole(Problem):
    sentence = _(
        "You hold no role that needs a staff session; everything of yours is open already."
    )


class AddressTaken(Problem):
    sentence = _("Somebody in the network already has this address. Look for them in the list.")

    def __init__(self) -> None:
        super().__init__(field="email")


class AddressMissing(Problem):
    sentence = _("Write an e-mail address first; the invitation goes there.")

    def __init__(self) -> None:
        super().__init__(field="email")


class AlreadyJoined(Problem):
    sentence = _("%(name)s has joined already and needs no invitation.")


class InvitationIsOver(Problem):
    sentence = _(
        "This invitation can no longer be used. Ask the person who invited you for another."
    )


class InvitationIsSettled(Problem):
    sentence = _("This invitation was accepted or taken back meanwhile; nothing was changed.")


class LinkIsOver(Problem):
    sentence = _(
        "This link has been used or is older than 15 minutes. Ask for another; it comes at once."
    )


class CodeIsWrong(Problem):
    sentence = _("This code is not right, or it has run out. Write it again, or ask for another.")

    def __init__(self) -> None:
        super().__init__(field="code")


class TooManyTries(Problem):
    sentence = _("Those were too many tries. Wait five minutes, then go on; nothing was lost.")


class MayNotGrant(Problem):
    sentence = _("You may give only roles that lie within your own, and only there.")

    def __init__(self) -> None:
        super().__init__(field="role")


class AlreadyGranted(Problem):
    sentence = _("%(name)s already holds this role there.")


class LastCoordinator(Problem):
    sentence = _(
        "%(name)s is the last coordinator of the whole installation. Give the role to somebody else first."
    )


class MustAgree(Problem):
    sentence = _(
        "We cannot keep your data without this. To leave the network, ask for erasure below."
    )


class AlreadyAsked(Problem):
    sentence = _("Your request for erasure is in the register already. You find it on this page.")


class RequestIsClosed(Problem):
    sentence = _("This request has its answer already; nothing was changed.")


class AnswerMissing(Problem):
    sentence = _("Write the reason: the person reads it, and may need it for a complaint.")

    def __init__(self) -> None:
        super().__init__(field="answer")


class HoldsStaffRole(Problem):
    sentence = _("%(name)s holds a role. Hand it over or take it back before the data are erased.")


class PersonIsHere(Problem):
    sentence = _("%(name)s has signed in already; only they can change or end that.")


class PersonIsNeeded(Problem):
    sentence = _("Later work rests on this person, who stays on record.")


class MailDoesNotLeave(Problem):
    sentence = _("No mail leaves at the moment. Try again in a few minutes.")
