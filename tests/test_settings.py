"""A wrong setting stops the start with a sentence: which one, what it says, what would be right."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from config.environment import WrongSetting, declared, unknown

SETTINGS = Path(__file__).resolve().parent.parent / "config/settings.py"
NUMBER = "write a whole number from {} to {}"
SMTP = "write smtp://, smtps:// or smtp+tls:// with user, password, host and port"
DATABASE = "write sqlite:///file or postgresql://user:password@host:port/name"
CACHE = "write database, memory or redis://host:port/0"
ADDRESS = "write an address without a path, such as https://hilo.example"
SENDER = "write an address, such as Hilo <hilo@hilo.example>"
ZONE = "write a zone such as America/Mexico_City or Africa/Tunis"

# What signs is any text; one that is too short for real people is refused by the start itself.
ANY_TEXT = {"HILO_SECRET_KEY", "HILO_FORMER_SECRET_KEYS"}
WRONG = [
    ("HILO_MODE", "production", "write one of demonstration, real"),
    ("HILO_ADDRESS", "hilo.example", ADDRESS),
    ("HILO_ADDRESS", "https://hilo.example:door", ADDRESS),
    ("HILO_ADDRESS", "https://hilo.example/path", ADDRESS),
    ("HILO_DATA", str(SETTINGS), "write the path of a folder, such as /srv/hilo"),
    ("DATABASE_URL", "mysql://x", DATABASE),
    ("DATABASE_URL", "sqlite://file.sqlite3", DATABASE),
    ("DATABASE_URL", "postgresql://host", DATABASE),
    ("DATABASE_URL", "postgresql://host:port/name", DATABASE),
    ("CACHE_URL", "foo", CACHE),
    ("CACHE_URL", "redis://host:port", CACHE),
    ("SMTP_URL", "mail.example", SMTP),
    ("SMTP_URL", "smtp://mail.example:port", SMTP),
    ("HILO_MAIL_FROM", "bad", SENDER),
    ("HILO_MAIL_FROM", "Hilo <bad>", SENDER),
    ("HILO_MAILS_PER_MINUTE", "many", NUMBER.format(1, 100000)),
    ("HILO_WEB_MEMORY_MB", "little", NUMBER.format(120, 10000)),
    ("HILO_WORKER_MEMORY_MB", "little", NUMBER.format(50, 10000)),
    ("HILO_LANGUAGE", "nah", "write one of es, fr, ar, en"),
    ("HILO_TIME_ZONE", "Mars/X", ZONE),
    ("HILO_TIME_ZONE", "../passwd", ZONE),
    ("HILO_TIME_ZONE", "America", ZONE),
    ("HILO_UPLOAD_LIMIT_MB", "0", NUMBER.format(1, 500)),
    ("HILO_DATA_PROTECTION", "none", "write one of gdpr, lfpdppp, lgpdppso"),
    ("HILO_TRUSTED_PROXIES", "-1", NUMBER.format(0, 9)),
    ("HILO_LOG_LEVEL", "LOUD", "write one of DEBUG, INFO, WARNING, ERROR"),
    ("HILO_DEBUG", "perhaps", "write yes or no"),
    ("HILO_BENCH", "perhaps", "write yes or no"),
]


@pytest.mark.parametrize(("name", "value", "right"), WRONG)
def test_a_wrong_value_is_explained(monkeypatch, name: str, value: str, right: str) -> None:
    shown = "its value" if declared[name].secret else f"«{value}»"
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting) as told:
        runpy.run_path(str(SETTINGS))
    sentence = str(told.value)
    assert sentence.startswith(f"Setting {name}: {shown} cannot be used: {right}")
    assert sentence.endswith("Nothing was started. See docs/operating/settings.md.")


def test_every_setting_is_given_a_wrong_value() -> None:
    assert {name for name, _value, _right in WRONG} | ANY_TEXT == set(declared)


def test_what_is_misspelt_is_found(monkeypatch, tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text("# HILO_OLD=1\nHILO_MODE=real\nSMPT_URL=smtp://mail.example\n")
    monkeypatch.setenv("HILO_MALE_FROM", "Hilo <hilo@red.example>")
    monkeypatch.setenv("HILO_PYTHON", "python3.12")
    assert unknown(file) == {"HILO_MALE_FROM": "HILO_MAIL_FROM", "SMPT_URL": "SMTP_URL"}
