"""The numbers of a programme as files: the logframe and its values as XLSX, or its values as CSV.

What is written comes from `counting.frozen`, so that a snapshot gives the same file for ever.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from hilo.core.sheets.cells import quoted
from hilo.core.sheets.headings import DEMONSTRATION
from hilo.core.sheets.writing import tab_name
from hilo.core.text import Text
from hilo.people.models import Gender
from hilo.programme import groups
from hilo.programme.counting.frozen import TO_DATE, canonical
from hilo.programme.models import Result
from hilo.programme.rules.joining import Joined
from hilo.programme.rules.levels import ORDER
from hilo.programme.rules.parity import gpi, gpia
from hilo.programme.rules.periods import Period
from hilo.programme.showing.numbers import STANDINGS
from hilo.programme.showing.parity import index_of
from hilo.programme.showing.periods import in_words
from hilo.programme.splits import label_of
from hilo.ui import reader
from hilo.ui.lists.downloads import XLSX, disposition

WIDTHS = (26, 34, 34, 16, 16, 16, 14, 28, 30)
VALUES = ("from", "to", "region", "gender", "value", "part", "whole", "least", "most", "words")
Plain = dict[str, Any]


def download(form: str, content: Plain, title: str = "") -> HttpResponse:
    """The file; `form` is `xlsx`, `csv` or `json`."""
    made = {"xlsx": workbook, "csv": delimited, "json": canonical}[form](content)
    kinds = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "json": "application/json"}
    response = HttpResponse(made, content_type=kinds[form])
    response["Content-Disposition"] = disposition(title or title_of(content), form)
    response["X-Robots-Tag"] = "noindex"
    return response


def title_of(content: Plain) -> str:
    programme = content["programme"]
    return _("Logframe of %(programme)s") % {
        "programme": programme["acronym"] or words(programme["name"])
    }


def words(stored: Plain) -> str:
    """A kept text in the reader's language, or the nearest there is."""
    return str(Text.read(stored)) if stored else ""


@dataclass(frozen=True)
class Names:
    """What the codes of a content are called."""

    content: Plain

    @cached_property
    def regions(self) -> dict[str, str]:
        return {one["slug"]: words(one["name"]) for one in self.content["regions"]}

    @cached_property
    def genders(self) -> dict[str, str]:
        return {code: str(label) for code, label in Gender.choices}

    def region(self, slug: str) -> str:
        return self.regions.get(slug, slug) if slug else _("Whole programme")

    def gender(self, code: str) -> str:
        return self.genders.get(code, code) if code else pgettext("of a number", "everybody")


# The values, line by line.


def heads() -> list[str]:
    return [
        _("Number"),
        _("Indicator"),
        _("Unit"),
        _("From"),
        _("To"),
        _("Region"),
        _("Sex"),
        _("Value"),
        pgettext("part of a percentage", "Of these"),
        pgettext("whole of a percentage", "Out of"),
        _("At least"),
        _("At most"),
        _("In words"),
        _("Gender parity index"),
        _("Gender parity index, adjusted (0 to 2)"),
    ]


def rows_of(content: Plain) -> Iterator[list[Any]]:
    """Each known number of each indicator, by period, region and sex."""
    names = Names(content)
    for one in content["indicators"]:
        about = [one["code"], words(one["title"]), words(one["unit"])]
        sexes = {_group(value): value for value in one["values"]}
        for value in one["values"]:
            is_to_date = value["from"] == TO_DATE
            first = content["programme"]["starts_on"] if is_to_date else value["from"]
            amounts = [_amount(value.get(name)) for name in VALUES[4:9]]
            where = [names.region(value["region"]), names.gender(value["gender"])]
            said = [*amounts, value.get("words", ""), *_parity(value, sexes)]
            yield [*about, first, value["to"], *where, *said]


def _group(value: Plain) -> tuple[str, ...]:
    return value["from"], value["to"], value["region"], value["gender"]


def _parity(value: Plain, sexes: Mapping[tuple[str, ...], Plain]) -> list[Decimal | None]:
    """The index and the adjusted one, in the line of everybody."""
    if value["gender"]:
        return [None, None]
    women, men = (
        _joined(sexes.get((*_group(value)[:3], gender), {})) for gender in ("woman", "man")
    )
    if index_of(women, men) is None or women.value is None or men.value is None:
        return [None, None]
    found = gpi(women.value, men.value), gpia(women.value, men.value)
    return [None if one is None else round(one, 3) for one in found]


