"""The picture: outlines by reference to one cached file, marks on them, all reachable by keyboard.

The outlines (12 kB) are a file that browsers keep for a year; the page only refers to them. That is
0.3 kB of a page instead of 4.4 kB (compressed; docs/decisions/0041).
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.ui.charts.figures import known
from hilo.ui.charts.reading import amount, sentence, with_unit
from hilo.ui.maps.area import name_of
from hilo.ui.maps.bubbles import Bubble, gathered
from hilo.ui.maps.figures import MapFigure
from hilo.ui.maps.steps import Steps


@dataclass(frozen=True)
class Picture:
    """The SVG, the legend of its classes, and a sentence on points that lie outside."""

    svg: SafeString
    legend: list[tuple[str, str]]
    outside: str = ""


def draw(figure: MapFigure) -> Picture:
    """The map of `figure` for the reader in force."""
    steps = Steps.of(figure.values.values(), figure.decimals)
    bubbles, outside = gathered(figure.drawn_on, figure.points)
    marks = [_use(figure, "land", "land")]
    marks += [_shape(figure, steps, code) for code in sorted({**figure.values, **figure.links})]
    marks += _threads(figure, bubbles)
    marks += [_bubble(figure, bubble) for bubble in sorted(bubbles, key=lambda b: (b.y, b.x))]
    legend = steps.legend() if figure.values else []
    return Picture(_svg(figure, "".join(marks)), legend, _outside(outside))


def _svg(figure: MapFigure, marks: str) -> SafeString:
    has_ways = bool(figure.links or figure.points)
    area = figure.drawn_on
    return mark_safe(  # words and addresses were escaped where they were written
        f'<svg class="map" role="{"group" if has_ways else "img"}"'
        f' aria-label="{escape(map_in_words(figure))}" viewBox="0 0 {area.width} {area.height}">'
        f"{marks}</svg>"
    )


def _use(figure: MapFigure, shape: str, look: str) -> str:
    return f'<use href="{static(f"ui/map_{figure.area}.svg")}#{shape}" class="{look}"/>'


def _shape(figure: MapFigure, steps: Steps, code: str) -> str:
    look = steps.look(figure.values.get(code)) if code in figure.values else ""
    drawn = _use(figure, code, f"shape {look}".rstrip())
    return _linked(shape_in_words(figure, code), figure.links.get(code, ""), drawn)


def _linked(words: str, href: str, drawn: str) -> str:
    """A mark with its name; a link where it leads somewhere."""
    name = escape(words)
    if not href:
        return f"<g><title>{name}</title>{drawn}</g>"
    return f'<a href="{escape(href)}" aria-label="{name}"><title>{name}</title>{drawn}</a>'


def shape_in_words(figure: MapFigure, code: str) -> str:
    """ "Oaxaca: 24 people"."""
    if code not in figure.values:
        return name_of(code)
    value = figure.values[code]
    said = amount(value, figure.decimals) if value is not None else _("not known")
    said = with_unit(said, figure.unit) if known(value) else said
    return f"{name_of(code)}: {said}"


def _bubble(figure: MapFigure, bubble: Bubble) -> str:
    centre = f'cx="{bubble.x:.0f}" cy="{bubble.y:.0f}"'
    drawn = f'<circle {centre} r="{bubble.radius}" class="bubble size{bubble.size}"/>'
    if bubble.total != 1:
        text = amount(bubble.total, figure.decimals)
        drawn += f'<text x="{bubble.x:.0f}" y="{bubble.y:.0f}">{escape(text)}</text>'
    return _linked(bubble_in_words(figure, bubble), _way(figure, bubble), drawn)


def _way(figure: MapFigure, bubble: Bubble) -> str:
    """Where a bubble leads: to its only thing, else to its first line in the table behind."""
    if len(bubble.members) == 1:
        return figure.points[bubble.members[0]].href
    return f"#{line_id(figure, bubble.members[0])}"


def line_id(figure: MapFigure, number: int) -> str:
    """The id of a point's line in the table behind."""
    mark = blake2b(f"{figure.area} {figure.title}".encode(), digest_size=3).hexdigest()
    return f"point-{mark}-{number}"


def bubble_in_words(figure: MapFigure, bubble: Bubble) -> str:
    """ "Nabeul, El Jem: 2 clusters"."""
    names = [str(figure.points[number].label) for number in bubble.members]
    shown = _(", ").join(names[:3]) + ("…" if len(names) > 3 else "")
    if bubble.total == 1:
        return shown
    return f"{shown}: {with_unit(amount(bubble.total, figure.decimals), figure.unit_of_points)}"


def _threads(figure: MapFigure, bubbles: list[Bubble]) -> list[str]:
    """The running stitch between points that are joined, once for each pair of bubbles."""
    home = {number: bubble for bubble in bubbles for number in bubble.members}
    pairs = [(home[a], home[b]) for a, b in figure.joins if a in home and b in home]
    ends = {(a.x, a.y, b.x, b.y) for a, b in pairs if a is not b}
    if not ends:
        return []
    course = "".join(_arc(*each) for each in sorted(ends))
    return [f'<path class="stitch" d="{course}"/>']


def _arc(x1: float, y1: float, x2: float, y2: float) -> str:
    bend = 0.14
    x, y = (x1 + x2) / 2 + bend * (y2 - y1), (y1 + y2) / 2 - bend * (x2 - x1)
    return f"M{x1:.0f} {y1:.0f}Q{x:.0f} {y:.0f} {x2:.0f} {y2:.0f}"


def map_in_words(figure: MapFigure) -> str:
    """The map in sentences, for those who do not see it."""
    shown = [code for code, value in figure.values.items() if known(value)]
    most = max(shown, key=lambda code: float(figure.values[code]), default="")  # type: ignore[arg-type]
    said: list[Any] = [f"{figure.title} ({figure.unit})."]
    if most:
        said.append(_("Most: %(most)s.") % {"most": shape_in_words(figure, most)})
    if figure.points:
        count = len(figure.points)
        words = ngettext("%(count)s point.", "%(count)s points.", count)
        said.append(words % {"count": amount(count)})
    return sentence(*said)


def _outside(numbers: list[int]) -> str:
    if not numbers:
        return ""
    words = ngettext(
        "%(count)s lies outside this map and is in the table.",
        "%(count)s lie outside this map and are in the table.",
        len(numbers),
    )
    return words % {"count": amount(len(numbers))}
