"""The groups that learn in Paralelo 9 MX: who takes part, when they met, how far they are, who is certified.

Sessions, presence and steps are put in by the thousand at once, because nobody shall be written to about
them; what follows from them is counted by `learning.services.progress`, as always.
"""

from hilo.site.demonstration.groups.load import load

__all__ = ["load"]
