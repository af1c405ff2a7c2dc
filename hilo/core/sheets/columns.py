"""The types of columns: how a cell is read, kept as JSON, compared, shown and written again.

A column knows nothing of the row. `read` takes a cell that is not blank and answers a value or
raises `CellProblem`; `dump` and `load` go to JSON and back (two values are the same where their
dumps are); `cell` is what an export writes, such that reading it again gives the same value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import KW_ONLY, dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext_noop as _

from hilo.core.fold import fold
from hilo.core.sheets import cells
from hilo.core.sheets.messages import BETWEEN, CellProblem

BESIDE = "\x1f"  # between a name and what tells it apart; no cell holds it


@dataclass(frozen=True)
class Reading:
    """In which language a file is written, and from which year its day numbers count."""

    language: str = "en"
    is_1904: bool = False


@dataclass(frozen=True, eq=False)
class Column:
    """One column: its machine name, what people call it, and whether a new row may leave it empty.

    `aliases` are other headings under which people send it; `is_shown_only` columns are exported
    for orientation and ignored on the way in; `is_heard_only` columns help to read another one
    (`LookupColumn.beside`) and are never written.
    """

    name: str
    label: Any
    _kw: KW_ONLY
    hint: Any = ""
    is_required: bool = False
    is_shown_only: bool = False
    is_heard_only: bool = False
    aliases: tuple[str, ...] = ()
    width: int = 20

    @property
    def number_format(self) -> str:
        """The cell format of a spreadsheet for this column; `@` is text."""
        return "@"

    def read(self, value: Any, reading: Reading) -> Any:
        """The value of a cell that is not blank."""
        raise NotImplementedError

    def dump(self, value: Any) -> Any:
        """`value` as JSON; two values are the same where their dumps are equal."""
        return value

    def load(self, kept: Any) -> Any:
        """Back from what `dump` made."""
        return kept

    def key(self, kept: Any) -> str:
        """What decides whether two dumped values name the same object."""
        return fold(str(kept))

    def cell(self, value: Any, language: str) -> Any:
        """What an export writes for `value`: text, a number or a day."""
        return str(value)

    def shown(self, kept: Any, language: str) -> str:
        """What a page shows for a dumped value."""
        return "" if kept is None else str(self.cell(self.load(kept), language))

    def options(self, language: str) -> list[tuple[str, str]]:
        """(code, label) pairs to choose from in a spreadsheet; nothing where anything goes."""
        return []


@dataclass(frozen=True, kw_only=True, eq=False)
class TextColumn(Column):
    """Text as people write it; runs of spaces count as one."""

    longest: int = 200
    has_lines: bool = False

    def read(self, value: Any, reading: Reading) -> str:
        text = self.dump(cells.unquoted(cells.plain(value)))
        if len(text) > self.longest:
            raise CellProblem(
                _("This text has %(length)s characters; %(longest)s fit at most. Shorten it."),
                length=len(text),
                longest=self.longest,
            )
        return text

    def cell(self, value: Any, language: str) -> str:
        return self.dump(value)

    def dump(self, value: Any) -> str:
        text = cells.plain(value or "").replace("\r\n", "\n").replace("\r", "\n")
        text = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
        if self.has_lines:
            return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
        return " ".join(text.split())


@dataclass(frozen=True, kw_only=True, eq=False)
class CodeColumn(TextColumn):
    """A key as text: leading zeros stay, spaces and invisible marks go.

    `digits` pads a number that a spreadsheet has shorn of its zeros (INEGI's keys have five).
    """

    longest: int = 64
    digits: int = 0
    pattern: str = ""
    is_upper: bool = False

    def read(self, value: Any, reading: Reading) -> str:
        text = super().read(value, reading)
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise CellProblem(
                _("«%(value)s» is not a key of this kind. Copy the key from a download."),
                value=text,
            )
        return text

    def dump(self, value: Any) -> str:
        text = cells.without_marks(cells.plain(value or ""))
        text = text.upper() if self.is_upper else text
        return text.zfill(self.digits) if text.isdigit() else text


@dataclass(frozen=True, kw_only=True, eq=False)
class EmailColumn(Column):
    """An e-mail address, in lower case."""

    width: int = 28

    def read(self, value: Any, reading: Reading) -> str:
        text = self.dump(cells.unquoted(cells.plain(value)).removeprefix("mailto:"))
        try:
            validate_email(text)
        except ValidationError:
            raise CellProblem(
                _("«%(value)s» is not an e-mail address. Write it like name@place.example."),
                value=text,
            ) from None
        return text

    def dump(self, value: Any) -> str:
        return cells.without_marks(cells.plain(value or "")).lower()


@dataclass(frozen=True, kw_only=True, eq=False)
class DateColumn(Column):
    """A day."""

    width: int = 13

    @property
    def number_format(self) -> str:
        return "dd/mm/yyyy"

    def read(self, value: Any, reading: Reading) -> dt.date:
        return cells.day(value, is_1904=reading.is_1904)

    def dump(self, value: dt.date | None) -> str | None:
        return value.isoformat() if value else None

    def load(self, kept: str | None) -> dt.date | None:
        return dt.date.fromisoformat(kept) if kept else None

    def cell(self, value: dt.date, language: str) -> dt.date:
        return value


@dataclass(frozen=True, kw_only=True, eq=False)
class NumberColumn(Column):
    """A number with at most `places` decimals, between `least` and `most` (both included)."""

    least: Decimal | int | None = None
    most: Decimal | int | None = None
    places: int = 0
    width: int = 12

    @property
    def number_format(self) -> str:
        return "0" + ("." + "#" * self.places if self.places else "")

    def read(self, value: Any, reading: Reading) -> Decimal:
        amount = cells.number(value, reading.language)
        self._check(amount)
        return amount

    def _check(self, amount: Decimal) -> None:
        exponent = amount.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.places:
            raise CellProblem(_("%(value)s has too many decimals. Round it."), value=str(amount))
        if self.least is not None and amount < self.least:
            raise CellProblem(
                _("%(value)s is too small; the least is %(least)s."),
                value=str(amount),
                least=str(self.least),
            )
        if self.most is not None and amount > self.most:
            raise CellProblem(
                _("%(value)s is too large; the most is %(most)s."),
                value=str(amount),
                most=str(self.most),
            )

    def dump(self, value: Any) -> str | None:
        return None if value is None else f"{Decimal(value).normalize():f}"

    def load(self, kept: str | None) -> Decimal | int | None:
        if kept is None:
            return None
        return Decimal(kept) if self.places else int(Decimal(kept))

    def cell(self, value: Any, language: str) -> Decimal | int:
        amount = Decimal(value)
        return int(amount) if amount == amount.to_integral_value() else amount


@dataclass(frozen=True, kw_only=True, eq=False)
class ChoiceColumn(Column):
    """One of a list: written as its code or as its label in any of the house's languages."""

    choices: Callable[[], Iterable[tuple[str, Any]]]

    def read(self, value: Any, reading: Reading) -> str:
        word = fold(cells.unquoted(cells.plain(value)))
        words = self._words
        for language in (reading.language, *words):
            if word in words.get(language, {}):
                return words[language][word]
        raise CellProblem(
            _("«%(value)s» is not on the list. Choose one of: %(choices)s."),
            value=cells.plain(value),
            choices=", ".join(label for _code, label in self.options(reading.language)[:12]),
        )

    @cached_property
    def _words(self) -> dict[str, dict[str, str]]:
        """Code by folded word, per language and once for the codes themselves (under `code`)."""
        known = {"code": {fold(code): code for code, _label in self.choices()}}
        for language, _name in settings.LANGUAGES:
            known[language] = {fold(label): code for code, label in self.options(language)}
        return known

    def cell(self, value: str, language: str) -> str:
        return dict(self.options(language)).get(value, str(value))

    def options(self, language: str) -> list[tuple[str, str]]:
        """Each code with its label; what is called alike is told apart by its code."""
        with translation.override(language):
            found = [(str(code), str(label)) for code, label in self.choices()]
        often = Counter(fold(label) for _code, label in found)
        return [
            (code, f"{label} ({code})" if often[fold(label)] > 1 else label)
            for code, label in found
        ]


@dataclass(frozen=True, kw_only=True, eq=False)
class YesNoColumn(Column):
    """Yes or no."""

    width: int = 8

    def read(self, value: Any, reading: Reading) -> bool:
        return cells.yes_or_no(value)

    def cell(self, value: bool, language: str) -> str:
        return dict(self.options(language))["yes" if value else "no"]

    def options(self, language: str) -> list[tuple[str, str]]:
        with translation.override(language):
            return [("yes", translation.gettext("Yes")), ("no", translation.gettext("No"))]


@dataclass(frozen=True, kw_only=True, eq=False)
class LookupColumn(Column):
    """Something that the house keeps, named by its key or its name.

    A subclass answers `resolve(texts, language)`: for each text the object or a `CellProblem`
    (with `unknown` and the three nearest names), in a handful of queries however many there are.
    `keys` and `objects` translate between an object and the key under which rows keep it.

    `beside` names the column that tells apart what is named alike (a municipality's state). Where
    its cell says something, `resolve` is asked for both texts with `BESIDE` between them.
    """

    beside: str = ""

    def resolve(self, texts: Collection[str], language: str) -> dict[str, Any]:
        """For each text the object it names, or the `CellProblem` that says why none."""
        raise NotImplementedError

    def key_of(self, found: Any) -> str:
        """The key of an object, as rows keep it."""
        raise NotImplementedError

    def objects(self, keys: Collection[str]) -> dict[str, Any]:
        """Objects by key, for a chunk of rows at once."""
        raise NotImplementedError

    def name_of(self, found: Any, language: str) -> str:
        """What an export writes: a name that `resolve` takes back to the same object."""
        return str(found)

    def read(self, value: Any, reading: Reading) -> Any:
        text = cells.unquoted(cells.plain(value))
        found = self.resolve([text], reading.language)[text]
        if isinstance(found, CellProblem):
            raise found
        return found

    def dump(self, value: Any) -> str | None:
        return None if value is None else self.key_of(value)

    def load(self, kept: str | None) -> Any:
        return None if kept is None else self.objects([kept]).get(kept)

    def cell(self, value: Any, language: str) -> str:
        return self.name_of(value, language)


def unknown(text: str, nearest: Iterable[str]) -> CellProblem:
    """That nothing is called `text`, with the nearest names to choose from."""
    offered = list(nearest)[:3]
    if not offered:
        return CellProblem(_("«%(value)s» is not known here. Check the spelling."), value=text)
    return CellProblem(
        _("«%(value)s» is not known here. Did you mean: %(nearest)s?"),
        value=text,
        nearest=BETWEEN.join(offered),
    )


def ambiguous(text: str, several: Iterable[str]) -> CellProblem:
    """That several things are called `text`, with the ways to tell them apart."""
    return CellProblem(
        _("Several are called «%(value)s». Write one of: %(several)s."),
        value=text,
        several=BETWEEN.join(list(several)[:6]),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class MultiColumn(Column):
    """Several values of another column in one cell, between semicolons."""

    of: Column
    mark: str = ";"
    width: int = 30
    splitter: re.Pattern[str] = field(default=re.compile(r"[;|\n؛]"))

    def read(self, value: Any, reading: Reading) -> list[Any]:
        parts = self.splitter.split(cells.unquoted(cells.plain(value)))
        return [self.of.read(part.strip(), reading) for part in parts if part.strip()]

    def dump(self, value: Iterable[Any] | None) -> list[Any]:
        return sorted({kept for one in value or () if (kept := self.of.dump(one))})

    def load(self, kept: list[Any] | None) -> list[Any]:
        return [self.of.load(one) for one in kept or ()]

    def cell(self, value: Iterable[Any], language: str) -> str:
        ordered = [self.of.load(one) for one in self.dump(value)]
        # Each part is guarded by itself, because each is read by itself.
        parts = (cells.quoted(str(self.of.cell(one, language))) for one in ordered)
        return f"{self.mark} ".join(parts)

    def options(self, language: str) -> list[tuple[str, str]]:
        return self.of.options(language)
