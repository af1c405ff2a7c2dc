"""What people can do wrong here, each in a sentence that says how to go on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class NotPossibleNow(Problem):
    sentence = _("This is in another state now. Load the page again to see it.")


class ReasonIsMissing(Problem):
    sentence = _("Write the reason; whoever wrote the page will read it.")

    def __init__(self) -> None:
        super().__init__(field="reason")


class CriteriaNotMet(Problem):
    sentence = _(
        "Not listed yet: %(count)s criteria are not met. Waive them with a reason, or return the page."
    )


class NameTaken(Problem):
    sentence = _("There is already a page at this address. Choose another short name.")


class TooManyDrafts(Problem):
    sentence = _(
        "%(count)s pages of yours are still being written. Ask for a review of one of them first."
    )


class OutsideOfReach(Problem):
    sentence = _("This place lies outside of your regions. Choose one that lies in them.")

    def __init__(self) -> None:
        super().__init__(field="place")


class AlreadyBelongs(Problem):
    sentence = _("%(name)s already belongs to the cluster in these days.")


class AlreadyAccompanies(Problem):
    sentence = _("%(name)s already accompanies this cluster in some of these days.")


class LastDayFirst(Problem):
    sentence = _("The last day lies before the first day.")

    def __init__(self) -> None:
        super().__init__(field="ends_on")


class TermIsOver(Problem):
    sentence = _("This term is over already.")


class AlreadySeated(Problem):
    sentence = _("%(name)s already sits on this commission.")


class SeatIsTaken(Problem):
    sentence = _("Somebody sits there. Vacate the seat first; then somebody else can take it.")


class CurrencyIsMissing(Problem):
    sentence = _("Say in which currency the money is: three letters such as MAD or TND.")

    def __init__(self) -> None:
        super().__init__(field="currency")


class AlreadyInOrganisation(Problem):
    sentence = _("%(name)s belongs to this organisation already, or an answer is awaited.")


class NothingToHandOver(Problem):
    sentence = _("This person no longer holds the office. Load the page again to see who does.")


class OfficePassesAlready(Problem):
    sentence = _("This office is being handed over already.")


class SuccessorIsTheSame(Problem):
    sentence = _("Choose somebody else: the office passes to another person.")

    def __init__(self) -> None:
        super().__init__(field="successor")


class MergedAlready(Problem):
    sentence = _("«%(name)s» was merged into another page meanwhile. Load the list again.")


class OneIsNotTwo(Problem):
    sentence = _("Choose two different organisations.")


class LaterWork(Problem):
    """`changed` holds the lines that tell what somebody did since."""

    sentence = _(
        "Since the merge somebody went on with: %(what)s. Put it back first, or take the merge back "
        "and leave that where it is now."
    )


class CriterionCannotBeWaived(Problem):
    sentence = _("This criterion cannot be waived. Return the page and say what is missing.")

    def __init__(self) -> None:
        super().__init__(field="verdict")


class FollowedAlready(Problem):
    sentence = _("You follow this search already.")


class TooManySearches(Problem):
    sentence = _("You follow %(most)s searches. Stop one of them first, then follow this one.")


class SectorNameTaken(Problem):
    sentence = _("There is already a sector at this address. Choose another short name.")

    def __init__(self) -> None:
        super().__init__(field="slug")


class PageIsNeeded(Problem):
    sentence = _("Later work rests on a page that should be taken back; it stays.")
