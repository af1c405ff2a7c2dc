"""What may be uploaded, said in words before anybody tries."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from hilo.ui.numerals import figure


def limit_in_words(field: Any) -> str:
    """The hint of a file field: its kinds, where the field names them, and the largest size.

    A field may say `kinds_in_words` ("PDF or Word") and `limit_mb`; the installation's limit holds
    otherwise.
    """
    limit = figure(getattr(field, "limit_mb", None) or settings.UPLOAD_LIMIT_MB)
    kinds = getattr(field, "kinds_in_words", "")
    if kinds:
        return _("%(kinds)s, up to %(limit)s MB.") % {"kinds": kinds, "limit": limit}
    return _("Up to %(limit)s MB.") % {"limit": limit}
