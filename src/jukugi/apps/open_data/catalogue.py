"""The catalogue of open tables and files, as pages and as JSON in the words of DCAT.

References
----------
W3C, "Data Catalog Vocabulary (DCAT) Version 3", 2024, https://www.w3.org/TR/vocab-dcat-3/ ; the frequencies are those
of the Dublin Core Collection Description (http://purl.org/cld/freq/).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.kit.open_files import OpenFile, OpenFiles, open_files
from jukugi.kit.open_tables import Cell, OpenTable, Theme, dictionary, open_tables

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.ja"
FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
SHOWN, FILES_SHOWN = 5, 6
THEMES = {
    Theme.TOWN: gettext_lazy("まちと、人のつながり"),
    Theme.COURSE: gettext_lazy("検討の流れと、会議、文書"),
    Theme.VOICES: gettext_lazy("届いた声と、参加"),
    Theme.MONEY: gettext_lazy("お金と、市の約束"),
}
FREQUENCIES = {True: "http://purl.org/cld/freq/continuous", False: "http://purl.org/cld/freq/irregular"}


@dataclass(frozen=True)
class Entry:
    """A table of the catalogue, with its name in addresses and files."""

    name: str
    table: OpenTable

    @property
    def url(self) -> str:
        return reverse("open_data:table", args=[self.name])


@dataclass(frozen=True)
class FileEntry:
    """A kind of file: those that there are, the first of them shown."""

    name: str
    group: OpenFiles
    files: tuple[tuple[str, OpenFile], ...]

    @property
    def first(self) -> tuple[tuple[str, OpenFile], ...]:
        return self.files[:FILES_SHOWN]

    @property
    def others(self) -> tuple[tuple[str, OpenFile], ...]:
        return self.files[FILES_SHOWN:]


@dataclass(frozen=True)
class Chapter:
    """What stands under one heading."""

    code: str
    title: Any
    tables: list[Entry]
    files: list[FileEntry]


def chapters() -> list[Chapter]:
    """All tables and files by theme, in the order in which rooms registered them. A query or two for each kind."""
    tables = [Entry(name, table) for name, table in open_tables.items()]
    files = [_files_of(name, group) for name, group in open_files.items()]
    return [
        Chapter(
            theme.value,
            title,
            [entry for entry in tables if entry.table.theme == theme],
            [entry for entry in files if entry.group.theme == theme],
        )
        for theme, title in THEMES.items()
    ]


def _files_of(name: str, group: OpenFiles) -> FileEntry:
    return FileEntry(name, group, tuple((address_of(name, file), file) for file in group.files()))


def address_of(kind: str, file: OpenFile) -> str:
    """Where a file is: at its own page, or here."""
    return file.path or reverse("open_data:open-file", args=[kind, file.name])


def open_file(kind: str, name: str) -> OpenFile | None:
    """A file that the catalogue gives itself; None where there is none."""
    if kind not in open_files:
        return None
    found = (file for file in open_files[kind].files() if file.name == name)
    return next((file for file in found if file.content is not None and not file.path), None)


@dataclass(frozen=True)
class PublishedArchive:
    """The archive of a process that an operator has laid where everybody may take it."""

    path: Path
    size: int
    laid_at: datetime

    @property
    def name(self) -> str:
        return self.path.stem


def published_archives() -> list[PublishedArchive]:
    """ZIP files in ``archives`` below JUKUGI_VAR, by name. No query."""
    folder = settings.VAR_DIR / "archives"
    paths = sorted(folder.glob("*.zip")) if folder.is_dir() else []
    known = [(path, path.stat()) for path in paths if re.fullmatch(r"[a-z0-9_-]+", path.stem) and path.is_file()]
    return [PublishedArchive(path, is_.st_size, datetime.fromtimestamp(is_.st_mtime, tz=UTC)) for path, is_ in known]


def first_rows(table: OpenTable) -> list[tuple[Cell, ...]]:
    """Some rows to look at."""
    return list(islice(iter(table.rows()), SHOWN))


def as_dcat(city: str, base: str) -> dict[str, Any]:
    """The catalogue in the words of DCAT (JSON-LD); ``base`` is the address of the site without a slash at its end."""
    publisher = {"@type": "foaf:Agent", "foaf:name": city, "foaf:homepage": base + "/"}
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
        },
        "@id": base + reverse("open_data:catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": _("%(city)sの熟議のオープンデータ") % {"city": city},
        "dct:description": _("サイトで公開していることを、表とファイルの形で配ります。"),
        "dct:publisher": publisher,
        "dct:language": "ja",
        "dct:license": LICENCE_URL,
        "foaf:homepage": base + reverse("open_data:catalogue"),
        "dcat:themeTaxonomy": [
            {"dct:identifier": code.value, "dct:title": str(words)} for code, words in THEMES.items()
        ],
        "dcat:dataset": list(_datasets(city, base, publisher)),
    }


def _datasets(city: str, base: str, publisher: dict[str, str]) -> Iterator[dict[str, Any]]:
    for chapter in chapters():
        for entry in chapter.tables:
            common = _common(entry.table, base, publisher)
            yield {
                "dct:identifier": entry.name,
                **common,
                "dcat:landingPage": base + entry.url,
                "jukugi:dictionary": dictionary(entry.name, entry.table),
                "dcat:distribution": [
                    _distribution(form.upper(), kind.partition(";")[0], base + _table_url(entry.name, form))
                    for form, kind in FORMS.items()
                ],
            }
        for kind in chapter.files:
            yield {
                "dct:identifier": f"files-{kind.name}",
                **_common(kind.group, base, publisher),
                "dcat:landingPage": base + (kind.group.path or reverse("open_data:catalogue")),
                "dcat:distribution": [
                    {"dct:title": str(file.title)} | _distribution(kind.group.form, kind.group.media_type, base + url)
                    for url, file in kind.files
                ],
            }


def _common(what: OpenTable | OpenFiles, base: str, publisher: dict[str, str]) -> dict[str, Any]:
    return {
        "@type": "dcat:Dataset",
        "dct:title": str(what.title),
        "dct:description": str(what.about),
        "dct:accessRights": str(what.rule),
        "dct:publisher": publisher,
        "dct:language": "ja",
        "dct:license": LICENCE_URL,
        "dct:accrualPeriodicity": FREQUENCIES[what.is_live],
        "dcat:theme": what.theme.value,
        "dcat:keyword": [str(THEMES[what.theme])],
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": publisher["foaf:name"],
            "vcard:hasURL": base + "/",
        },
    }


def _distribution(form: str, media_type: str, url: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:format": form,
        "dct:license": LICENCE_URL,
        "dcat:mediaType": media_type,
        "dcat:downloadURL": url,
    }


def _table_url(name: str, form: str) -> str:
    return reverse("open_data:file", args=[name, form])
