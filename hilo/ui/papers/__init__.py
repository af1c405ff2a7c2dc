"""Papers as PDF: a Typst template of any chapter, its data as JSON, our own faces.

    pdf = papers.render("attendance/papers/sheet.typ", {"people": […], "paper": "letter"})

A template reads its data with `#let data = json(bytes(sys.inputs.data))`, imports the house's own page
(`#import "/ui/papers/paper.typ": paper`) and knows two families: `Noto Sans` and `Noto Naskh Arabic`.
It never sees the database, the network, the faces of the machine or today's date: all that is printed
stands in its data, with dates and numbers as sentences (an ISO date turns round in Arabic).
"""

from hilo.ui.papers.compiling import FAMILIES, PaperFailed, picture, render

__all__ = ["FAMILIES", "PaperFailed", "picture", "render"]
