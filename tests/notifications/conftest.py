"""Fixtures of this chapter's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.core.processes import Stage, furnished
from tests.core.understudy import Player
from tests.notifications.smtp import Server, smtp_server


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    """A real mail server, to which this process and those on the stage send."""
    with smtp_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_TIMEOUT = 5
        settings.IS_DEMONSTRATION = False  # a demonstration refuses every way out
        yield running


class PostStage(Stage):
    """The stage of this chapter's plays, with the way to the mail server."""

    def __init__(self, folder: Path, server: Server) -> None:
        super().__init__(folder)
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "tests.notifications.stage.settings",
            "HILO_MODE": "real",
            "HILO_SECRET_KEY": "only-for-this-test-and-long-enough-to-sign-with-0123456789",
            "SMTP_URL": f"smtp://127.0.0.1:{server.port}",
        }

    def begin(self, play: str, *arguments: str, **environment: str) -> Player:
        return self.start("-m", "tests.notifications.stage", play, *arguments, **environment)


@pytest.fixture
def stage(tmp_path: Path, server: Server) -> Iterator[PostStage]:
    """A shared database on which processes send mail to `server`, and may be killed."""
    made = PostStage(tmp_path, server)
    with furnished(made):
        yield made
