"""Secrets are kept so that a copy of the database tells nobody anything."""

from __future__ import annotations

import pytest
from django.test import override_settings

from hilo.core import vault


def test_what_is_locked_is_opened_for_its_purpose_alone() -> None:
    kept = vault.locked("seed", purpose="hilo signing keys")
    assert "seed" not in kept
    assert vault.opened(kept, purpose="hilo signing keys") == "seed"
    with pytest.raises(vault.CannotBeOpened):
        vault.opened(kept, purpose="hilo second factor")


def test_former_keys_still_open_and_a_lost_key_does_not() -> None:
    with override_settings(SECRET_KEY="one", SECRET_KEY_FALLBACKS=[]):
        kept = vault.locked("seed", purpose="p")
    with override_settings(SECRET_KEY="two", SECRET_KEY_FALLBACKS=["one"]):
        assert vault.opened(kept, purpose="p") == "seed"
    with (
        override_settings(SECRET_KEY="two", SECRET_KEY_FALLBACKS=[]),
        pytest.raises(vault.CannotBeOpened),
    ):
        vault.opened(kept, purpose="p")