def _joined(value: Plain) -> Joined:
    told = {name: _amount(value.get(name)) for name in ("value", "part", "whole")}
    return Joined(told["value"], part=told["part"], whole=told["whole"])


def _amount(told: str | None) -> Decimal | None:
    return None if told is None else Decimal(told)


def delimited(content: Plain) -> bytes:
    """The values as CSV, with the mark and the decimals of the reader's language."""
    text = io.StringIO()
    mark = "," if reader.language() == "en" else ";"
    writer = csv.writer(text, delimiter=mark)
    marked = [_(DEMONSTRATION)] if content["is_demonstration"] else []
    writer.writerow([*heads(), *marked])
    for row in rows_of(content):
        writer.writerow([*(_in_csv(cell, mark) for cell in row), *marked])
    return text.getvalue().encode("utf-8-sig")


def _in_csv(cell: Any, mark: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",") if mark == ";" else f"{cell:f}"
    return quoted(cell)


# The workbook.


def workbook(content: Plain) -> bytes:
    """The logframe on one page, every value on the next, the groups of further splits on a third."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    looks = _looks(book)
    _logframe(book, looks, content)
    _values(book, looks, content)
    if any(one.get("splits") for one in content["indicators"]):
        _splits(book, looks, content)
    book.close()
    return file.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#999999"}
    return {
        "head": book.add_format({**cell, "bold": True, "bg_color": "#EFE8DA"}),
        "cell": book.add_format(cell),
        "result": book.add_format({**cell, "bold": True}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "number": book.add_format({**cell, "num_format": "#,##0.##"}),
    }


def _page(book: Any, title: str, content: Plain) -> Any:
    page = book.add_worksheet(tab_name(title, is_demonstration=content["is_demonstration"]))
    if get_language_bidi():
        page.right_to_left()
    page.set_landscape()
    page.set_paper(1 if reader.paper() == "letter" else 9)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")
    if content["is_demonstration"]:
        page.set_tab_color("#E0A100")
        page.set_header("&C" + _(DEMONSTRATION))
    return page


def _logframe(book: Any, looks: dict[str, Any], content: Plain) -> None:
    """Levels from objective to output, each result with its indicators beside it."""
    page = _page(book, _("Logframe"), content)
    for number, width in enumerate(WIDTHS):
        page.set_column(number, number, width)
    page.write_string(0, 0, quoted(title_of(content)), looks["title"])
    page.write_string(1, 0, _("As of %(day)s") % {"day": content["as_of"]})
    if content["is_demonstration"]:
        page.write_string(2, 0, _("Demonstration: people, ratings and progress are invented."))
    for place, label in enumerate(_logframe_heads()):
        page.write_string(3, place, label, looks["head"])
    page.freeze_panes(4, 0)
    page.repeat_rows(3)
    line = 4
    for result in [*in_order(content["results"]), None]:
        line = _result(page, looks, content, result, line)


def _logframe_heads() -> list[str]:
    return [
        _("Level"),
        _("Intervention logic"),
        _("Indicators"),
        _("Baseline"),
        _("Target"),
        _("Achieved"),
        _("Standing"),
        _("Sources of verification"),
        _("Assumptions"),
    ]


def in_order(results: list[Plain]) -> Iterator[Plain]:
    """Each result, followed by what leads to it; what leads nowhere stands by itself."""
    codes = {one["code"] for one in results}

    def below(above: str) -> Iterator[Plain]:
        for one in results:
            if one["above"] == above:
                yield one
                yield from below(one["code"])

    for one in sorted(results, key=lambda one: ORDER.index(one["level"])):
        if one["above"] not in codes:
            yield one
            yield from below(one["code"])


def _result(
    page: Any, looks: dict[str, Any], content: Plain, result: Plain | None, line: int
) -> int:
    """One result and its indicators; answers the next free line."""
    code = result["code"] if result else ""
    held = [one for one in content["indicators"] if one["result"] == code]
    if result is None and not held:
        return line
    last = line + max(len(held), 1) - 1
    level = str(Result.Level(result["level"]).label) if result else _("Not tied to a result")
    logic = f"{code} {words(result['title'])}" if result else ""
    assumed = words(result["assumptions"]) if result else ""
    for place, told in ((0, level), (1, logic), (8, assumed)):
        _spread(page, line, last, place, quoted(told), looks["result" if place < 2 else "cell"])
    for number, one in enumerate(held or [None]):
        for place, told in enumerate(_cells(one), start=2):
            page.write_string(line + number, place, quoted(told), looks["cell"])
    return last + 1


def _spread(page: Any, first: int, last: int, place: int, told: str, look: Any) -> None:
    """One cell over the lines of a result."""
    if first == last:
        page.write_string(first, place, told, look)
    else:
        page.merge_range(first, place, last, place, "", look)
        page.write_string(first, place, told, look)


def _cells(one: Plain | None) -> list[str]:
    if one is None:
        return [""] * 6
    unit = words(one["unit"])
    baseline = f"{one['baseline']} ({one['baseline_year']})" if one["baseline"] is not None else "–"
    return [
        f"{one['code']} {words(one['title'])}" + (f" ({unit})" if unit else ""),
        baseline,
        _target(one),
        in_figures(one["value"]),
        str(STANDINGS[one["standing"]][0]),
        words(one["source"]),
    ]


def _target(one: Plain) -> str:
    if not one["target"]:
        return "–"
    return f"{one['target']['value']} ({period_of(one['target'])})"


def period_of(told: Plain) -> str:
    return in_words(Period(*(dt.date.fromisoformat(told[name]) for name in ("from", "to"))))


def in_figures(value: Plain) -> str:
    """«42», «14 – 89», «75 % (30/40)», the words, or a dash."""
    if value.get("words"):
        return str(value["words"])
    if "whole" in value and "value" in value:
        return f"{Decimal(value['value']):.1f} % ({value['part']}/{value['whole']})"
    if "value" in value:
        return str(value["value"])
    return f"{value['least']} – {value['most']}" if "least" in value else "–"


def _values(book: Any, looks: dict[str, Any], content: Plain) -> None:
    _listed(_page(book, _("Values"), content), looks, content, heads(), rows_of(content))


def _splits(book: Any, looks: dict[str, Any], content: Plain) -> None:
    page = _page(book, pgettext("tab of a workbook", "Splits"), content)
    _listed(page, looks, content, split_heads(), split_rows_of(content))


def split_heads() -> list[str]:
    of_whole = (
        pgettext("part of a percentage", "Of these"),
        pgettext("whole of a percentage", "Out of"),
    )
    group = pgettext("part of a split", "Group")
    said = (_("Number"), _("Indicator"), _("Unit"), _("To"), _("Split by"), group, _("Value"))
    return [*said, *of_whole]


def split_rows_of(content: Plain) -> Iterator[list[Any]]:
    """Each group of each further split of each indicator, to date. Earlier snapshots know none."""
    for one in content["indicators"]:
        about = [one["code"], words(one["title"]), words(one["unit"]), content["as_of"]]
        for told in one.get("splits", ()):
            split, code = told["split"], told["group"]
            name = words(told["name"]) or str(groups.name_of(split, code, {}))
            amounts = [_amount(told.get(kind)) for kind in ("value", "part", "whole")]
            yield [*about, str(label_of(split)), name, *amounts]


def _listed(
    page: Any,
    looks: dict[str, Any],
    content: Plain,
    heads: list[str],
    rows: Iterable[list[Any]],
) -> None:
    """A page of lines under their heads, to be filtered."""
    labels = [*heads, *([_(DEMONSTRATION)] if content["is_demonstration"] else [])]
    for place, label in enumerate(labels):
        page.set_column(place, place, 34 if place == 1 else 14)
        page.write_string(0, place, label, looks["head"])
    page.freeze_panes(1, 2)
    page.repeat_rows(0)
    line = 1
    for line, row in enumerate(rows, start=1):
        if content["is_demonstration"]:
            row = [*row, _(DEMONSTRATION)]
        for place, cell in enumerate(row):
            if isinstance(cell, Decimal):
                page.write_number(line, place, cell, looks["number"])
            elif cell:
                page.write_string(line, place, quoted(cell))
    page.autofilter(0, 0, line, len(labels) - 1)
