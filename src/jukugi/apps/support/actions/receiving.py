"""Which association took which support in which year: a register, brought as a table by the ward or the city."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.enums import LINE_LIMIT, Need
from jukugi.apps.support.models import SupportReceived
from jukugi.core.text import one_line
from jukugi.kit import audit
from jukugi.kit.errors import NotAllowed
from jukugi.kit.sheets import FaultySheet, Sheet, file_fault_words, open_sheet, row_fault_words
from jukugi.kit.worded import checked_line

ROWS_AT_MOST = 20_000
COLUMNS = {
    "number": ("台帳番号", "団体コード", "コード"),
    "name": ("団体名", "町内会名", "自治会名", "名称"),
    "year": ("年度",),
    "need": ("支援", "支援の種類", "種類"),
    "taken": ("受けた", "利用", "有無"),
}
TAKEN = {"はい": True, "受けた": True, "利用": True, "有": True, "あり": True, "1": True, "○": True, "◯": True}
NOTHING = {"いいえ": False, "なし": False, "無": False, "未利用": False, "0": False, "×": False, "受けていない": False}
NEED_WORDS = {
    **{str(need.label): need for need in Need},
    "補助金": Need.MONEY,
    "活動応援補助金": Need.MONEY,
    "備品": Need.THINGS,
    "会計": Need.BOOKS,
    "デジタル": Need.DIGITAL,
    "電子回覧": Need.DIGITAL,
    "会館": Need.PLACE,
    "場所": Need.PLACE,
    "担い手": Need.HANDS,
    "統合": Need.TOGETHER,
    "解散": Need.ENDING,
    "相談": Need.ADVICE,
}


@dataclass(frozen=True)
class ReceivedRow:
    """A row that can be taken."""

    organization: Organization
    year: int
    need: Need
    is_taken: bool


@dataclass(frozen=True)
class RowFault:
    """What is wrong in a row of the file; the heading is row 1."""

    row: int
    column: str
    words: str


@dataclass(frozen=True)
class ReceivedList:
    """A table that was read: the rows that can be taken, and everything that is wrong with the others."""

    rows: tuple[ReceivedRow, ...]
    faults: tuple[RowFault, ...]


def read_list(content: bytes, *, wards: Collection[int] | None) -> ReceivedList:
    """Read a table of supports for associations of these wards (None: all). Two queries. Raises UnreadableList."""
    try:
        sheet = open_sheet(content, rows_at_most=ROWS_AT_MOST)
    except FaultySheet as error:
        why = "、".join(file_fault_words(fault, rows_at_most=ROWS_AT_MOST).rstrip("。") for fault in error.faults[:3])
        raise errors.UnreadableList(why=why) from error
    names = _columns(sheet)
    bodies = list(Organization.objects.associations().in_wards(wards))
    known = _Known({one.register_number: one for one in bodies if one.register_number}, _by_name(bodies))
    faults = [RowFault(fault.row or 0, fault.column or "", row_fault_words(fault)) for fault in sheet.faults]
    rows: dict[tuple[int, int, Need], ReceivedRow] = {}
    for line, values in sheet.rows:
        found = _row(line, {key: one_line(values.get(name, "")) for key, name in names.items()}, names, known)
        if isinstance(found, RowFault):
            faults.append(found)
            continue
        key = (found.organization.pk, found.year, found.need)
        if key in rows:
            faults.append(RowFault(line, names["year"], _("同じ団体、年度、支援の行が、前にもあります")))
        rows.setdefault(key, found)
    return ReceivedList(tuple(rows.values()), tuple(sorted(faults, key=lambda fault: (fault.row, fault.column))))


@transaction.atomic
def take_list(
    *, received: ReceivedList, source: str, takes_good_rows: bool, actor: User, now: datetime, is_sample: bool = False
) -> int:
    """Keep the rows of a list; what is the same already is left as it is. Returns how many rows are new or changed.

    Raises NotAllowed, FaultyList (nothing is taken then) and what the words can raise.
    """
    wards = permissions.unreached_wards(actor)
    if wards is not None and any(row.organization.area_id not in wards for row in received.rows):
        raise NotAllowed
    if wards is not None and not wards:
        raise NotAllowed
    if received.faults and not takes_good_rows:
        raise errors.FaultyList(count=len({fault.row for fault in received.faults}))
    said = checked_line(source, field=_("もとの資料"), limit=LINE_LIMIT, is_needed=True)
    pks = {row.organization.pk for row in received.rows}
    there = {
        (one.organization_id, one.fiscal_year, one.need): one
        for one in SupportReceived.objects.standing().select_for_update().filter(organization__in=pks)
    }
    new, replaced = [], []
    for row in received.rows:
        former = there.get((row.organization.pk, row.year, row.need))
        if former is not None and former.is_taken == row.is_taken:
            continue
        if former is not None:
            replaced.append(former.pk)
        new.append(
            SupportReceived(
                organization=row.organization,
                fiscal_year=row.year,
                need=row.need,
                is_taken=row.is_taken,
                source=said,
                actor_key=actor.actor_key,
                recorded_at=now,
                is_sample=is_sample,
            )
        )
    SupportReceived.objects.filter(pk__in=replaced).update(replaced_at=now)
    SupportReceived.objects.bulk_create(new)
    if new:
        details = {"rows": len(new), "replaced": len(replaced), "left_out": len(received.faults)}
        audit.record("support.received_taken", actor=actor, subject=new[0], at=now, details=details)
    return len(new)


@dataclass(frozen=True)
class _Known:
    """Associations by their number and by their name; a name that two share names none."""

    by_number: Mapping[str, Organization]
    by_name: Mapping[str, Organization | None]


def _by_name(bodies: list[Organization]) -> dict[str, Organization | None]:
    found: dict[str, Organization | None] = {}
    for one in bodies:
        found[one.name] = None if one.name in found else one
    return found


def _columns(sheet: Sheet) -> dict[str, str]:
    """The file's own names of the columns. Raises UnreadableList where one that is needed is missing."""
    names = {key: next((name for name in sheet.header if name.strip() in words), "") for key, words in COLUMNS.items()}
    missing = [COLUMNS[key][0] for key in ("year", "need", "taken") if not names[key]]
    if not names["number"] and not names["name"]:
        missing.insert(0, _("台帳番号か団体名"))
    if missing:
        raise errors.UnreadableList(why=_("列がありません：%(names)s") % {"names": "、".join(missing)})
    return {key: name for key, name in names.items() if name}


