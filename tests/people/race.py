"""One process of a race: presses the button of a sign-in link at a given moment and prints the answer.

`python -m tests.people.race PATH MOMENT`, on the database that the environment names.
"""

from __future__ import annotations

import json
import sys
import time

import django
from django.test import Client


def press(path: str, moment: float) -> tuple[int, bool]:
    """The status of the answer, and whether this browser is inside now."""
    browser = Client(SERVER_NAME="127.0.0.1")
    time.sleep(max(0.0, moment - time.time()))
    answer = browser.post(path)
    return answer.status_code, "_auth_user_id" in browser.session


if __name__ == "__main__":
    django.setup()
    print(json.dumps(press(sys.argv[1], float(sys.argv[2]))))
