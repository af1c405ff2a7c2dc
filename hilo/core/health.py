"""Whether this installation is well: what the health page, the doctor and monitors ask."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from hilo.core import journal, mail, translations
from hilo.core.installation import DEVELOPMENT_KEY, MODES, SHORT_KEY
from hilo.core.models import Entry, Installation
from hilo.core.registries import Check, Finding, checks
from hilo.core.tasks.worker import is_present
from hilo.core.time import now

LOW_SPACE = 500  # megabytes
LATE = dt.timedelta(minutes=10)


def live() -> bool:
    """This process answers; nothing else is asked."""
    return True


def ready() -> list[Finding]:
    """What must be well before requests are sent here: the database and its tables."""
    found = list(look_at_database())
    return found + list(look_at_migrations()) if all(one.is_well for one in found) else found


def well(text: str) -> Finding:
    return Finding(True, text)


def unwell(text: str, remedy: str) -> Finding:
    return Finding(False, text, remedy)


def look_at_settings() -> Iterator[Finding]:
    """What is misspelt, and what would harm real people."""
    for name, like in settings.UNKNOWN_SETTINGS.items():
        all_of_them = _("docs/operating/settings.md lists them all.")
        meant = _("Did you mean %(name)s?") % {"name": like} if like else _("Take it away.")
        yield unwell(
            _("%(name)s is no setting, so it changes nothing.") % {"name": name},
            f"{meant} {all_of_them}",
        )
    if settings.IS_DEMONSTRATION:
        yield well(_("This is a demonstration: invented people, and no mail leaves."))
        return
    if settings.SECRET_KEY.startswith(DEVELOPMENT_KEY) or len(settings.SECRET_KEY) < SHORT_KEY:
        yield unwell(
            _("The secret key is known to everybody, or too short."),
            _("Set HILO_SECRET_KEY to a random text of at least 40 characters."),
        )
    if settings.DEBUG:
        yield unwell(
            _("Programmers' error pages are on; they show secrets."), _("Set HILO_DEBUG=no.")
        )
    if not settings.IS_SECURE and not _is_local(settings.ADDRESS):
        yield unwell(
            _("People reach this installation without encryption."),
            _("Put a certificate in front and set HILO_ADDRESS to an address with https."),
        )
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith(".example"):
        yield unwell(
            _("Mails carry an invented sender and will be refused."),
            _("Set HILO_MAIL_FROM to an address of your own."),
        )
    yield well(_("This installation is for real people."))


def _is_local(address: str) -> bool:
    return address.split("://")[-1].startswith(("127.0.0.1", "localhost", "[::1]"))


def look_at_database() -> Iterator[Finding]:
    """Reachable, and of the mode that the settings say."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        yield unwell(
            _("The database does not answer: %(problem)s") % {"problem": str(problem).strip()},
            _("Start it, or correct DATABASE_URL."),
        )
        return
    yield well(_("The database answers (%(kind)s).") % {"kind": connection.display_name})
    yield from _look_at_mode()


def _look_at_mode() -> Iterator[Finding]:
    if Installation._meta.db_table not in connection.introspection.table_names():
        return
    row = Installation.objects.filter(pk=1).first()
    if row and row.is_demonstration != settings.IS_DEMONSTRATION:
        modes = {"kept": MODES[row.is_demonstration], "asked": MODES[settings.IS_DEMONSTRATION]}
        yield unwell(
            _("This database was made for mode «%(kept)s», and the settings say «%(asked)s».")
            % modes,
            _("Set HILO_MODE=%(kept)s, or name another database in DATABASE_URL.") % modes,
        )


def look_at_migrations() -> Iterator[Finding]:
    """Whether the tables are those that this version needs."""
    missing = missing_migrations()
    if missing:
        yield unwell(
            ngettext(
                "One change of the tables is missing.",
                "%(count)d changes of the tables are missing.",
                missing,
            )
            % {"count": missing},
            _("Stop the server and run: bin/hilo migrate"),
        )
    else:
        yield well(_("The tables are up to date."))


_was_complete = False


def missing_migrations() -> int:
    """How many migrations wait; once none does, this process need not look again."""
    global _was_complete
    if _was_complete:
        return 0
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    _was_complete = not missing
    return missing


