"""Maps of Mexico by state and of the Mediterranean by country, as SVG made here, without JavaScript.

    MapFigure(title=_("Certificates by state"), unit=_("people"), area="mexico", values={"MX-OAX": 24})
    MapFigure(title=…, unit=_("clusters"), area="mediterranean", points=[Point("Nabeul", 36.45, 10.73, href="…")])

`{% map_of figure %}` shows it with its legend, the credit of the outlines and the table behind.
"""

from hilo.ui.maps.area import Area, area_of
from hilo.ui.maps.behind import table_behind
from hilo.ui.maps.drawing import Picture, draw
from hilo.ui.maps.figures import MapFigure, Point

__all__ = ["Area", "MapFigure", "Picture", "Point", "area_of", "draw", "table_behind"]
