"""Run a play: `python -m tests.core.stage publish --die`; its answer is printed as JSON."""

from __future__ import annotations

import json
import sys

import django

if __name__ == "__main__":
    django.setup()
    from tests.core.stage import plays

    print(json.dumps(getattr(plays, sys.argv[1])(*sys.argv[2:]), default=str))
