"""What can stand in the way of certificates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class NoTemplateYet(Problem):
    sentence = _(
        "The programme has no template for this kind of certificate yet. Make one first, under Certificates."
    )


class NobodyHasEarnedIt(Problem):
    sentence = _("Everybody who has earned this certificate holds it already.")
