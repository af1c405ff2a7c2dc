"""Published numbers in words: whole, by region, sex and audience, as they may stand beside each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.programme.counting.dashboard import final_target
from hilo.programme.models import Indicator, Programme, Publication, Target
from hilo.programme.rules.joining import NOTHING, Joined, percentage
from hilo.programme.rules.periods import Period
from hilo.programme.showing import parity
from hilo.programme.showing.indicators import COUNTED, amount, amount_of
from hilo.programme.showing.periods import in_words
from hilo.programme.splits import Divisions
from hilo.ui import calendar
from hilo.ui.charts import KEPT_BACK, SMALLEST, Bar, Bars
from hilo.ui.charts.figures import GENDERS
from hilo.ui.numerals import figure
from hilo.ui.numerals import percentage as in_percent
from hilo.ui.tables import Column, Table

Cells = Mapping[tuple[str, str], int | None]  # by split and value: how many, or None where hidden
STATED = ("woman", "man", "other")
HIDDEN = KEPT_BACK.words


def page_of(programme: Programme, made: Publication) -> dict[str, Any]:
    """What strangers see of `programme`: only what was published."""
    divisions = Divisions(programme)
    rows = programme.indicators.filter(is_public=True).select_related("result")
    shown = [
        told
        for one in rows.prefetch_related("targets")
        if (told := shown_of(one, made, divisions, targets=list(one.targets.all())))
    ]
    return {
        "programme": programme,
        "as_of": calendar.day(made.as_of),
        "indicators": shown,
        "has_hidden": any(one["has_hidden"] for one in shown),
    }


def shown_of(
    indicator: Indicator, made: Publication, divisions: Any, *, targets: Sequence[Target]
) -> dict[str, Any] | None:
    """One indicator; None where nothing of it was published."""
    part = cells_of(made, indicator.code)
    value = value_of(indicator, made, part)
    if value is None:
        return None
    return {
        "indicator": indicator,
        "value": value,
        "target": target_of(indicator, targets),
        "counted": COUNTED[indicator.counting],
        "regions": regions_of(indicator, part, divisions),
        **splits_of(indicator, part, divisions),
        "parity": parity.in_words(indicator, *sexes_of(indicator, made, part)),
        "until": until_of(part),
        "has_hidden": None in part.values(),
    }


def splits_of(indicator: Indicator, part: Cells, divisions: Any) -> dict[str, Any]:
    """By sex and by audience; not by what the indicator is restricted to: one group alone is no split."""
    asks_sex = "gender" not in indicator.where
    asks_audience = "audience" not in indicator.where
    return {
        "genders": genders_of(part) if asks_sex else [],
        "women": women_of(part) if asks_sex else "",
        "audiences": audiences_of(part, divisions) if asks_audience else [],
    }


def cells_of(made: Publication, code: str) -> Cells:
    rows = made.content.get("people", {}).get(code, ())
    return {(split, value): number for split, value, number in rows}


def value_of(indicator: Indicator, made: Publication, part: Cells) -> Any:
    """The number in words; that it is not shown; None where there is none."""
    others = made.content.get("others", {})
    if not part:
        value = others.get(indicator.code)
        return None if value is None else _of_others(indicator, Decimal(str(value)))
    number = part.get(("", ""), 0)
    if indicator.counting != Indicator.Counting.PERCENTAGE:
        return HIDDEN if number is None else figure(number)
    whole = cells_of(made, f"{indicator.code}/").get(("", ""), 0)
    if number is None or whole is None:
        return HIDDEN
    return share_of(number, whole)


def _of_others(indicator: Indicator, value: Decimal) -> Any:
    """A number that is not known by person; one that counts each once may be of people all the same."""
    is_few = indicator.counting == Indicator.Counting.DISTINCT and 0 < value < SMALLEST
    return HIDDEN if is_few else amount_of(indicator, value)


def share_of(part: int, whole: int) -> str:
    """«60 % (9 of 15)»; of nothing there is no share."""
    share = percentage(Decimal(part), Decimal(whole))
    if share is None:
        return _("nobody yet")
    said = {
        "share": in_percent(share / 100),
        "part": amount(Decimal(part)),
        "whole": amount(Decimal(whole)),
    }
    return _("%(share)s (%(part)s of %(whole)s)") % said


def target_of(indicator: Indicator, targets: Sequence[Target]) -> str:
    target = final_target([one for one in targets if one.region_id is None])
    if target is None:
        return ""
    days = in_words(Period(target.starts_on, target.ends_on))
    said = {"target": amount_of(indicator, target.value), "period": days}
    return _("Target %(target)s for %(period)s.") % said


def regions_of(indicator: Indicator, part: Cells, divisions: Any) -> Bars | None:
    """People by region; a hidden region says so. A percentage has two numbers in each: no bars."""
    if indicator.counting == Indicator.Counting.PERCENTAGE:
        return None
    names = {str(one.uuid): one for one in divisions.regions}
    held = {value: number for (split, value), number in part.items() if split == "region"}
    if len(held) < 2:
        return None
    bars = [Bar(one.name, shown(held[uuid])) for uuid, one in names.items() if uuid in held]
    if "" in held:
        bars.append(Bar(_("No region"), shown(held[""])))
    return Bars(title=_("By region"), unit=pgettext("unit of a figure", "people"), bars=bars)


def shown(number: int | None) -> Any:
    return KEPT_BACK if number is None else number


def genders_of(part: Cells) -> list[tuple[Any, Any]]:
    """Women, men, other and not stated, as label and number; nothing where one of them is all that is counted."""
    found = [
        (label, in_words_of(part["gender", code]))
        for code, label in GENDERS
        if ("gender", code) in part
    ]
    return found if len(found) > 1 else []


def in_words_of(number: int | None) -> Any:
    return HIDDEN if number is None else figure(number)


def women_of(part: Cells) -> str:
    """Women's share of those who stated their sex, with how many these are; empty where it cannot be told."""
    stated = [part.get(("gender", code), 0) for code in STATED]
    if not any(split == "gender" for split, _value in part) or None in stated:
        return ""
    whole = sum(number or 0 for number in stated)
    if not whole:
        return ""
    share = in_percent(Decimal(stated[0] or 0) / whole)
    said = {"share": share, "whole": figure(whole)}
    return _("%(share)s of the %(whole)s who stated their sex are women.") % said


