"""What `bin/hilo doctor` asks of certificates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.core.registries import Finding
from hilo.core.time import now
from hilo.credentials.models import Certificate
from hilo.credentials.services import keys

LATE = dt.timedelta(hours=2)


def look() -> Iterator[Finding]:
    """Whether certificates can be signed, and whether any waits too long for its file."""
    yield _signing()
    yield _printing()


def _signing() -> Finding:
    if keys.can_sign():
        return Finding(True, _("Certificates can be signed."))
    return Finding(
        False,
        _("The key that signs certificates was locked with another secret key."),
        _(
            "Put the former one into HILO_FORMER_SECRET_KEYS, or run: bin/hilo credentials rotate-key"
        ),
    )


def _printing() -> Finding:
    waiting = Certificate.objects.unprinted().filter(erased_at__isnull=True)
    late = waiting.filter(issued_at__lt=now() - LATE).count()
    if not late:
        return Finding(True, _("No certificate waits for its file."))
    said = ngettext(
        "%(count)s certificate waits for its file for more than two hours.",
        "%(count)s certificates wait for their file for more than two hours.",
        late,
    )
    return Finding(False, said % {"count": late}, _("See that a worker runs: bin/hilo worker"))
