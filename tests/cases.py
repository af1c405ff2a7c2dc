"""The cases made by others, beside the project: read where they are, never copied into it."""

from __future__ import annotations

from pathlib import Path

import pytest

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases"


def needs(path: Path) -> pytest.MarkDecorator:
    """The mark of a test that reads `path`; the gate fails where it is there and a test was skipped."""
    return pytest.mark.skipif(not path.exists(), reason="the published cases are not here")
