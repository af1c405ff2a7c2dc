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
