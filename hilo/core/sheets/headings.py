"""Which column of a file is which: by machine name or label, in any language, whatever the accents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from xlsxwriter.utility import xl_col_to_name

from hilo.core.fold import fold
from hilo.core.sheets import cells
from hilo.core.sheets.columns import Column
from hilo.core.sheets.declaration import Sheet
from hilo.core.sheets.messages import Message, warning
from hilo.core.sheets.tables import Line, SheetRefused, Table

# What we add to files that we hand out, and take back without a word.
PROBLEM = gettext_noop("What is wrong")
DEMONSTRATION = gettext_noop("Demonstration: invented data")
# In the names of a demonstration's files and tabs; the spreadsheet shows both before any row.
DEMONSTRATION_WORD = gettext_noop("demonstration")
OWN = {"_problem": PROBLEM, "_demonstration": DEMONSTRATION}
WITHIN = 15  # the headings stand among the first lines that say something
SHOWN = 8  # how many unknown headings are named


@dataclass
class Headings:
    """Where each column stands (from 0), after which line the rows begin, in which language."""

    line: int
    texts: list[str]
    places: dict[str, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    doubled: list[tuple[str, int, int]] = field(default_factory=list)
    language: str = ""

    @property
    def score(self) -> int:
        return len(self.places)


def find_headings(table: Table, sheet: Sheet) -> Headings:
    """The headings of `table`; raises `SheetRefused` where they are missing, doubled or foreign."""
    _check_meta(table, sheet)
    words = known_words(sheet)
    found = [
        headings
        for line in islice(table.lines(), WITHIN)
        if (headings := _match(line, words)).score
    ]
    if not found:
        raise SheetRefused(_no_headings(sheet))
    best = max(found, key=lambda headings: headings.score)
    # The labels under a hidden row of machine names are headings too: the rows begin after both.
    last = [one for one in found if one.score == best.score][-1]
    best.line, best.language = last.line, best.language or last.language
    best.texts = last.texts
    _check_single(best)
    _check_complete(best, sheet)
    return best


def notes_of(headings: Headings) -> list[Message]:
    """What to tell about headings that nobody here knows."""
    if not headings.unknown:
        return []
    named = ", ".join(f"«{text}»" for text in headings.unknown[:SHOWN])
    if len(headings.unknown) <= SHOWN:
        text = gettext_noop(
            "These columns are not part of this sheet and are left out: %(columns)s."
        )
        return [warning(text, columns=named)]
    text = gettext_noop(
        "Many columns (%(count)s) are not part of this sheet and are left out, among them: %(columns)s."
    )
    return [warning(text, count=len(headings.unknown), columns=named)]


def known_words(sheet: Sheet) -> dict[str, tuple[str, str]]:
    """(column, language) by folded heading; machine names and aliases have no language."""
    words: dict[str, tuple[str, str]] = {_word(name): (name, "") for name in OWN}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for name, label in OWN.items():
                words.setdefault(_word(translation.gettext(label)), (name, ""))
            for column in sheet.columns:
                words.setdefault(_word(str(column.label)), (column.name, language))
    for column in sheet.columns:
        for alias in (column.name, *column.aliases):
            words[_word(alias)] = (column.name, words.get(_word(alias), ("", ""))[1])
    return words


def places_of(texts: list[str], sheet: Sheet) -> dict[str, int]:
    """Where each column of `sheet` stands among these headings."""
    return _match(Line(0, list(texts)), known_words(sheet)).places


def own_places(texts: list[str]) -> set[int]:
    """Where the columns stand that we add to files ourselves."""
    own = {_word(name) for name in OWN}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            own |= {_word(translation.gettext(label)) for label in OWN.values()}
    return {place for place, text in enumerate(texts) if _word(text) in own}


def _word(text: str) -> str:
    """A heading without its star, brackets, case, accents and the marks between words."""
    text = fold(text.split("(")[0].replace("*", " "))
    return " ".join(text.replace("_", " ").replace("-", " ").replace(":", " ").split())


def _match(line: Line, words: dict[str, tuple[str, str]]) -> Headings:
    texts = [cells.plain(cell) if cell is not None else "" for cell in line.cells]
    headings = Headings(line.number, texts)
    languages: Counter[str] = Counter()
    for place, text in enumerate(texts):
        name, language = words.get(_word(text), ("", ""))
        if name:
            _take(headings, name, place)
            languages[language] += 1
        elif text:
            headings.unknown.append(text)
    languages.pop("", None)
    headings.language = languages.most_common(1)[0][0] if languages else ""
    for own in OWN:
        headings.places.pop(own, None)
    return headings


def _take(headings: Headings, name: str, place: int) -> None:
    if name in headings.places and name not in OWN:
        headings.doubled.append((headings.texts[place], headings.places[name], place))
    headings.places[name] = place


def _check_meta(table: Table, sheet: Sheet) -> None:
    from hilo.core.sheets.declaration import sheets

    named = table.meta.get("sheet", sheet.name)
    if named == sheet.name:
        return
    title = sheets.get(named).title if named in sheets else named
    raise SheetRefused(
        _("This file was made for the sheet «%(other)s»; here it is «%(this)s»."),
        other=title,
        this=sheet.title,
    )


def _check_single(headings: Headings) -> None:
    for text, first, second in headings.doubled:
        raise SheetRefused(
            _("Two columns are called «%(name)s»: %(first)s and %(second)s. Keep one of them."),
            name=text,
            first=xl_col_to_name(first),
            second=xl_col_to_name(second),
        )


def _check_complete(headings: Headings, sheet: Sheet) -> None:
    missing = [
        column
        for column in sheet.writable
        if column.is_required and column.name not in headings.places
    ]
    if missing and not _has_key(headings, sheet):
        raise SheetRefused(
            _("These columns are missing: %(columns)s. Add them, or fill in the template."),
            columns=", ".join(_labels(missing)),
        )


def _has_key(headings: Headings, sheet: Sheet) -> bool:
    """Whether rows can name what is already here, so that new ones need not be complete."""
    return any(
        all(name in headings.places for name in key)
        for key in sheet.keys
        if key[0] in sheet.own_keys
    )


def _labels(columns: list[Column]) -> Iterator[str]:
    return (f"«{column.label}»" for column in columns)


def _no_headings(sheet: Sheet) -> str:
    wanted = ", ".join(
        _labels([c for c in sheet.writable if c.is_required] or list(sheet.writable[:4]))
    )
    return _("No headings were found. The first line must name the columns: %(columns)s.") % {
        "columns": wanted
    }
