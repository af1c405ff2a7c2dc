"""The verbs of places: load what ships, bring in a newer list, make and change regions."""

from hilo.places.services.importing import (
    PartOfAList,
    UnknownState,
    compare_municipalities,
    import_municipalities,
)
from hilo.places.services.loading import load_shipped
from hilo.places.services.regions import (
    RegionInUse,
    RegionNameTaken,
    RegionStays,
    RegionTooLong,
    RegionWithoutPlaces,
    change_region,
    make_region,
    remove_region,
)

__all__ = [
    "PartOfAList",
    "RegionInUse",
    "RegionNameTaken",
    "RegionStays",
    "RegionTooLong",
    "RegionWithoutPlaces",
    "UnknownState",
    "change_region",
    "compare_municipalities",
    "import_municipalities",
    "load_shipped",
    "make_region",
    "remove_region",
]
