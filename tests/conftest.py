"""Fixtures that every test may use."""

from __future__ import annotations

import os

# Playwright's synchronous interface runs an event loop in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

pytest_plugins = ["tests.people.fixtures"]
