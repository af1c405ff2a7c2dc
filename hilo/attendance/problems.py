"""What people can do wrong around sessions, in sentences that tell the next step."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class EndsBeforeItBegins(Problem):
    sentence = _("The end lies before the beginning. Check both hours.")


class TooLong(Problem):
    sentence = _("A session lasts 24 hours at most. Plan one for each day.")


class HourDoesNotExist(Problem):
    sentence = _(
        "At that hour the clocks are put forward there, so it does not exist. Choose another one."
    )


class WhereIsMissing(Problem):
    sentence = _("Say where people meet: write the address.")


class LinkIsMissing(Problem):
    sentence = _("Write the link with which people join, or choose «On site».")


class TooManyDates(Problem):
    sentence = _("At most %(most)s dates can be planned at once. Plan the others afterwards.")


class SessionMovedOn(Problem):
    sentence = _("This session is in another state now. Load the page again.")


class NotBegunYet(Problem):
    sentence = _("The session has not begun yet; its list cannot be closed.")


class AlreadyHeld(Problem):
    sentence = _("This session was held. Open its list again before you change when it was.")


class HasRecords(Problem):
    sentence = _("Presence is recorded here. Take the records back before you cancel the session.")


class IsCancelled(Problem):
    sentence = _("This session was cancelled; nothing is recorded for it.")


class CodeIsEmpty(Problem):
    sentence = _("Type the six digits that stand on the screen.")


class CodeIsWrong(Problem):
    sentence = _(
        "No session takes this code now. Look at the screen again: the code may have been renewed, or the "
        "time to type it is over. Then ask whoever keeps the list."
    )


class CodeIsLate(Problem):
    sentence = _(
        "The time to type this code ended at %(hour)s. Ask whoever keeps the list to write you down."
    )


class NotExpected(Problem):
    sentence = _(
        "You do not stand on the list of this session. Ask whoever keeps the list to write you down."
    )


class TooManyTries(Problem):
    sentence = _(
        "Too many tries. Wait a quarter of an hour, or ask whoever keeps the list to write you down."
    )


class WindowTooLong(Problem):
    sentence = _("The code can be open for 1 to 240 minutes.")


class ReasonIsMissing(Problem):
    sentence = _(
        "You correct what is recorded already (%(count)s people). Write why; the reason stands in the log."
    )


class MinutesAreMissing(Problem):
    sentence = _("Write for how many minutes: from 1 to %(most)s.")


class NotOnTheList(Problem):
    sentence = _("Somebody here is not on the list of this session. Load the page again.")


class TooLateToAnnounce(Problem):
    sentence = _("The session is over. Ask whoever keeps the list.")


class AlreadyDecided(Problem):
    sentence = _("This was decided already. Load the page again.")


class SheetIsUnknown(Problem):
    sentence = _(
        "No session has this code on its sheet. Check it; it stands at the foot of the sheet."
    )
