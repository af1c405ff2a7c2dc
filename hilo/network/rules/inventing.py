"""Invented organisations in any number, each the same whenever it is invented: to see how a full directory feels.

Names are put together from words of workshops, so that searches find many, few or one of them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

# Per language: what it calls itself, what it works with, whom or what it is named after.
NAMED = """
es called: Taller Casa Colectivo Estudio Cooperativa Compañía Fundación Centro
es work: Barro Hilo Cobre Madera Papel Talavera Lana Palma Cuero Plata Vidrio Telar Son Danza Luz Grana Añil
    Obsidiana Tule Henequén
es after: Luna Sol Río Cerro Jacaranda Ceiba Colibrí Venado Tecuán Nopal Maguey Cempasúchil Xóchitl Citlali
    Itzel Ameyal Quetzal Alebrije Tonantzin Coatl Ahuehuete Cenzontle Mezquite Huizache Lucero Aurora
    Esperanza Milagro Encanto Alameda
fr called: Atelier Maison Collectif Studio Coopérative Compagnie Fondation Centre
fr work: Argile Cuivre Laine Cuir Argent Verre Mosaïque Tapis Broderie Bois Papier Zellige Musique Image
    Théâtre
fr after: Jasmin Olivier Médina Kasbah Oasis Atlas Palmier Amandier Grenade Figuier Safran Henné Carthage
    Médenine Sahel Corail Dune Fontaine Étoile Hirondelle
ar called: ورشة بيت دار مركز تعاونية شركة مؤسسة استوديو
ar work: الفخار النحاس الصوف الجلد الفضة الزجاج الفسيفساء التطريز الخشب الحرير النسيج الخزف
ar after: الياسمين الزيتون النخيل الواحة الرمان الأندلس القدس الشام النيل الأمل النور السلام الفيروز العنبر
    المرجان الزعفران
en called: Workshop House Collective Studio Cooperative Company Foundation Centre
en work: Clay Copper Wool Leather Silver Glass Mosaic Weaving Wood Paper Print Music Film
en after: Jasmine Olive Cedar Almond Lantern Harbour Orchard River Star Swallow Anchor Garden
"""


def _read(lines: str) -> dict[str, dict[str, list[str]]]:
    named: dict[str, dict[str, list[str]]] = {}
    for line in lines.replace("\n    ", " ").strip().splitlines():
        about, _colon, words = line.partition(": ")
        language, part = about.split()
        named.setdefault(language, {})[part] = words.split()
    return named


NAMES = _read(NAMED)
ABOUT = {
    "es": "Hacemos {work} con manos de aquí. Organización inventada.",
    "fr": "Nous travaillons {work} avec des mains d’ici. Organisation inventée.",
    "ar": "نصنع {work} بأيدٍ من هنا. منظمة مختلقة.",
    "en": "We make {work} with hands from here. An invented organisation.",
}
ENGLISH = 0.1  # share of names in English outside of Mexico
KINDS = (
    ("workshop", 38),
    ("company", 22),
    ("cooperative", 9),
    ("association", 9),
    ("municipality", 7),
    ("ngo", 5),
    ("public_body", 4),
    ("university", 3),
    ("support", 2),
    ("donor", 1),
)
SIZES = (("", 10), ("micro", 62), ("small", 20), ("medium", 6), ("large", 2))
STAGES = ("", "creation", "production", "dissemination", "exhibition", "consumption")
ANSWERS = (("yes", 35), ("no", 40), ("not_stated", 25))


@dataclass(frozen=True)
class Invented:
    """One invented organisation; `sectors` and `place` are numbers of lists that the caller holds."""

    number: int
    name: str
    language: str
    about: str
    kind: str
    sectors: tuple[int, ...]
    place: int
    stage: str
    size: str
    women_led: str
    women_owned: str
    days_ago: int
    is_for_members: bool
    is_draft: bool


def invent(number: int, *, languages: Sequence[Sequence[str]], sectors: int) -> Invented:
    """The organisation with this number; `languages` are those spoken in each place."""
    dice = random.Random(number)
    place = dice.randrange(len(languages))
    language = (
        "en"
        if dice.random() < ENGLISH and "es" not in languages[place]
        else dice.choice(languages[place])
    )
    words = NAMES[language]
    work = dice.choice(words["work"])
    name = f"{dice.choice(words['called'])} {work} {dice.choice(words['after'])} {number}"
    return Invented(
        number,
        name,
        language,
        ABOUT[language].format(work=work.lower()),
        _weighted(dice, KINDS),
        tuple(sorted(dice.sample(range(sectors), dice.choice((1, 1, 1, 2, 2, 3))))),
        place,
        dice.choice(STAGES),
        _weighted(dice, SIZES),
        _weighted(dice, ANSWERS),
        _weighted(dice, ANSWERS),
        dice.randrange(1, 330),
        is_for_members=dice.random() < 0.05,
        is_draft=dice.random() < 0.02,
    )


def _weighted(dice: random.Random, choices: Sequence[tuple[str, int]]) -> str:
    values, weights = zip(*choices, strict=True)
    return str(dice.choices(values, weights)[0])
