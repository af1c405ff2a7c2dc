"""The door through which the web server calls Hilo."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Invented and real people must never mix: a wrong mode stops the server before the first request.
from django.db import connections  # noqa: E402 - needs the apps loaded

from hilo.core import search  # noqa: E402
from hilo.core.installation import refuse_unsafe_settings, refuse_wrong_mode  # noqa: E402

refuse_wrong_mode()
refuse_unsafe_settings()
connections.close_all()

search.warm()  # in a thread of its own: the first reader of a long list need not wait