def _row(line: int, told: Mapping[str, str], names: Mapping[str, str], known: _Known) -> ReceivedRow | RowFault:
    number, name = unicodedata.normalize("NFKC", told.get("number", "")), told.get("name", "")
    organization = known.by_number.get(number) if number else known.by_name.get(name)
    if organization is None:
        column = names["number"] if number else names.get("name", "")
        words = _("あなたの受け持つ区の名簿に、一つに決まる団体がありません：%(told)s") % {"told": number or name}
        return RowFault(line, column, words)
    digits = unicodedata.normalize("NFKC", told["year"]).removesuffix("年度").strip()
    if not (re.fullmatch(r"[0-9]{4}", digits) and 2000 <= int(digits) <= 2199):
        return RowFault(line, names["year"], _("西暦の年度を4けたで書いてください：%(told)s") % {"told": told["year"]})
    need = NEED_WORDS.get(told["need"])
    if need is None:
        return RowFault(line, names["need"], _("支援の種類が分かりません：%(told)s") % {"told": told["need"]})
    answer = unicodedata.normalize("NFKC", told["taken"])
    is_taken = TAKEN.get(answer, NOTHING.get(answer))
    if is_taken is None:
        return RowFault(
            line, names["taken"], _("「はい」か「いいえ」で書いてください：%(told)s") % {"told": told["taken"]}
        )
    return ReceivedRow(organization, int(digits), need, is_taken)
