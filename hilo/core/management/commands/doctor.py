"""`bin/hilo doctor`: say in words what is missing or misconfigured, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.core.registries import Check, Finding, checks


class Command(BaseCommand):
    """Ask every check; exit code 1 where something is wrong."""

    help = "Say in words what is missing or misconfigured, and what to do."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--quiet", action="store_true", help="only what is wrong")

    def handle(self, *, quiet: bool, **options: Any) -> None:
        findings = list(examine())
        for finding in findings:
            if not (quiet and finding.is_well):
                self._tell(finding)
        wrong = sum(not finding.is_well for finding in findings)
        if wrong:
            words = ngettext("One thing needs you.", "%(count)d things need you.", wrong)
            self.stdout.write(words % {"count": wrong})
            raise SystemExit(1)
        if not quiet:
            self.stdout.write(_("All is well."))

    def _tell(self, finding: Finding) -> None:
        mark = self.style.SUCCESS("✓") if finding.is_well else self.style.ERROR("✗")
        self.stdout.write(f"{mark} {finding.text}")
        if finding.remedy and not finding.is_well:
            self.stdout.write(f"  → {finding.remedy}")


def examine() -> Iterator[Finding]:
    """All findings; where the database is away, questions that need it are not asked."""
    is_there = True
    for check in checks:
        for finding in _look(check, is_there):
            yield finding
            # Without its tables every later question would fail for the same reason.
            if check.name in {"database", "migrations"} and not finding.is_well:
                is_there = False


def _look(check: Check, is_there: bool) -> Iterator[Finding]:
    try:
        yield from check.look()
    except DatabaseError as problem:
        if is_there:
            yield _broken(check, problem)
    except Exception as problem:
        yield _broken(check, problem)


def _broken(check: Check, problem: Exception) -> Finding:
    words = {"name": check.name, "problem": f"{type(problem).__name__}: {problem}"}
    return Finding(
        False,
        _("The question «%(name)s» could not be asked: %(problem)s") % words,
        _("Tell whoever keeps this version of Hilo."),
    )
