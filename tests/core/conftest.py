"""Fixtures of core's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.processes import Stage, a_stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A shared database on which real processes play and may be killed."""
    with a_stage(tmp_path) as made:
        yield made
