"""The gate: runs every check, on both databases and in a real browser, and says what ran.

Nothing is skipped silently: a step that cannot run fails with the reason. Two steps that do not
disturb each other run side by side, because the machine it is made for has two cores.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.cases import CASES
from tests.postgres import Cluster

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
LANES = 2  # cores; three at once took as long, and a journey waited longer than 15 s for a page
SHARES = ("2/2", "1/2")  # of the browser's tests; the second has the longest days
COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed)")


@dataclass
class Step:
    """One check: what it is called, the command, what it waits for, and what came of it."""

    title: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    after: Step | None = None  # begun before this one
    is_over: threading.Event = field(default_factory=threading.Event)
    code: int = 0
    seconds: float = 0
    output: str = ""

    @property
    def is_pytest(self) -> bool:
        return "pytest" in self.command

    @property
    def counts(self) -> dict[str, int]:
        """Tests by outcome, read from pytest's closing line."""
        lines = [line for line in self.output.splitlines() if COUNTS.search(line)]
        found = COUNTS.findall(lines[-1]) if self.is_pytest and lines else []
        return {word.rstrip("s") if word == "errors" else word: int(n) for n, word in found}

    def run(self) -> Step:
        if self.after:
            self.after.is_over.wait()
        try:
            self.play()
        finally:
            self.is_over.set()
        self.tell()
        return self

    def play(self) -> None:
        began = time.monotonic()
        done = subprocess.run(
            self.command,
            cwd=ROOT,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        self.code, self.output, self.seconds = (
            done.returncode,
            done.stdout,
            time.monotonic() - began,
        )

    def tell(self) -> None:
        verdict = "ok" if self.code == 0 else "FAILED"
        print(f"{verdict:>7}  {self.title}  ({self.seconds:.0f} s)", flush=True)
        if self.code:
            print(self.output, flush=True)


def main() -> int:
    """Run what was asked for and close with a line of figures."""
    options = read_options()
    began = time.monotonic()
    print("Hilo's gate" + (", in full" if options.full else ""), flush=True)
    with tempfile.TemporaryDirectory(prefix="hilo-gate-") as scratch, Cluster() as cluster:
        steps = run_all(options, Path(scratch), cluster.url)
    return close(steps, options, time.monotonic() - began)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("bin/test", description="Run every check of Hilo.")
    parser.add_argument("--full", action="store_true", help="add large loads, long races and soak")
    parser.add_argument(
        "--only",
        choices=["lint", "sqlite", "postgresql", "browser"],
        help="one part, while working",
    )
    return parser.parse_args()


def run_all(options: argparse.Namespace, scratch: Path, database_url: str) -> list[Step]:
    """Both databases, the two halves of the journeys, and lint: two of them side by side.

    The longest begin first, so that no lane stands idle at the end; the short ones of lint fill up.
    Races and crashes wait more than they work: they have a corner beside the lanes.
    """
    compile_step = Step("translations compile", [python(), "-m", "tests.translations"])
    furnish = furnish_step(scratch)
    sqlite = f"sqlite:///{scratch}/tests.sqlite3"
    parts = {
        "postgresql": [tests("PostgreSQL", options, scratch, database_url)],
        "sqlite": [tests("SQLite", options, scratch, sqlite)],
        "browser": [browser_tests(options, scratch, share, furnish) for share in SHARES],
        "lint": lint_steps(),
    }
    waiting = {
        "postgresql": [races("PostgreSQL", options, scratch, database_url)],
        "sqlite": [races("SQLite", options, scratch, sqlite)],
    }
    wanted = [options.only] if options.only else list(parts)
    steps = [compile_step.run()]
    with ThreadPoolExecutor(LANES) as lanes, ThreadPoolExecutor(1) as corner:
        beside = corner.map(Step.run, [one for name in wanted for one in waiting.get(name, [])])
        chosen = [step for name in wanted for step in parts[name]]
        needed = [furnish] if any(step.after for step in chosen) else []
        steps += lanes.map(Step.run, [*needed, *chosen])
        steps += beside
    return steps


def python() -> str:
    return str(BIN / "python")


def lint_steps() -> list[Step]:
    """Taste and law: each tool with its settings in pyproject.toml or .importlinter."""
    own = ["hilo", "config", "tests", "tools", "manage.py"]
    return [
        Step("ruff: lint", [str(BIN / "ruff"), "check", *own]),
        Step("ruff: format", [str(BIN / "ruff"), "format", "--check", *own]),
        Step("import contracts", [str(BIN / "lint-imports")]),
        Step("templates", [str(BIN / "djlint"), "--lint", "--quiet", "hilo"]),
        Step("types", [str(BIN / "mypy"), "hilo", "config"]),
    ]


def tests(name: str, options: argparse.Namespace, scratch: Path, url: str) -> Step:
    """All tests in one process on one database."""
    return on_database(f"tests on {name}", "not processes", options, scratch, url)


def races(name: str, options: argparse.Namespace, scratch: Path, url: str) -> Step:
    """What several processes do at once on one database, and what is left when one of them dies."""
    return on_database(f"races and crashes on {name}", "processes", options, scratch, url)


def on_database(
    title: str, marks: str, options: argparse.Namespace, scratch: Path, url: str
) -> Step:
    """Tests with these marks on one database; what asks no database anything is proved once, on SQLite."""
    marks += " and not browser" if options.full else " and not browser and not slow"
    command = [python(), "-m", "pytest", "-q", "-m", marks]
    command += ["--durations=15", "--durations-min=2"]
    command += ["-p", "no:playwright", f"--basetemp={scratch}/{title.replace(' ', '-')}"]
    if url.startswith("sqlite"):
        return Step(title, command, {"DATABASE_URL": url, **tables(scratch)})
    return Step(title, [*command, "--with-database"], {"DATABASE_URL": url})


def tables(scratch: Path) -> dict[str, str]:
    """Where the first step on SQLite leaves the tables that its migrations made, for the others to copy."""
    return {"TABLES": f"{scratch}/tables.sqlite3"}


def furnish_step(scratch: Path) -> Step:
    """The demonstration, made as at a first start, for every share to copy."""
    house = str(scratch / "house")
    return Step("a house is furnished", [python(), "-m", "tests.journeys.house", house])


def browser_tests(options: argparse.Namespace, scratch: Path, share: str, furnish: Step) -> Step:
    """A share of the journeys, in a house of its own."""
    marks = "browser" if options.full else "browser and not slow"
    command = [python(), "-m", "pytest", "-q", "-m", marks, "--durations=15", "--durations-min=5"]
    name = f"browser-{share[0]}"
    command += [f"--share={share}", f"--basetemp={scratch}/{name}"]
    return Step(
        f"journeys in Chromium, on SQLite, {share}",
        command,
        {
            "DATABASE_URL": f"sqlite:///{scratch}/{name}.sqlite3",
            "HOUSE_TO_COPY": furnish.command[-1],
            **tables(scratch),
        },
        after=furnish,
    )


def close(steps: list[Step], options: argparse.Namespace, seconds: float) -> int:
    """Say what ran, on which databases, with which cases; answer the exit code."""
    totals: dict[str, int] = {}
    for step in steps:
        for word, number in step.counts.items():
            totals[word] = totals.get(word, 0) + number
    failed_steps = [step.title for step in steps if step.code]
    empty = [step.title for step in steps if step.is_pytest and not step.counts.get("passed")]
    print(f"\nRan in {seconds / 60:.1f} minutes: " + "; ".join(step.title for step in steps))
    print(f"Databases: {databases(steps)}. {cases_present()}")
    skipped = totals.get("skipped", 0)
    if skipped:
        print(f"Skipped {skipped} tests{why_skipped()}.")
    for title in failed_steps:
        print(f"Failed: {title}")
    for title in empty:
        print(f"Ran no test: {title}")
    bad = totals.get("failed", 0) + totals.get("error", 0)
    checks_bad = len([step for step in steps if step.code and not step.is_pytest])
    print(
        f"{totals.get('passed', 0)} passed, {bad + checks_bad} failed, {totals.get('skipped', 0)} skipped"
    )
    return 1 if failed_steps or empty or (skipped and CASES.is_dir()) else 0


def why_skipped() -> str:
    """The one reason that is allowed: cases made by others that are not beside the project."""
    return ": nothing may be skipped" if CASES.is_dir() else ", which read the cases of others"


def databases(steps: list[Step]) -> str:
    """The databases on which tests ran."""
    names = [step.title.removeprefix("tests on ") for step in steps if "tests on" in step.title]
    return " and ".join(names) or "none"


def cases_present() -> str:
    """How many of the cases made by others lie beside the project."""
    if not CASES.is_dir():
        return "The cases of others are not beside the project; their published numbers were proved from fixtures."
    folders = [folder for folder in CASES.iterdir() if folder.is_dir()]
    files = sum(1 for path in CASES.rglob("*") if path.is_file())
    return f"Cases of others beside the project: {len(folders)} sets, {files} files."


if __name__ == "__main__":
    sys.exit(main())
