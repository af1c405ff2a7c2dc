"""Decisions in plain Python: the share that counts, which way wins, what two keepers wrote, codes, repeats."""