def look_at_cache() -> Iterator[Finding]:
    """Counters of attempts live in the cache: without it nobody can sign in."""
    try:
        cache.set("doctor", "here", 10)
        answers = cache.get("doctor") == "here"
    except (DatabaseError, OSError) as problem:
        yield unwell(
            _("The cache does not answer: %(problem)s") % {"problem": str(problem).strip()},
            _("Run bin/hilo createcachetable, or correct CACHE_URL."),
        )
        return
    if answers:
        yield well(_("The cache answers."))
    else:
        yield unwell(_("The cache forgets at once."), _("Correct CACHE_URL."))


def look_at_folder() -> Iterator[Finding]:
    """Whether files can be written, and whether there is room for them."""
    folder = Path(settings.DATA)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as problem:
        yield unwell(
            _("Nothing can be written into %(folder)s: %(problem)s")
            % {"folder": folder, "problem": os.strerror(problem.errno or 0)},
            _("Make that folder, and let the user who runs Hilo write there."),
        )
        return
    free = shutil.disk_usage(folder).free // 1_000_000
    space = {"folder": folder, "free": free}
    if free < LOW_SPACE:
        yield unwell(
            _("Only %(free)d MB are free under %(folder)s.") % space,
            _("Make room, or move HILO_DATA to a larger disk."),
        )
    else:
        yield well(_("%(folder)s can be written; %(free)d MB are free.") % space)


def look_at_worker() -> Iterator[Finding]:
    """Whether somebody does the work in the background."""
    if is_present():
        yield well(_("A worker is at work."))
    else:
        yield unwell(
            _("No worker has been seen for a minute: mail and imports wait."),
            _("Start it: bin/hilo worker (bin/run starts one by itself)."),
        )


def look_at_work() -> Iterator[Finding]:
    """What was left undone for good, or for too long."""
    late = Entry.objects.filter(due_at__lt=now() - LATE).count()
    dead = journal.given_up().count()
    since = now() - dt.timedelta(days=7)
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=since, traceback__gt="")
    counts = {"late": late, "dead": dead, "failed": failed.count()}
    if any(counts.values()):
        yield unwell(
            _(
                "Left undone. Late events: %(late)d. Events given up: %(dead)d. Work stopped by a "
                "fault within a week: %(failed)d."
            )
            % counts,
            _("See them with bin/hilo work; after the cause is gone: bin/hilo work again"),
        )
    else:
        yield well(_("No work is left undone."))


def look_at_mail_server() -> Iterator[Finding]:
    """Whether the mail server lets us in; a demonstration has none."""
    if settings.IS_DEMONSTRATION:
        yield well(_("Mails are kept in %(folder)s.") % {"folder": settings.MAILBOX})
        return
    server = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT}
    if problem := mail.hindrance():
        yield unwell(
            _("The mail server %(host)s:%(port)s does not let us in: %(problem)s")
            % {**server, "problem": problem},
            _("Correct SMTP_URL, or start the mail server."),
        )
    else:
        yield well(_("The mail server %(host)s:%(port)s lets us in.") % server)


def look_at_translations() -> Iterator[Finding]:
    """Whether every text is there in its compiled form."""
    if outdated := translations.outdated():
        names = ", ".join(f"{po.parents[3].name}/{po.parents[1].name}" for po in outdated)
        yield unwell(
            _("Translations wait to be compiled: %(names)s.") % {"names": names},
            _("Run: bin/hilo prepare"),
        )
    else:
        yield well(_("All translations are compiled."))


def look_at_static() -> Iterator[Finding]:
    """Whether style sheets and scripts were collected for the web server."""
    storages: Any = settings.STORAGES
    if settings.DEBUG or "Manifest" not in storages["staticfiles"]["BACKEND"]:
        return
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield well(_("Style sheets and scripts are collected."))
    else:
        yield unwell(_("Style sheets and scripts were not collected."), _("Run: bin/hilo prepare"))


@lru_cache(maxsize=1)
def register() -> None:
    """Enter core's questions in the registry, in the order in which answers depend on each other."""
    looks: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("settings", look_at_settings),
        ("database", look_at_database),
        ("migrations", look_at_migrations),
        ("cache", look_at_cache),
        ("folder", look_at_folder),
        ("worker", look_at_worker),
        ("work", look_at_work),
        ("mail server", look_at_mail_server),
        ("translations", look_at_translations),
        ("static files", look_at_static),
    ]
    for order, (name, look) in enumerate(looks, start=1):
        checks.add(Check(name, look, order=order))
