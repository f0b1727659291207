"""The catalogue of open tables, as pages and as JSON in the words of DCAT."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.kit.open_tables import Cell, OpenTable, dictionary, open_tables

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.ja"
FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
SHOWN = 5


@dataclass(frozen=True)
class Entry:
    """A table of the catalogue, with its name in addresses and files."""

    name: str
    table: OpenTable

    @property
    def url(self) -> str:
        return reverse("open_data:table", args=[self.name])


def entries() -> list[Entry]:
    """All tables in the order in which rooms registered them."""
    return [Entry(name, table) for name, table in open_tables.items()]


def first_rows(table: OpenTable) -> list[tuple[Cell, ...]]:
    """Some rows to look at."""
    return list(islice(iter(table.rows()), SHOWN))


def as_dcat(city: str, base: str) -> dict[str, Any]:
    """The catalogue in the words of DCAT (JSON-LD); ``base`` is the address of the site without a slash at its end."""
    return {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@type": "dcat:Catalog",
        "dct:title": _("%(city)sの熟議のオープンデータ") % {"city": city},
        "dct:publisher": city,
        "dct:license": LICENCE_URL,
        "dcat:dataset": [_dataset(entry, city, base) for entry in entries()],
    }


def _dataset(entry: Entry, city: str, base: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Dataset",
        "dct:identifier": entry.name,
        "dct:title": str(entry.table.title),
        "dct:description": str(entry.table.about),
        "dct:publisher": city,
        "dct:license": LICENCE_URL,
        "dcat:landingPage": base + entry.url,
        "jukugi:dictionary": dictionary(entry.name, entry.table),
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:format": form.upper(),
                "dcat:mediaType": kind.partition(";")[0],
                "dcat:downloadURL": base + reverse("open_data:file", args=[entry.name, form]),
            }
            for form, kind in FORMS.items()
        ],
    }
