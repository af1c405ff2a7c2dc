"""What the office pages of sessions share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.views.decorators.http import require_http_methods

from hilo.core.models import Overtaken
from hilo.core.problems import Problem

show_or_send = require_http_methods(["GET", "HEAD", "POST"])


def done(form: Any, act: Callable[[], Any]) -> Any:
    """What `act` answers; None where something stands in its way, which then stands on the form."""
    try:
        return act()
    except Problem as problem:
        problem.put_on(form)
    except Overtaken:
        form.overtaken()
    return None
