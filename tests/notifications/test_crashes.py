"""Whoever is killed while sending never sends twice what was recorded as sent, and guesses nothing."""

from __future__ import annotations

import os
import signal

import pytest

from tests.core.processes import answer, eventually
from tests.core.understudy import Player
from tests.notifications.conftest import PostStage
from tests.notifications.smtp import Server

pytestmark = pytest.mark.processes


class Assassin:
    """Kills the sender when the server has come to a certain point; once."""

    def __init__(self) -> None:
        self.victim: Player | None = None
        self.has_struck = False

    def strike(self) -> str | None:
        if not self.has_struck and eventually(lambda: self.victim, seconds=5):
            assert self.victim is not None
            os.kill(self.victim.pid, signal.SIGKILL)
            self.victim.wait()
            self.has_struck = True
        return None


def send_and_be_killed(stage: PostStage, assassin: Assassin) -> None:
    assassin.victim = stage.begin("send")
    assassin.victim.communicate(timeout=60)
    assert assassin.victim.returncode == -signal.SIGKILL


def test_killed_before_the_hand_over_it_is_sent_once_later(
    stage: PostStage, server: Server
) -> None:
    stage.play("prepare")
    assassin = Assassin()
    server.on_rcpt = assassin.strike
    send_and_be_killed(stage, assassin)
    assert server.accepted == []
    assert stage.play("states") == {"waiting": 1}
    assert stage.play("send")["sent"] == 0, "the lease of the dead still runs"
    assert stage.play("send", "6")["sent"] == 1
    assert len(server.accepted) == 1


def test_killed_between_the_record_and_the_hand_over_it_is_uncertain(
    stage: PostStage, server: Server
) -> None:
    stage.play("prepare")
    stage.play_until_killed("send", STAGE_DIES="after sending was recorded")
    assert server.accepted == []
    assert stage.play("states") == {"sending": 1}
    assert stage.play("send", "6")["sent"] == 0
    assert stage.play("states") == {"uncertain": 1}
    assert server.accepted == []


def test_killed_while_the_server_takes_it_it_is_uncertain_and_never_resent(
    stage: PostStage, server: Server
) -> None:
    stage.play("prepare")
    assassin = Assassin()
    server.on_data = assassin.strike
    send_and_be_killed(stage, assassin)
    assert eventually(lambda: len(server.accepted) == 1), "the server has it; we cannot know"
    assert stage.play("states") == {"sending": 1}
    for later in ("6", "60", "6000"):
        assert stage.play("send", later)["sent"] == 0
    assert stage.play("states") == {"uncertain": 1}
    assert len(server.accepted) == 1


def test_killed_after_the_server_agreed_and_before_it_was_recorded_it_is_uncertain(
    stage: PostStage, server: Server
) -> None:
    stage.play("prepare")
    stage.play_until_killed("send", STAGE_DIES="before sent is recorded")
    assert len(server.accepted) == 1
    assert stage.play("send", "6")["sent"] == 0
    assert stage.play("states") == {"uncertain": 1}
    assert len(server.accepted) == 1


def test_a_person_may_send_it_again_under_the_same_message_id(
    stage: PostStage, server: Server
) -> None:
    stage.play("prepare")
    stage.play_until_killed("send", STAGE_DIES="before sent is recorded")
    stage.play("send", "6")
    assert stage.play("send_again") == "waiting"
    assert stage.play("send")["sent"] == 1
    first, second = server.accepted
    assert first["Message-ID"] == second["Message-ID"]


def test_killed_in_the_middle_of_many_the_others_are_sent_once(
    stage: PostStage, server: Server
) -> None:
    stage.play("prepare", "40")
    assassin = Assassin()
    server.on_data = lambda: assassin.strike() if len(server.accepted) == 17 else None
    send_and_be_killed(stage, assassin)
    assert eventually(lambda: len(server.accepted) == 18)
    assert stage.play("send", "6")["sent"] == 22
    assert stage.play("states") == {"sent": 39, "uncertain": 1}
    assert sorted(server.recipients) == sorted(set(server.recipients))


def test_two_senders_send_each_mail_once(stage: PostStage, server: Server) -> None:
    stage.play("prepare", "120")
    senders = [stage.begin("send") for _each in range(3)]
    assert sum(answer(sender)["sent"] for sender in senders) == 120
    assert len(server.accepted) == len(set(server.recipients)) == 120
    assert stage.play("states") == {"sent": 120}


def test_two_workers_make_each_digest_once(stage: PostStage, server: Server) -> None:
    assert stage.play("collect", "60") == 60
    workers = [stage.begin("gather") for _each in range(3)]
    assert sum(answer(worker) for worker in workers) == 60
    assert stage.play("states") == {"waiting": 60}
    assert stage.play("taken_days") == 60
    assert stage.play("gather") == 0
