"""What operators do with areas: take them, their people and their outlines from files."""

from jukugi.apps.areas.actions.boundaries import (
    FaultyBoundaries,
    import_district_boundaries,
    import_ward_boundaries,
)
from jukugi.apps.areas.actions.tables import import_areas, import_population

__all__ = [
    "FaultyBoundaries",
    "import_areas",
    "import_district_boundaries",
    "import_population",
    "import_ward_boundaries",
]
