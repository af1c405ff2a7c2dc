"""The source of the very code that runs here, as one archive: what its licence promises every user."""

from __future__ import annotations

import hashlib
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

# What belongs to the program. Nothing else is looked at: data, keys and logs never travel.
PARTS = (
    *("hilo", "config", "bin", "deploy", "docs", "tests", "tools"),
    *("manage.py", "pyproject.toml", "requirements.txt", "requirements-test.txt"),
    *("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"),
)
LEFT_OUT = {"__pycache__", "var", "node_modules"}
COMPILED = {".pyc", ".mo"}


def files() -> Iterator[Path]:
    """Every file of the program, in a settled order; no hidden ones, no links, nothing compiled."""
    for part in PARTS:
        path = settings.ROOT / part
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if _belongs(file))


def _belongs(file: Path) -> bool:
    if not file.is_file() or file.is_symlink() or file.suffix in COMPILED:
        return False
    steps = file.relative_to(settings.ROOT).parts
    return not any(step.startswith(".") or step in LEFT_OUT for step in steps)


def archive() -> Path:
    """The archive of the program as it lies here now; made once, and again when a file changes."""
    folder = Path(settings.DATA) / "source"
    kept = folder / f"hilo-{fingerprint()}.tar.gz"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _pack(kept)
    return kept


def fingerprint() -> str:
    """Twelve hexadecimal digits that change when any file of the program does."""
    digest = hashlib.sha256()
    for file in files():
        stat = file.stat()
        digest.update(f"{file} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:12]


def _pack(target: Path) -> None:
    """Write beside the target, then put it in place at once, so that nobody reads half of it."""
    with (
        tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part,
        tarfile.open(fileobj=part, mode="w:gz") as packed,
    ):
        for file in files():
            packed.add(file, arcname=f"hilo/{file.relative_to(settings.ROOT)}", filter=_plain)
    for old in target.parent.glob("hilo-*.tar.gz"):
        old.unlink(missing_ok=True)
    Path(part.name).rename(target)


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the names of whoever owns the files on this machine."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
