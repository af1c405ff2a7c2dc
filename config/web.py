"""`python -m config.web`: the web server, with Hilo loaded once for all its processes.

The server (granian, whose options these are) is a parent that forks its processes. What the parent has
loaded, they share until they write on it; so the program, its addresses and its translations are loaded
here, before the fork (docs/decisions/0006). `config.wsgi` still serves alone, under any WSGI server.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from datetime import datetime

import django
from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_decimal
from django.urls import get_resolver
from django.utils import translation

STANDARD = ["--interface", "wsgi", "--blocking-threads", "4", "--no-ws", "--log-level", "error"]
# Whoever sends a large file to a process that is replaced has five minutes left for it.
STANDARD += ["--workers-kill-timeout", "300"]
ENDS = {signal.SIGTERM, signal.SIGINT}


def load() -> None:
    """Load what every process needs, without a connection and without a thread: a fork keeps neither."""
    django.setup()
    from django.conf import settings
    from django.db import connections

    get_resolver().url_patterns  # noqa: B018 - reading it imports every view
    for code, _ in settings.LANGUAGES:
        load_language(code)
    connections.close_all()


def load_language(code: str) -> None:
    """Read the translations, and what CLDR says of the dates and numbers of `code`."""
    with translation.override(code):
        translation.gettext("")
    locale = Locale.parse(code, sep="-")
    format_datetime(datetime(2000, 1, 1), locale=locale)
    format_decimal(0, locale=locale)


def end_when_told() -> None:
    """From its first moment on a forked process ends when it is told to.

    It would begin with its parent's answer, which ends nobody, and lose a signal that comes before its own.
    """
    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, ENDS),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDS),
        after_in_child=_begin_to_listen,
    )


def _begin_to_listen() -> None:
    for number in ENDS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDS)


def main(arguments: list[str]) -> None:
    """Load, set aside what was loaded, and serve."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.platform == "linux":
        load()
        gc.collect()
        gc.freeze()  # the collector would write on every shared page
        multiprocessing.set_start_method("fork")
        end_when_told()
    from django.conf import settings
    from granian.cli import entrypoint

    # What a process once needed for a large list or file it never gives back to the machine.
    # Its successor is a fork, there at once: one second of both is enough, and is what both weigh together.
    limit = ["--workers-max-rss", str(settings.WEB_MEMORY_MB), "--respawn-interval", "1"]
    sys.argv = ["hilo-web", *STANDARD, *limit, *arguments, "config.wsgi:application"]
    entrypoint()


if __name__ == "__main__":
    main(sys.argv[1:])
