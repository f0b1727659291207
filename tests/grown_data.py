"""Open tables over the rows of all rooms, to count what their pages ask the database."""

from jukugi.kit.open_tables import open_tables

PUBLIC: dict[str, tuple[str, int]] = {
    "catalogue of open data": ("/data/", 12),
    **{f"open table {name}": (f"/data/{name}/", 8) for name in open_tables.names()},
}
STAFF: dict[str, tuple[str, int]] = {}
