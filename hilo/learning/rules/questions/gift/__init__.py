"""GIFT: questions as text with a few signs, as Moodle reads and writes it.

    $CATEGORY: $course$/top/Cultura

    // [id:C-12] [tag:derechos]
    ::Convención::¿De qué año es la Convención?{=2005 ~1972#La del patrimonio. ~%-50%1948}

`{T}` is true or false, `{=a =b}` a short answer, `{#3:2}` and `{#1..5}` a number, `{=a -> b}` pairs, `{>ALL …}` an
order, `{}` an essay, no braces a description; a text that goes on behind `}` has its blank there («_____»). `#`
begins feedback, `####` that for everybody; `[html]`, `[markdown]`, `[plain]` and `[moodle]` say what a text is. `\\`
before one of `:#={}~` takes its meaning away, `\\n` is a new line. Specification: docs.moodle.org, «GIFT format», and
Moodle's own question/format/gift/format.php where the two differ.
"""

from __future__ import annotations

from hilo.learning.rules.questions.gift.reading import read
from hilo.learning.rules.questions.gift.writing import write

__all__ = ["read", "write"]
