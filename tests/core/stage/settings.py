"""Settings of processes on the stage: the real ones with core alone."""

from __future__ import annotations

import os

from config.settings import *  # noqa: F403

INSTALLED_APPS = ["hilo.core", "django_tasks", "django_tasks_db", "tests.core.stage"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING_CONFIG = None if os.environ.get("STAGE_QUIET") else "logging.config.dictConfig"
ROOT_URLCONF = "tests.core.stage.urls"
