"""The settings of the tests: the real ones, with quick hashing, plain static names and closed doors."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from config.settings import *  # noqa: F403

DATA = Path(tempfile.mkdtemp(prefix="hilo-tests-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
MAILBOX = DATA / "mail"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir()  # warnings are errors, and WhiteNoise warns of a folder that is not there
