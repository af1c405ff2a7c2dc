"""Forms of a word that Snowball leaves apart: plurals, feminines, some French verbs.

Each rule names an ending and what it also stands for. The word keeps its own stem and gains those of
its other forms, so a rule that is wrong for some word («sedes» is no plural of «sed») costs little.
"""

from __future__ import annotations

import re

# Spoken of often here, and regular in no rule.
IRREGULAR = {
    "es": {},
    "fr": {
        "baux": "bail",
        "coraux": "corail",
        "emaux": "email",
        "émaux": "émail",
        "nouvelle": "nouveau",
        "nouvelles": "nouveau",
        "soupiraux": "soupirail",
        "travaux": "travail",
        "vitraux": "vitrail",
        "yeux": "œil",
    },
    "en": {
        "children": "child",
        "feet": "foot",
        "knives": "knife",
        "leaves": "leaf",
        "lives": "life",
        "shelves": "shelf",
        "people": "person",
        "wives": "wife",
    },
}
RULES = {
    "es": (
        (r"ces$", "z"),  # luces, tapices
        (r"(?<=[aeiouáéíóú][dlnr])es$", ""),  # mujeres, talleres, ciudades, jóvenes
    ),
    "fr": (
        (r"(?<=[ea]u)x$", ""),  # jeux, joyaux
        (r"trices?$", "teur"),  # créatrice
        (r"euses?$", "eur"),  # brodeuse
        (r"è([^aeiouyé]{1,3})ent$", r"è\1e"),  # coopèrent, protègent
        (r"pren(?:ons|ez|nent|nes?|ant)$", "prendre"),  # apprenons, comprennent
        (r"(?<=\w)end(?:ons|ez|ent|ant|s)?$", "endre"),  # vendons, apprend
        (r"ications?$", "iquer"),  # communication
    ),
    "en": ((r"(?<=\w)men$", "man"),),  # women, craftsmen
}
SHORTEST = 4  # letters
_RULES = {
    language: [(re.compile(ending), other) for ending, other in rules]
    for language, rules in RULES.items()
}


def forms(word: str, language: str) -> list[str]:
    """The word, and what else it stands for in `language` as far as a stemmer does not see it."""
    found = [word]
    if irregular := IRREGULAR[language].get(word):
        found.append(irregular)
    if len(word) >= SHORTEST:
        found += (end.sub(other, word) for end, other in _RULES[language] if end.search(word))
    return found
