"""Taste, executed: what a reader of this house may rely on everywhere."""

from __future__ import annotations

import ast
import io
import os
import re
import subprocess
from collections import defaultdict
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

from hilo.core.models.tasks import TITLES

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "hilo"
LANGUAGES = ("es", "fr", "ar")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def tracked(*patterns: str) -> list[Path]:
    """Files of the project that match, tracked or about to be."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.splitlines() if (ROOT / name).is_file()]


def lines_with(pattern: str, files: list[Path]) -> list[str]:
    """Every line that matches, as `file:number: line`."""
    search = re.compile(pattern)
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if search.search(line)
    ]


def chapters() -> list[Path]:
    return sorted(path.parent for path in HOUSE.glob("*/__init__.py"))


def test_every_chapter_says_why_it_exists() -> None:
    missing = [path.name for path in chapters() if not (path / "README.md").exists()]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_in_any_language(language: str) -> None:
    """Every entry is translated, none is fuzzy, and placeholders are the same on both sides."""
    problems = []
    for file in HOUSE.glob(f"*/locale/{language}/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(file)):
            if entry.obsolete:
                continue
            where = f"{file.relative_to(HOUSE)}: {entry.msgid[:60]!r}"
            if not entry.translated() or entry.fuzzy:
                problems.append(f"{where} is missing or fuzzy")
            problems += [f"{where} loses {name}" for name in lost_placeholders(entry)]
    assert not problems


def lost_placeholders(entry: polib.POEntry) -> set[str]:
    """Placeholders of the source that some translation lacks, or invents.

    A plural form for one or two things may say the number in words.
    """
    wanted = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
    if entry.msgid_plural:
        most = set().union(*map(placeholders, entry.msgstr_plural.values()))
        return wanted ^ most
    return wanted ^ placeholders(entry.msgstr)


def placeholders(text: str) -> set[str]:
    return {one or other for one, other in PLACEHOLDER.findall(text)}


@pytest.mark.parametrize("chapter", [path.name for path in chapters()])
def test_every_text_in_the_code_stands_in_the_catalogues(chapter: str, tmp_path: Path) -> None:
    """Extracting anew finds no text that the committed catalogues lack."""
    found = extracted(HOUSE / chapter, tmp_path)
    if not found:
        return
    for language in LANGUAGES:
        file = HOUSE / chapter / "locale" / language / "LC_MESSAGES" / "django.po"
        assert file.exists(), f"{chapter} has texts but no catalogue in {language}"
        known = {
            (entry.msgctxt, entry.msgid) for entry in polib.pofile(str(file)) if not entry.obsolete
        }
        assert found <= known, f"{chapter}, {language}: {sorted(map(str, found - known))}"
        assert known <= found, (
            f"{chapter}, {language}, no longer used: {sorted(map(str, known - found))}"
        )


CALLS = {"_", "gettext", "pgettext", "ngettext", "npgettext", "gettext_lazy", "pgettext_lazy"}


def test_no_text_hides_in_an_f_string() -> None:
    """What is called inside of one is not extracted, so that it would stay English."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in HOUSE.rglob("*.py")
        for written in ast.walk(ast.parse(path.read_text()))
        if isinstance(written, ast.JoinedStr)
        for call in ast.walk(written)
        if isinstance(call, ast.Call) and _asks_for_a_text(call)
    ]
    assert not hidden


def _asks_for_a_text(call: ast.Call) -> bool:
    is_named = isinstance(call.func, ast.Name) and call.func.id in CALLS
    return is_named and bool(call.args) and isinstance(call.args[0], ast.Constant)


def extracted(chapter: Path, scratch: Path) -> set[tuple[str | None, str]]:
    """Every text that `makemessages` finds in a copy of the chapter."""
    copy = scratch / chapter.name
    subprocess.run(["cp", "-r", str(chapter), str(copy)], check=True)
    subprocess.run(["rm", "-rf", str(copy / "locale")], check=True)
    (copy / "locale").mkdir()
    subprocess.run(
        [str(ROOT / ".venv/bin/django-admin"), "makemessages", "-l", "es", "--no-location", "-v0"],
        cwd=copy,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        check=True,
    )
    file = copy / "locale" / "es" / "LC_MESSAGES" / "django.po"
    return (
        {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(file))}
        if file.exists()
        else set()
    )


def test_one_text_has_one_translation() -> None:
    """The same English text reads the same in every chapter: catalogues are merged at run time."""
    said: dict[tuple[str, str | None, str], dict[str, str]] = defaultdict(dict)
    for language in LANGUAGES:
        for file in HOUSE.glob(f"*/locale/{language}/LC_MESSAGES/django.po"):
            for entry in polib.pofile(str(file)):
                if not entry.obsolete and not entry.msgid_plural:
                    key = (language, entry.msgctxt, entry.msgid)
                    said[key][entry.msgstr] = file.relative_to(HOUSE).parts[0]
    differing = {key: versions for key, versions in said.items() if len(versions) > 1}
    assert not differing


# Where learning may speak of a group that is no cohort: one's own people at home.
HOME = "Did your town, your workplace or your group"


def test_a_cohort_has_one_name_in_each_language() -> None:
    groups = {"es": r"\bgrupos?\b", "fr": r"\bgroupes?\b", "ar": r"مجموعة|مجموعات|مجموعت"}
    loose = [
        f"{language}: {entry.msgstr}"
        for language, pattern in groups.items()
        for entry in polib.pofile(str(HOUSE / f"learning/locale/{language}/LC_MESSAGES/django.po"))
        if re.search(pattern, entry.msgstr, re.IGNORECASE) and not entry.msgid.startswith(HOME)
    ]
    assert not loose


