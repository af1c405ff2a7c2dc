"""The house as an operator meets it: a second start, its weight in memory, its end."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from itertools import product
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.journeys.house import ROOT, House
from tests.journeys.test_every_page import LANGUAGES, STRANGERS

pytestmark = pytest.mark.browser

# The launcher, the web server with its two processes, the background worker.
WITHOUT_SUCCESSORS = 5
NUMERIC = {"numpy", "pandas", "scipy", "matplotlib", "shapely", "sklearn"}


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for child in task.read_text().split()
    ]
    return [pid, *(one for child in children for one in family(child))]


def proportional_megabytes(pid: int) -> float:
    """PSS of one process in MB: shared pages counted in parts (proc(5), smaps_rollup)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def command(pid: int) -> str:
    """What a process was started as."""
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def test_web_and_worker_fit_a_small_server(house: House) -> None:
    """Two web workers and the background worker hold less than 450 MB, the public pages read in every language.

    A web process that has grown is replaced (docs/decisions/0006): for a second its successor is there too.
    """
    assert house.process is not None
    for language, page in product(LANGUAGES, (one for one in STRANGERS if " > " not in one)):
        with suppress(HTTPError):  # one of them is nowhere
            urlopen(f"{house.address}/{language}/{page}", timeout=60).read()
    until = time.monotonic() + 20
    while len(processes := family(house.process.pid)) > WITHOUT_SUCCESSORS:
        assert time.monotonic() < until, [command(pid) for pid in processes]
        time.sleep(0.5)
    held = {pid: proportional_megabytes(pid) for pid in processes}
    assert sum(held.values()) < 450, [(command(pid), size) for pid, size in held.items()]


def test_no_numeric_library_in_a_web_process(house: House) -> None:
    loaded = house.call("-c", "import sys, config.wsgi; print(*sorted(sys.modules))").split()
    assert not NUMERIC & {name.split(".")[0] for name in loaded}


def test_the_second_start_takes_seconds_and_keeps_the_data(house: House) -> None:
    again = House(house.folder)
    began = time.monotonic()
    try:
        again.open()
    finally:
        again.close()
    assert time.monotonic() - began < 20


def test_a_port_in_use_is_said_in_words(house: House) -> None:
    words = [sys.executable, "-m", "config.launch", "--port", str(house.port)]
    done = subprocess.run(words, cwd=ROOT, env=house.environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"Port {house.port}" in done.stdout
    assert "bin/run --port" in done.stdout


def test_a_wrong_setting_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    other = House(tmp_path)
    words = [sys.executable, "-m", "config.launch", "--command", "doctor"]
    environment = other.environment | {"HILO_UPLOAD_LIMIT_MB": "much"}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    assert "HILO_UPLOAD_LIMIT_MB" in done.stderr
    assert "a whole number from 1 to 500" in done.stderr
    assert "Traceback" not in done.stderr
