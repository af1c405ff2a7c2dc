"""The verbs of attendance, one module per noun: sessions, codes, lists, excuses, evidence, feeds."""
