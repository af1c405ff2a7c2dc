"""Light stemming of Arabic: the article, one «and» and the commonest endings go, the root stays.

light10 of Larkey, Ballesteros and Connell, «Improving stemming for Arabic information retrieval»
(SIGIR 2002; revised in «Light stemming for Arabic information retrieval», 2007). It wants folded
words (`hilo.core.fold`): no tashkeel, one alef, ى as ي, ة as ه.
"""

from __future__ import annotations

ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
LEAST_AFTER_AND = 3
LEAST = 2


def stem(word: str) -> str:
    """The light stem of one folded Arabic word."""
    return _without_endings(without_article(word))


def without_article(word: str) -> str:
    """One folded Arabic word without its conjunction and article: a small word grown on to it."""
    return _without_article(_without_and(word))


def _without_and(word: str) -> str:
    """Without a leading «and», where three letters or more stay."""
    return word[1:] if word.startswith("و") and len(word) - 1 >= LEAST_AFTER_AND else word


def _without_article(word: str) -> str:
    """Without one article (with its conjunction or preposition), where two letters stay."""
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= LEAST:
            return word[len(article) :]
    return word


def _without_endings(word: str) -> str:
    """Without each ending once, in the order of the table, where two letters stay."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST:
            word = word[: -len(ending)]
    return word
