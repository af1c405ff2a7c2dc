"""A named lock: real processes that want the same thing get it one after another."""

from __future__ import annotations

import pytest
from django.db import transaction

from hilo.core.locks import NoTransaction, key_of, lock
from tests.core.processes import Stage, answer


@pytest.mark.processes
def test_concurrent_processes_give_each_number_once(stage: Stage) -> None:
    """Each reads the last number and takes the next, 25 times, in 4 processes."""
    processes = [stage.begin("take_numbers", "25") for _number in range(4)]
    numbers = [number for process in processes for number in answer(process)]
    assert sorted(numbers) == list(range(1, 101))


@pytest.mark.processes
def test_a_killed_holder_leaves_the_lock(stage: Stage) -> None:
    stage.play_until_killed("take_numbers", "1", STAGE_DIES="lock")
    assert stage.play("take_numbers", "1") == [1]


@pytest.mark.django_db
def test_a_lock_without_a_transaction_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    lock("numbers")
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(NoTransaction, match="numbers"):
        lock("numbers")


def test_keys_fit_postgres_and_stay_the_same() -> None:
    assert key_of("certificate numbers") == key_of("certificate numbers")
    assert key_of("a") != key_of("b")
    assert all(-(2**63) <= key_of(str(number)) < 2**63 for number in range(1000))
