"""Start an installation: its own settings, its database, its furniture, the web server and the worker.

`bin/run` and `bin/hilo` come in here. An installation is a folder under `var/` with a file
`settings.env` that holds its settings (made at the first start, readable by its owner alone).
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
LAST = VAR / "last"
INSTALLATIONS = {"demonstration": "demonstration", "empty": "real"}


def main(arguments: list[str]) -> int:
    """Run a management command of the installation (`--command …`), or start it."""
    if arguments[:1] == ["--command"]:
        enter(installation_in_use())
        return manage(arguments[1:] or ["help"])
    options = read_options(arguments)
    name = "empty" if options.empty else "demonstration"
    given = os.environ.get("HILO_DATA")
    folder = Path(given) if given else VAR / name
    if problem := port_problem(options):
        say(problem)
        return 1
    here = f"http://{shown_host(options.host)}:{options.port}"
    make(folder, mode=INSTALLATIONS[name], address=here)
    enter(folder)
    if os.environ["HILO_ADDRESS"].startswith(("http://127.0.0.1", "http://localhost")):
        os.environ["HILO_ADDRESS"] = here
    if not given:
        LAST.write_text(name)
    began = time.monotonic()
    if manage(["prepare"]):
        return 1
    say(f"Ready after {time.monotonic() - began:.0f} s.")
    if options.prepare:
        return 0
    if options.empty and not ask_for_coordinator():
        return 1
    return serve(options)


def read_options(arguments: list[str]) -> argparse.Namespace:
    """What can be said after `bin/run`."""
    parser = argparse.ArgumentParser("bin/run", description="Start Hilo on this machine.")
    parser.add_argument(
        "--empty",
        action="store_true",
        help="a real, empty installation instead of the demonstration",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on")
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    parser.add_argument(
        "--prepare", action="store_true", help="make everything ready, start nothing"
    )
    return parser.parse_args(arguments)


def shown_host(host: str) -> str:
    """The host that people can type, where we listen on all of them."""
    return "127.0.0.1" if host in {"0.0.0.0", "::"} else host


def port_problem(options: argparse.Namespace) -> str:
    """A sentence where nobody could listen on the port, else nothing."""
    with socket.socket(socket.AF_INET6 if ":" in options.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((options.host, options.port))
        except OSError as problem:
            return (
                f"Port {options.port} of {options.host} cannot be used ({problem.strerror}). "
                f"Nothing was changed. Try another one: bin/run --port {options.port + 1}"
            )
    return ""


def installation_in_use() -> Path:
    """The folder named by HILO_DATA, or the installation that was started last."""
    if given := os.environ.get("HILO_DATA"):
        return Path(given)
    return VAR / (LAST.read_text().strip() if LAST.exists() else "demonstration")


def make(folder: Path, *, mode: str, address: str) -> None:
    """Make the installation's folder and its `settings.env`, once."""
    # Its owner's alone: sign-in codes, files and the database lie in it.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "settings.env"
    if file.exists():
        return
    lines = [
        "# The settings of this installation; docs/operating/settings.md explains each.",
        f"HILO_MODE={mode}",
        f"HILO_ADDRESS={address}",
        f"HILO_SECRET_KEY={secrets.token_urlsafe(48)}",
    ]
    file.touch(mode=0o600)
    file.write_text("\n".join(lines) + "\n")


def enter(folder: Path) -> None:
    """Take the installation's settings into this process; what the environment says goes first."""
    os.environ["HILO_DATA"] = str(folder)
    file = folder / "settings.env"
    for line in file.read_text().splitlines() if file.exists() else []:
        name, mark, value = line.partition("=")
        if mark and not line.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    folder.mkdir(parents=True, exist_ok=True)


def manage(words: list[str]) -> int:
    """Run a management command in a process of its own and answer its exit code."""
    return subprocess.run([sys.executable, str(ROOT / "manage.py"), *words], cwd=ROOT).returncode


def ask_for_coordinator() -> bool:
    """Ask on the terminal for the first coordinator; a service without one is told how. False stops."""
    if sys.stdin.isatty():
        return manage(["people", "first-coordinator"]) == 0
    say("If nobody coordinates here yet: bin/hilo people first-coordinator --help")
    return True


def serve(options: argparse.Namespace) -> int:
    """Run the web server and the worker until one of them ends or the terminal says stop."""
    heed(stop_waiting)
    children: list[subprocess.Popen[bytes]] = []
    try:
        for command in (web_server(options), worker()):
            children.append(begin(command))
        greet(options)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        say("One of the processes ended; stopping the other.")
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        end(children)


def web_server(options: argparse.Namespace) -> list[str]:
    """The command that serves pages."""
    command = [sys.executable, "-m", "config.web", "--host", options.host]
    return [*command, "--port", str(options.port), "--workers", str(options.workers)]


def worker() -> list[str]:
    """The command that works in the background."""
    return [sys.executable, str(ROOT / "manage.py"), "worker"]


def begin(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a process that hears of the terminal through us alone: a web server takes SIGHUP for «reload»."""
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def greet(options: argparse.Namespace) -> None:
    """Say where to go, and in a demonstration as whom."""
    say(f"\nHilo is at {os.environ['HILO_ADDRESS']}")
    if not options.empty:
        manage(["demo", "sign-ins"])
    say("Stop with Ctrl+C.")


def heed(answer: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    """Answer Ctrl+C, a polite end and a closing terminal; what `nohup` made us ignore stays ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, answer)


def stop_waiting(number: int, frame: FrameType | None) -> None:
    """Leave `serve` as Ctrl+C does."""
    raise KeyboardInterrupt


def end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask the processes to end, and end those that do not within 15 seconds, with all they started."""
    heed(signal.SIG_IGN)  # a second signal must not leave one of them behind
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def say(text: str) -> None:
    """Print at once, also where the output is a file."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
