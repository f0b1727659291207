"""Open tables over the rows of all rooms, to count what their pages ask the database."""

from jukugi.kit.news import news
from jukugi.kit.open_tables import open_tables

PUBLIC: dict[str, tuple[str, int]] = {
    "catalogue of open data": ("/data/", 12),
    **{f"open table {name}": (f"/data/{name}/", 8) for name in open_tables.names()},
    "the programming interface": ("/data/api/", 7),
    "seals of the record": ("/data/seals/", 6),
    "decisions of staff": ("/moderation/", 12),
    "feed of seals": ("/data/seals/feed.xml", 1),
    "news": ("/data/feed.xml", len(news.names())),
    "interface: tables": ("/api/v1/tables", 0),
    "interface: figures": ("/api/v1/figures", 16),
    "interface: a receipt": ("/api/v1/receipts/{receipt}", 34),
    **{f"interface: {name}": (f"/api/v1/tables/{name}/rows?limit=20", 2) for name in open_tables.names()},
    "interface: moderation_months": ("/api/v1/tables/moderation_months/rows?limit=20", 5),  # of three kinds of words
}
STAFF: dict[str, tuple[str, int]] = {}
