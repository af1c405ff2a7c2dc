"""The door through which the web server calls Hilo."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Invented and real people must never mix: a wrong mode stops the server before the first request.
from hilo.core.installation import refuse_wrong_mode  # noqa: E402 - needs the apps loaded

refuse_wrong_mode()
