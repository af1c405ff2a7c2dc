"""Geometry for build_places.py: read two formats, project, simplify, write SVG paths.

Longitudes and latitudes are degrees on WGS 84 (ITRF2008 differs from it by centimetres).
Arrays of points have the shape (n, 2), x or longitude first, as shapely wants them.

Sources of formulas: J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper
1395, 1987; B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", 2018.
"""

from __future__ import annotations

import itertools
import json
import math
import sqlite3
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

Points = np.ndarray[Any, Any]
Shapes = dict[str, BaseGeometry]


# --- INEGI's GeoPackage ---------------------------------------------------------------------


@dataclass(frozen=True)
class Area:
    """One row of INEGI's framework: its key, its name, its polygon in metres (LCC, see below)."""

    key: str
    name: str
    shape: BaseGeometry


def geopackage_areas(archive: Path, table: str) -> list[Area]:
    """All areas of one table of a zipped GeoPackage, sorted by key."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(archive) as packed:
        [member] = [name for name in packed.namelist() if name.endswith(".gpkg")]
        database = sqlite3.connect(packed.extract(member, folder))
        rows = database.execute(f'select CVEGEO, NOMGEO, geom from "{table}"').fetchall()
        database.close()
    return sorted(
        (Area(key, name.strip(), geopackage_shape(blob)) for key, name, blob in rows),
        key=lambda area: area.key,
    )


def geopackage_shape(blob: bytes) -> BaseGeometry:
    """The geometry behind a GeoPackage header (OGC 12-128r18, 2.1.3: 8 bytes and an envelope)."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 0b111]
    return shapely.from_wkb(blob[8 + envelope :])


def from_inegi_metres(points: Points) -> Points:
    """Degrees from INEGI's Lambert conformal conic (EPSG:6372, metres, GRS 80, 17.5° and 29.5°).

    Snyder 1987, inverse formulas for the ellipsoid: 14-15, 15-1, 15-2, 15-7 to 15-11, 7-9.
    """
    axis, flattening = 6_378_137.0, 1 / 298.257222101
    e = math.sqrt(flattening * (2 - flattening))

    def m(phi: float) -> float:
        return math.cos(phi) / math.sqrt(1 - (e * math.sin(phi)) ** 2)

    def t(phi: float) -> float:
        shrunk = ((1 - e * math.sin(phi)) / (1 + e * math.sin(phi))) ** (e / 2)
        return math.tan(math.pi / 4 - phi / 2) / shrunk

    first, second, origin = (math.radians(degrees) for degrees in (17.5, 29.5, 12.0))
    n = math.log(m(first) / m(second)) / math.log(t(first) / t(second))
    f = m(first) / (n * t(first) ** n)
    east = points[:, 0] - 2_500_000
    north = axis * f * t(origin) ** n - points[:, 1]
    small_t = (np.hypot(east, north) / (axis * f)) ** (1 / n)
    phi = math.pi / 2 - 2 * np.arctan(small_t)
    for _ in range(6):
        sine = e * np.sin(phi)
        phi = math.pi / 2 - 2 * np.arctan(small_t * ((1 - sine) / (1 + sine)) ** (e / 2))
    return np.column_stack([np.degrees(np.arctan2(east, north) / n) - 102, np.degrees(phi)])


# --- Natural Earth, as TopoJSON -------------------------------------------------------------


def atlas_shapes(package: Path, member: str, name_of: Callable[[dict[str, Any]], str]) -> Shapes:
    """Countries of a world-atlas file by the code that `name_of` finds; "" leaves one out.

    Several features may bear one code: they are joined. What crosses 180° is cut there.
    """
    with tarfile.open(package) as packed:
        stream = packed.extractfile(f"package/{member}")
        assert stream is not None, member
        atlas = json.load(stream)
    arcs = [densified(arc) for arc in decoded_arcs(atlas)]
    found: dict[str, list[Polygon]] = {}
    for feature in atlas["objects"]["countries"]["geometries"]:
        if code := name_of(feature):
            found.setdefault(code, []).extend(feature_polygons(feature, arcs))
    return {code: shapely.union_all(parts) for code, parts in sorted(found.items()) if parts}


