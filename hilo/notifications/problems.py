"""What can be asked of mail that cannot be done, and what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class CannotBeStopped(Problem):
    """A category that must be heard of."""

    sentence = _(
        "Mail about your account and your data always comes. Every other kind can be stopped."
    )


class CannotBeSentNow(Problem):
    """The state of a mail does not allow what was asked."""

    sentence = _(
        "Somebody else, or the mail server, was faster: this mail is now in the state “%(state)s”. "
        "Nothing was changed. Look at it again and decide anew."
    )