def sexes_of(indicator: Indicator, made: Publication, part: Cells) -> tuple[Joined, Joined]:
    """The published numbers of women and of men; of a percentage both with their wholes."""
    whole = cells_of(made, f"{indicator.code}/")

    def number(gender: str) -> Joined:
        count, out_of = part.get(("gender", gender)), whole.get(("gender", gender))
        if "gender" in indicator.where or count is None:
            return NOTHING
        if indicator.counting != Indicator.Counting.PERCENTAGE:
            return Joined(Decimal(count))
        if not out_of:
            return NOTHING
        rate = percentage(Decimal(count), Decimal(out_of))
        return Joined(rate, part=Decimal(count), whole=Decimal(out_of))

    return number("woman"), number("man")


def audiences_of(part: Cells, divisions: Any) -> list[tuple[Any, Any]]:
    """People by audience, as name and number."""
    named = dict(divisions.choices_of("audience"))
    return [
        (named.get(value, value) or _("No audience"), in_words_of(number))
        for (split, value), number in part.items()
        if split == "audience"
    ]


def until_of(part: Cells) -> Table | None:
    """What it was at the end of each earlier quarter."""
    rows: Sequence[tuple[str, int | None]] = [
        (value, number) for (split, value), number in part.items() if split == "until"
    ]
    if not rows:
        return None
    columns = (
        Column("until", _("Until"), lambda row: dt.date.fromisoformat(row[0]), is_row_name=True),
        Column("number", _("To date"), lambda row: in_words_of(row[1]), is_numeric=True),
    )
    return Table(rows=rows, columns=columns, caption=_("Earlier"))