def decoded_arcs(atlas: dict[str, Any]) -> list[Points]:
    """Arcs in degrees: TopoJSON stores steps on an integer grid."""
    scale, origin = (np.array(atlas["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in atlas["arcs"]]


def densified(arc: Points, step: float = 1.0) -> Points:
    """The arc with no leap over `step` degrees, so that a long straight border bends with the map.

    Done on arcs, not on polygons: two neighbours then keep the very same points.
    """
    arc = np.column_stack([np.unwrap(arc[:, 0], period=360), arc[:, 1]])
    points = [arc[:1]]
    for start, end in itertools.pairwise(arc):
        pieces = max(1, math.ceil(float(np.abs(end - start).max()) / step))
        points.append(start + (end - start) * np.arange(1, pieces + 1)[:, None] / pieces)
        points[-1][-1] = end
    return np.concatenate(points)


def feature_polygons(feature: dict[str, Any], arcs: list[Points]) -> list[Polygon]:
    """The polygons of one feature, each inside -180..180."""
    kind, indices = feature["type"], feature["arcs"]
    bodies = [indices] if kind == "Polygon" else indices
    polygons: list[Polygon] = []
    for body in bodies:
        shell, *holes = (ring_points(ring, arcs) for ring in body)
        if len(shell) < 4:  # an islet that the grid has made into a point
            continue
        holes = [hole for hole in holes if len(hole) > 3]
        polygons += within_the_world(shapely.make_valid(Polygon(shell, holes)))
    return polygons


def ring_points(ring: list[int], arcs: list[Points]) -> Points:
    """A closed ring of whole arcs; a ring around a pole is closed through the pole."""
    pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
    points = np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])
    points = np.column_stack([np.unwrap(points[:, 0], period=360), points[:, 1]])
    if abs(points[-1, 0] - points[0, 0]) > 180:
        pole = math.copysign(90, points[:, 1].mean())
        points = np.vstack([points, [points[-1, 0], pole], [points[0, 0], pole]])
    return points


def within_the_world(polygon: BaseGeometry) -> list[Polygon]:
    """The polygon cut at the antimeridian; as it was if it does not reach it."""
    west, _, east, _ = polygon.bounds
    if west >= -180 and east <= 180:
        return polygons_of(polygon)
    world = shapely.box(-180, -90, 180, 90)
    turns = (
        shapely.transform(polygon, lambda xy, turn=turn: xy + np.array([turn, 0])).intersection(
            world
        )
        for turn in (-360, 0, 360)
    )
    return [piece for turned in turns for piece in polygons_of(turned)]


# --- Points inside --------------------------------------------------------------------------


def polygons_of(shape: BaseGeometry) -> list[Polygon]:
    """The polygons a shape is made of; lines and points that a cut left over are dropped."""
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    return [polygon for part in getattr(shape, "geoms", ()) for polygon in polygons_of(part)]


def largest(shape: BaseGeometry, weight: Callable[[Polygon], float] | None = None) -> Polygon:
    """The part with the largest area, or the largest weight."""
    return max(polygons_of(shape), key=weight or (lambda part: part.area))


def area_on_earth(part: Polygon) -> float:
    """An area in degrees made comparable between latitudes."""
    return part.area * math.cos(math.radians(part.centroid.y))


# --- Projections ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Lambert:
    """Lambert conformal conic on the sphere (Snyder 1987, 15-1 to 15-5), y downwards.

    With a = n (lon - lon0) and r = c / tan(45° + lat / 2) ** n:
    x = x0 + r sin a, y = y0 + r cos a. The pole is at (x0, y0).
    """

    n: float
    lon0: float
    c: float = 1.0
    x0: float = 0.0
    y0: float = 0.0

    @classmethod
    def between(cls, south: float, north: float, *, lon0: float) -> Lambert:
        """The cone through two parallels, in degrees, with the unit sphere's size."""
        a, b = math.radians(south), math.radians(north)
        n = math.log(math.cos(a) / math.cos(b)) / math.log(steepness(b) / steepness(a))
        return cls(n=round(n, 6), lon0=lon0, c=math.cos(a) * steepness(a) ** n / n)

    def __call__(self, points: Points) -> Points:
        angle = np.radians(self.n * (points[:, 0] - self.lon0))
        latitude = np.radians(np.clip(points[:, 1], -85, 89.9))
        radius = self.c / np.tan(math.pi / 4 + latitude / 2) ** self.n
        return np.column_stack([self.x0 + radius * np.sin(angle), self.y0 + radius * np.cos(angle)])

    def scaled(self, by: float) -> Lambert:
        """The same map, larger."""
        return replace(self, c=round(self.c * by, 3))

    def moved(self, x: float, y: float) -> Lambert:
        """The same map with its pole at (x, y)."""
        return replace(self, x0=round(x, 2), y0=round(y, 2))

    def as_json(self) -> dict[str, Any]:
        """What a page needs to place a point."""
        numbers = {"n": self.n, "lon0": self.lon0, "c": self.c, "x0": self.x0, "y0": self.y0}
        return {"name": "lambert-conformal-conic", **numbers}


def steepness(latitude: float) -> float:
    """tan(45° + latitude / 2), the latitude in radians."""
    return math.tan(math.pi / 4 + latitude / 2)


@dataclass(frozen=True)
class EqualEarth:
    """Equal Earth (Šavrič, Patterson, Jenny 2018), y downwards.

    With sin t = sqrt(3) / 2 sin lat and lon, lat in radians:
    x = x0 + k lon cos t / (sqrt(3) / 2 (A1 + 3 A2 t² + 7 A3 t⁶ + 9 A4 t⁸)),
    y = y0 - k t (A1 + A2 t² + A3 t⁶ + A4 t⁸).
    """

    k: float = 1.0
    x0: float = 0.0
    y0: float = 0.0

    def __call__(self, points: Points) -> Points:
        a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
        root = math.sqrt(3) / 2
        t = np.arcsin(root * np.sin(np.radians(points[:, 1])))
        slope = root * (a1 + 3 * a2 * t**2 + 7 * a3 * t**6 + 9 * a4 * t**8)
        rise = t * (a1 + a2 * t**2 + a3 * t**6 + a4 * t**8)
        across = np.radians(points[:, 0]) * np.cos(t) / slope
        return np.column_stack([self.x0 + self.k * across, self.y0 - self.k * rise])

    def scaled(self, by: float) -> EqualEarth:
        """The same map, larger."""
        return replace(self, k=round(self.k * by, 3))

    def moved(self, x: float, y: float) -> EqualEarth:
        """The same map with 0°, 0° at (x, y)."""
        return replace(self, x0=round(x, 2), y0=round(y, 2))

    def as_json(self) -> dict[str, Any]:
        """What a page needs to place a point."""
        return {"name": "equal-earth", "k": self.k, "x0": self.x0, "y0": self.y0}


Projection = Lambert | EqualEarth


# --- Maps -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Style:
    """How coarse a map is, in units of its viewBox."""

    width: int  # of the viewBox, units
    tolerance: float  # of coverage_simplify: square root of the area of a triangle that may go
    least_part: float  # islands below this area go, units²
    least_country: float  # a shape whose largest part is smaller has no drawing, units²
    margin: int = 0  # empty room around the frame, units
    keep_all_of: frozenset[str] = frozenset()  # shapes whose small parts matter: Gaza
    disputed: frozenset[str] = frozenset()  # marked so, for a page that draws such lines otherwise


def fitted(projection: Projection, frame: Points, style: Style) -> tuple[Projection, int]:
    """The projection that puts the points of `frame` into the viewBox, and the viewBox's height."""
    low, high = projection(frame).min(axis=0), projection(frame).max(axis=0)
    projection = projection.scaled((style.width - 2 * style.margin) / float(high[0] - low[0]))
    low, high = projection(frame).min(axis=0), projection(frame).max(axis=0)
    projection = projection.moved(style.margin - float(low[0]), style.margin - float(low[1]))
    return projection, math.ceil(float(high[1] - low[1])) + 2 * style.margin


def drawn(
    shapes: Shapes, projection: Projection, height: int, style: Style
) -> list[dict[str, Any]]:
    """One record per shape: id, label point, path. Neighbours keep one border between them."""
    paper = shapely.box(-6, -6, style.width + 6, height + 6)
    sheet = {
        code: on_paper(code, shape, projection, paper, style) for code, shape in shapes.items()
    }
    codes = [code for code, shape in sheet.items() if not shape.is_empty]
    clean = shapely.coverage_clean([sheet[code] for code in codes], snapping_distance=0.001)
    simple = shapely.coverage_simplify(clean, style.tolerance)
    view = shapely.box(0, 0, style.width, height)
    records = []
    for code, shape in zip(codes, simple.tolist(), strict=True):
        cut = shapely.make_valid(shape).intersection(paper)
        if path := svg_path(cut):
            mark = {"disputed": True} if code in style.disputed else {}
            label = label_point(cut.intersection(view))
            records.append({"id": code, **label, **mark, "d": path})
    return [record for record in records if "x" in record]


def on_paper(
    code: str, shape: BaseGeometry, projection: Projection, paper: Polygon, style: Style
) -> BaseGeometry:
    """The projected parts that touch the paper and are large enough to be seen."""
    parts = polygons_of(shapely.transform(shape, projection))
    near = [part for part in parts if part.intersects(paper)]
    biggest = max((part.area for part in near), default=0)
    if biggest < style.least_country and code not in style.keep_all_of:
        return shapely.MultiPolygon()
    least = 1.0 if code in style.keep_all_of else style.least_part
    keep = [part for part in near if part.area >= min(least, biggest)]
    return shapely.MultiPolygon([without_small_holes(part, style.least_part) for part in keep])


def without_small_holes(part: Polygon, least: float) -> Polygon:
    """The polygon with holes filled that would be no larger than a dot."""
    holes = [hole for hole in part.interiors if Polygon(hole).area >= least]
    return Polygon(part.exterior, holes)


def label_point(shape: BaseGeometry) -> dict[str, int]:
    """The middle of the largest circle inside; nothing when the shape is out of view."""
    parts = [part for part in polygons_of(shape) if part.area >= 1]
    if not parts:
        return {}
    circle = shapely.maximum_inscribed_circle(max(parts, key=lambda part: part.area), 0.5)
    x, y = shapely.get_coordinates(circle)[0]
    return {"x": round(float(x)), "y": round(float(y))}


def svg_path(shape: BaseGeometry) -> str:
    """Path data on the integer grid, relative commands only, largest part first."""
    parts = sorted(polygons_of(shape), key=lambda part: (-part.area, part.bounds))
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    here, pieces = (0, 0), []
    for ring in rings:
        if points := on_grid(ring.coords):
            pieces.append("m" + steps(here, points) + "z")
            here = points[0]
    return "".join(pieces)


def on_grid(coordinates: Iterable[tuple[float, ...]]) -> list[tuple[int, int]]:
    """A ring on the integer grid, without its closing point, doubles or points on a straight line.

    Empty when nothing with an area is left.
    """
    points: list[tuple[int, int]] = []
    for x, y in coordinates:
        point = (round(x), round(y))
        if not points or points[-1] != point:
            points.append(point)
    if points and points[0] == points[-1]:
        points.pop()
    before, after = points[-1:] + points[:-1], points[1:] + points[:1]
    kept = [
        b
        for a, b, c in zip(before, points, after, strict=True)
        if (b[0] - a[0]) * (c[1] - b[1]) != (b[1] - a[1]) * (c[0] - b[0])
    ]
    return kept if len(kept) > 2 else []


def steps(here: tuple[int, int], points: list[tuple[int, int]]) -> str:
    """Relative steps, with no space where a minus sign already separates."""
    text = ""
    for x, y in points:
        for number in (x - here[0], y - here[1]):
            text += str(number) if number < 0 or not text else f" {number}"
        here = (x, y)
    return text


def map_json(
    records: list[dict[str, Any]], projection: Projection, size: tuple[int, int], source: str
) -> str:
    """The file: a head, then one shape per line, so that a change can be read."""
    width, height = size
    head = {
        "viewBox": f"0 0 {width} {height}",
        "width": width,
        "height": height,
        "projection": projection.as_json(),
        "source": source,
    }
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    shapes = (json.dumps(record, separators=(",", ":")) for record in records)
    return opening + ', "shapes": [\n' + ",\n".join(shapes) + "\n]}\n"