def test_the_name_of_the_house_keeps_its_letters() -> None:
    """Decision 0085: in Arabic letters it reads as a greeting in English."""
    catalogues = HOUSE.glob("*/locale/ar/LC_MESSAGES/django.po")
    assert not [file for file in catalogues if "هيلو" in file.read_text()]


# Marks before which French sets a space that never breaks, and the quotes that hold one inside.
LOOSE = re.compile(
    r"« | »|(?<=\S) [:;!?](?=\s|$)|«[^\s\u00a0\u202f]|[^\s\u00a0\u202f]»|\w:(?=\s|$)"
)


def test_french_marks_keep_their_distance_and_never_stand_alone_on_a_line() -> None:
    catalogues = HOUSE.glob("*/locale/fr/LC_MESSAGES/django.po")
    loose = [
        f"{file.parents[3].name}: {text}"
        for file in catalogues
        for entry in polib.pofile(str(file))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if LOOSE.search(text)
    ]
    assert not loose


def test_no_message_is_an_f_string() -> None:
    pattern = r"\b(_|gettext|gettext_lazy|ngettext|pgettext)\(\s*f[\"']"
    assert not lines_with(pattern, tracked("hilo/**/*.py", "hilo/*.py"))


def test_style_knows_no_left_and_no_right() -> None:
    pattern = r"(?<![\w-])(left|right)(?![\w])"
    css = [file for file in tracked("hilo/ui/static/*.css") if "vendor" not in file.parts]
    comments = re.compile(r"^\s*(/\*|\*)")
    assert not [
        line for line in lines_with(pattern, css) if not comments.match(line.split(": ", 1)[1])
    ]


def test_templates_carry_no_style_and_no_script_inline() -> None:
    """The content security policy forbids both; a mail's template is the one place with style."""
    templates = [
        file for file in tracked("hilo/**/*.html", "hilo/*.html") if "mail" not in file.parts
    ]
    assert not lines_with(
        r"\sstyle=|<style|\son\w+=\"|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")",
        templates,
    )


def test_every_template_is_used() -> None:
    """Each template is named somewhere in code or in another template."""
    sources = tracked("hilo/*.py", "hilo/**/*.py", "hilo/**/*.html", "hilo/**/*.txt", "config/*.py")
    code = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    unused = []
    for file in tracked("hilo/*/templates/**"):
        name = str(file.relative_to(HOUSE)).split("/templates/", 1)[1]
        if name.startswith(
            ("account/", "mfa/", "usersessions/", "allauth/", "django/", "socialaccount/")
        ):
            continue  # overrides of a library's own names
        stem = name.rsplit(".", 1)[0]
        if (
            name not in code
            and f'"{stem}"' not in code
            and f"{stem.rsplit('/', 1)[-1]}" not in code
        ):
            unused.append(name)
    assert not unused


def test_nothing_is_left_to_do() -> None:
    """No reminder stays in the code: what is missing is an issue."""
    pattern = r"\b(TODO|FIXME|XXX|HACK)\b"
    files = tracked(
        "hilo/**/*.py", "hilo/**/*.html", "hilo/**/*.css", "hilo/**/*.js", "config/*", "bin/*"
    )
    assert not lines_with(pattern, files)


def test_now_is_asked_in_one_place() -> None:
    files = [file for file in tracked("hilo/**/*.py") if file.name != "time.py"]
    assert not lines_with(r"datetime\.now\(|date\.today\(|timezone\.now\(|utcnow\(", files)


def test_functions_stay_short_and_files_small() -> None:
    """Files are split by noun before 500 lines."""
    long = [
        f"{file.relative_to(ROOT)}: {count}"
        for file in tracked("hilo/**/*.py", "hilo/*.py", "config/*.py", "tools/*.py")
        if "migrations" not in file.parts and (count := len(file.read_text().splitlines())) > 500
    ]
    assert not long


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    said = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=said, stderr=said)


def test_no_foreign_key_points_up_the_story() -> None:
    """A chapter's tables refer only to its own and to earlier chapters'."""
    from django.apps import apps

    story = [
        "core",
        "ui",
        "places",
        "people",
        "notifications",
        "competences",
        "credentials",
        "attendance",
        "programme",
        "hilo_site",
    ]
    wrong = []
    for model in apps.get_models():
        label = model._meta.app_label
        if label not in story:
            continue
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model:
                target = field.related_model._meta.app_label
                if target in story and story.index(target) > story.index(label):
                    wrong.append(f"{model._meta.label}.{field.name} -> {target}")
    assert not wrong


def test_nothing_names_this_machine_or_a_registry() -> None:
    """Neither a path of the machine it was written on nor the host of a package registry."""
    here = "|".join(re.escape(f"{path}/") for path in (ROOT, Path.home()) if len(path.parts) > 1)
    hosts = "|".join(["pypi" + r"\.org", "registry" + r"\.npmjs", "files" + r"\.pythonhosted"])
    files = [
        file
        for file in tracked()
        if file.suffix
        in {".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".json", ".po", ""}
    ]
    assert not lines_with(f"{here}|{hosts}", files)


def test_all_work_in_the_background_is_called_something() -> None:
    """Operators read what is under way; a path of Python says nothing to them."""
    nameless = [path for path, title in TITLES.items() if path.startswith("hilo.") and not title]
    assert TITLES and not nameless
