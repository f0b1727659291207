"""Everything that is held of a person, as a page lists it and as one file to take away."""

import csv
import io
import json
import zipfile
from datetime import datetime

from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import Participant
from jukugi.kit.holdings import Held, holdings
from jukugi.kit.pages.wording import jdate
from jukugi.kit.sheets import safe_cell

BOM = "\ufeff"


def held_of(person: Participant) -> list[Held]:
    """What every room holds of a person, in the order of the rooms; headings without rows are left out. Some sixty
    queries for any number of rows.
    """
    return [held for holding in holdings for held in holding.held(person) if held.rows]


def kept_words() -> list[str]:
    """What may not be erased, and why, of every room."""
    return [str(words) for holding in holdings for words in holding.keeps]


def export_zip(person: Participant, *, now: datetime) -> bytes:
    """A ZIP with one JSON of everything and one CSV (UTF-8 with a mark, for Excel) of each heading."""
    found = held_of(person)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("はじめに.txt", _told(found, now))
        archive.writestr("held.json", json.dumps([_plain(held) for held in found], ensure_ascii=False, indent=1))
        for number, held in enumerate(found, start=1):
            archive.writestr(f"{number:02}.csv", BOM + _csv(held))
    return made.getvalue()


def _told(found: list[Held], now: datetime) -> str:
    lines = [_("熟議が持っている、この人の参加のすべてです（%(day)s）。") % {"day": jdate(now)}, ""]
    lines += [f"{number:02}.csv　{held.heading}（{len(held.rows):,}）" for number, held in enumerate(found, start=1)]
    lines += [
        "",
        _("held.json　同じものを、プログラムで読める形にしたもの"),
        "",
        _("消すことを求めても残るもの："),
        *kept_words(),
    ]
    return "\n".join(str(line) for line in lines) + "\n"


def _plain(held: Held) -> dict[str, object]:
    names = [str(column) for column in held.columns]
    rows = [
        dict(zip(names, map(str, row.cells), strict=False)) | ({_("受付番号"): row.receipt} if row.receipt else {})
        for row in held.rows
    ]
    return {"heading": str(held.heading), "rows": rows}


def _csv(held: Held) -> str:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([*map(str, held.columns), _("受付番号")])
    table.writerows([*(safe_cell(str(cell)) for cell in row.cells), row.receipt] for row in held.rows)
    return text.getvalue()
