"""The doctor says in words what is wrong and what to do."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.test import override_settings

from hilo.core import health
from hilo.core.models import Delivery, Entry, Installation, Job, Worker
from hilo.core.registries import Check, Finding, checks
from hilo.core.registry import Registry
from hilo.core.tasks import run_waiting, start
from hilo.core.time import now
from tests.core.test_tasks import complain, stumble

pytestmark = pytest.mark.django_db
REAL = {
    "IS_DEMONSTRATION": False,
    "IS_SECURE": True,
    "ADDRESS": "https://red.org",
    "SECRET_KEY": "k" * 50,
    "DEFAULT_FROM_EMAIL": "Red <hola@red.org>",
}


def wrong(look) -> list[str]:
    found = list(look())
    assert all(one.remedy for one in found if not one.is_well), "no finding without a remedy"
    return [one.text for one in found if not one.is_well]


def doctor(*words: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("doctor", *words, stdout=out, no_color=True)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


@override_settings(UNKNOWN_SETTINGS={"HILO_MALE_FROM": "HILO_MAIL_FROM", "COLOUR": ""})
def test_a_misspelt_setting_is_told_with_the_one_that_was_meant() -> None:
    first, second = [one for one in health.look_at_settings() if not one.is_well]
    assert "HILO_MALE_FROM is no setting" in first.text
    assert "Did you mean HILO_MAIL_FROM?" in first.remedy
    assert "Take it away." in second.remedy


@override_settings(**REAL)
def test_a_well_kept_real_installation() -> None:
    assert wrong(health.look_at_settings) == []


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("SECRET_KEY", "only-for-development-and-tests-never-for-real-people", "secret key"),
        ("SECRET_KEY", "short", "secret key"),
        ("DEBUG", True, "error pages"),
        ("IS_SECURE", False, "encryption"),
        ("DEFAULT_FROM_EMAIL", "Hilo <hilo@hilo.example>", "sender"),
    ],
)
def test_what_would_harm_real_people(name: str, value: object, word: str) -> None:
    with override_settings(**{**REAL, name: value}):
        (text,) = wrong(health.look_at_settings)
    assert word in text


def test_ready_means_database_and_tables() -> None:
    assert all(finding.is_well for finding in health.ready())
    assert health.live()


def test_a_database_of_the_other_mode() -> None:
    Installation.objects.update(is_demonstration=False)
    (text,) = wrong(health.look_at_database)
    assert "«real»" in text and "«demonstration»" in text


def test_missing_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "missing_migrations", lambda: 2)
    assert wrong(health.look_at_migrations) == ["2 changes of the tables are missing."]


@override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}})
def test_a_cache_that_forgets() -> None:
    assert wrong(health.look_at_cache) == ["The cache forgets at once."]


def test_a_folder_that_is_not_there(settings, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA = tmp_path
    assert wrong(health.look_at_folder) == []
    monkeypatch.setattr(health, "LOW_SPACE", 10**12)
    assert "are free" in wrong(health.look_at_folder)[0]
    settings.DATA = tmp_path / "gone"
    assert "Nothing can be written" in wrong(health.look_at_folder)[0]


def test_a_worker_that_is_not_there() -> None:
    assert len(wrong(health.look_at_worker)) == 1
    sign = Worker.objects.create(identity="x", started_at=now(), seen_at=now())
    assert wrong(health.look_at_worker) == []
    Worker.objects.filter(pk=sign.pk).update(seen_at=now() - dt.timedelta(seconds=61))
    assert len(wrong(health.look_at_worker)) == 1


def test_work_left_undone_and_taken_up_again() -> None:
    start(complain)
    run_waiting()
    assert wrong(health.look_at_work) == [], "people were told; nobody else is needed"
    job = start(stumble, word="x", title="Stumble")
    Job.objects.filter(pk=job.pk).update(attempts=5)
    run_waiting()
    entry = Entry.objects.create(event="x", at=now(), due_at=now() - dt.timedelta(hours=1))
    Delivery.objects.create(entry=entry, handler="h", given_up_at=now(), problem="broken\nlamp")
    (text,) = wrong(health.look_at_work)
    assert text.count(": 1.") == 3
    assert "ValueError: fell" in work() and "h: lamp" in work()
    assert work("again") == "Taken up again: 1 pieces of work, 1 events.\n"
    job.refresh_from_db()
    assert job.state == Job.State.WAITING


def work(*words: str) -> str:
    out = StringIO()
    call_command("work", *words, stdout=out)
    return out.getvalue()


@override_settings(
    **REAL,
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
    EMAIL_HOST="127.0.0.1",
    EMAIL_PORT=9,
)
def test_a_mail_server_that_is_not_there() -> None:
    assert "127.0.0.1:9" in wrong(health.look_at_mail_server)[0]


def test_uncollected_style_sheets(settings, tmp_path) -> None:
    assert wrong(health.look_at_static) == []
    settings.STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifest…"}}
    settings.STATIC_ROOT = tmp_path
    assert len(wrong(health.look_at_static)) == 1
    (tmp_path / "staticfiles.json").write_text("{}")
    assert wrong(health.look_at_static) == []


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Registry[Check]:
    """A doctor with questions of ours."""
    registry: Registry[Check] = Registry("checks")
    monkeypatch.setattr("hilo.core.management.commands.doctor.checks", registry)
    return registry


def test_the_doctor_ends_with_zero_where_all_is_well(asked: Registry[Check]) -> None:
    asked.add(Check("a", lambda: [Finding(True, "The lamp burns.")]))
    assert doctor() == (0, "✓ The lamp burns.\nAll is well.\n")
    assert doctor("--quiet") == (0, "")


def test_the_doctor_ends_with_one_and_tells_the_remedy(asked: Registry[Check]) -> None:
    asked.add(Check("a", lambda: [Finding(True, "The lamp burns.")], order=1))
    asked.add(Check("b", lambda: [Finding(False, "The door is open.", "Close it.")], order=2))
    assert doctor("--quiet") == (1, "✗ The door is open.\n  → Close it.\nOne thing needs you.\n")


def test_a_question_that_breaks_is_a_finding(asked: Registry[Check]) -> None:
    def broken():
        raise KeyError("lamp")

    asked.add(Check("lamp", broken))
    code, said = doctor()
    assert code == 1 and "KeyError" in said


def test_without_a_database_it_is_said_once(asked: Registry[Check]) -> None:
    def away():
        raise DatabaseError("away")

    asked.add(Check("database", lambda: [Finding(False, "It is away.", "Start it.")], order=1))
    asked.add(Check("worker", away, order=2))
    code, said = doctor("--quiet")
    assert (code, said.count("✗")) == (1, 1)


def test_core_has_its_questions() -> None:
    names = [check.name for check in checks]
    assert {"settings", "database", "migrations", "worker", "mail server"} <= set(names)
    assert names.index("database") < names.index("migrations") < names.index("worker")
