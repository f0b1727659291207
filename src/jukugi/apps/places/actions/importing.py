"""Lists of public facilities (公共施設一覧): brought, read tolerantly, looked at by a person, then taken or not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import Outline
from jukugi.apps.places import errors, permissions
from jukugi.apps.places.actions.facts import HoursDraft, PlaceDraft, checked_draft, facts_of, lay_on
from jukugi.apps.places.actions.spoken import clock_of, spoken_hours
from jukugi.apps.places.enums import (
    LINE_LIMIT,
    WORDS_LIMIT,
    Known,
    PlaceAct,
    PlaceImportState,
    PlaceKind,
    PlaceState,
    Toilet,
)
from jukugi.apps.places.enums.facilities import PROBLEM_WORDS, REPAIR_WORDS, ROW_WORDS
from jukugi.apps.places.models import OpeningHours, Place, PlaceImport, PlaceWriting
from jukugi.apps.places.models.register import facts_digest
from jukugi.core.geo.facilities import Imported, read_facilities
from jukugi.core.geo.facility_columns import NEW
from jukugi.kit import audit
from jukugi.kit.errors import Refusal
from jukugi.kit.sheets import FaultySheet, Sheet, file_fault_words, open_sheet

BYTES_AT_MOST = 5 * 1024 * 1024
ROWS_AT_MOST = 3000
FLAGS = {"有": Known.YES, "無": Known.NO}
_LABELLED = re.compile("^(種別|料金|対象|トイレ)：(.*)$")
Row = tuple[int, dict[str, str]]


def bring_list(*, file_name: str, content: bytes, actor: User, now: datetime) -> PlaceImport:
    """Read a list and keep what could be taken, with every repair told; nothing enters the register yet.

    Raises NotAllowed, FileTooLarge, NotAFacilityList.
    """
    wards = permissions.wards_kept_by(actor)
    if not wards:
        permissions.check_can_keep(actor, None)
    sheet = _opened(content)
    rows = [(line, list(row.values())) for line, row in sheet.rows]
    found = read_facilities(sheet.header, rows, standard="new")
    if "name" not in found.columns.values():
        raise errors.NotAFacilityList(why="「名称」の列がありません")
    not_written = {each.row for each in found.refused}
    lines = [line for line, _values in rows if line not in not_written]
    facilities = [
        (line, dict(zip(NEW.values(), cells, strict=True))) for line, cells in zip(lines, found.rows, strict=True)
    ]
    drafts, refused = _sorted(facilities, wards, source=f"公共施設一覧（{file_name}）"[:LINE_LIMIT])
    report = _report(sheet, found, refused)
    return PlaceImport.objects.create(
        file_name=file_name[-200:],
        standard=found.standard_read or "",
        rows=[{"row": line, "facts": facts_of(draft)} for line, draft in drafts],
        report=report,
        read=len(sheet.rows) + len(sheet.faults),
        brought_by=actor.actor_key,
        brought_at=now,
    )


@transaction.atomic
def take_list(*, place_import: PlaceImport, actor: User, now: datetime) -> PlaceImport:
    """Put the rows of a list into the register; nobody has looked at them there. What is in it by now is left out.

    Raises NotAllowed, AlreadyAnswered. Nine queries for any number of rows.
    """
    locked = _locked(place_import, actor)
    areas = {area.code: area for area in Area.objects.all()}
    known = _known()
    drafts = [draft_of_facts(row["facts"], areas) for row in locked.rows]
    drafts = [one for one in drafts if one.ward is not None and (one.ward.pk, one.name) not in known]
    kept = permissions.wards_kept_by(actor)
    if None not in kept and any(one.ward is None or one.ward.pk not in kept for one in drafts):
        permissions.check_can_keep(actor, None)
    places = []
    for draft in drafts:
        place = Place(state=PlaceState.CONFIRMED, received_at=now)
        lay_on(place, draft)
        places.append(place)
    made = Place.objects.bulk_create(places)
    pairs = list(zip(made, drafts, strict=True))
    OpeningHours.objects.bulk_create(
        OpeningHours(place=place, **asdict(one)) for place, draft in pairs for one in draft.hours
    )
    PlaceWriting.objects.bulk_create(_writing(place, draft, actor, now) for place, draft in pairs)
    _end(locked, PlaceImportState.DONE, now, taken=len(made))
    audit.record("places.list_taken", actor=actor, subject=locked, at=now, details={"taken": len(made)})
    return locked


@transaction.atomic
def give_up_list(*, place_import: PlaceImport, actor: User, now: datetime) -> PlaceImport:
    """Take nothing of a list. Raises NotAllowed, AlreadyAnswered."""
    locked = _locked(place_import, actor)
    _end(locked, PlaceImportState.GIVEN_UP, now)
    audit.record("places.list_given_up", actor=actor, subject=locked, at=now)
    return locked


def _opened(content: bytes) -> Sheet:
    if len(content) > BYTES_AT_MOST:
        raise errors.FileTooLarge
    try:
        return open_sheet(content, rows_at_most=ROWS_AT_MOST)
    except FaultySheet as error:
        why = file_fault_words(error.faults[0], rows_at_most=ROWS_AT_MOST).rstrip("。")
        raise errors.NotAFacilityList(why=why) from error


def _sorted(
    facilities: Sequence[Row], wards: set[int | None], *, source: str
) -> tuple[list[tuple[int, PlaceDraft]], list[dict[str, Any]]]:
    """Rows that can be taken, and the others with why."""
    areas, known = list(Area.objects.wards()), _known()
    outlines: dict[int, list[Outline]] = {}
    drafts: list[tuple[int, PlaceDraft]] = []
    refused = []
    for line, facility in facilities:
        ward = _ward_of(facility, areas)
        code = ""
        if ward is None:
            code = "no_ward"
        elif None not in wards and ward.pk not in wards:
            code = "not_your_ward"
        elif (ward.pk, facility["name"]) in known:
            code = "known"
        else:
            try:
                drafts.append((line, checked_draft(_draft(facility, ward, source), outlines)))
                known.add((ward.pk, facility["name"]))
            except Refusal:
                code = "too_long"
        if code:
            refused.append({"row": line, "column": "名称", "value": facility["name"], "words": ROW_WORDS[code]})
    return drafts, refused


def _known() -> set[tuple[int, str]]:
    """What the register has already, by ward and name. One query."""
    there = Place.objects.exclude(state=PlaceState.DECLINED)
    return set(there.order_by().values_list("ward", "name"))


def _ward_of(facility: Mapping[str, str], wards: Sequence[Area]) -> Area | None:
    """By the code of the place, else by the name of a ward in the address."""
    for ward in wards:
        if ward.code in (facility.get("place_code"), facility.get("code")):
            return ward
    words = "".join(facility.get(name, "") for name in ("prefecture", "city", "address"))
    named = [ward for ward in wards if ward.name in words]
    return max(named, key=lambda ward: len(ward.name), default=None)


def _draft(facility: Mapping[str, str], ward: Area, source: str) -> PlaceDraft:
    told = {}
    note = []
    for part in facility.get("note", "").split(";"):
        labelled = _LABELLED.match(part)
        if labelled:
            told[labelled[1]] = labelled[2]
        elif part:
            note.append(part)
    opens, closes = clock_of(facility.get("opens", "")), clock_of(facility.get("closes", ""))
    time_note = facility.get("time_note", "")
    spoken = re.split("[;；、]", time_note) if time_note else []
    days = [facility["days"]] if facility.get("days") and not any("第" in part for part in spoken) else []
    hours, rest = spoken_hours([*days, *spoken], opens, closes)
    cost = told.get("料金", "")
    return PlaceDraft(
        name=facility["name"],
        reading=facility.get("kana", ""),
        kind=_kind_of(told.get("種別", "")),
        ward=ward,
        address=_address(facility, ward),
        lat=float(facility["lat"]) if facility.get("lat") else None,
        lon=float(facility["lon"]) if facility.get("lon") else None,
        hours=tuple(hours),
        hours_note="、".join(dict.fromkeys(rest)),
        step_free=_known_of(facility, "wheelchair", "ramp_or_lift"),
        toilet=_toilet_of(facility, told.get("トイレ", "")),
        parking=_known_of(facility, "priority_parking"),
        is_free=True if cost == "無料" else None if not cost else False,
        cost="" if cost == "無料" else cost,
        welcome=told.get("対象", ""),
        about="。".join(filter(None, [facility.get("about", ""), *note]))[:WORDS_LIMIT],
        contact=facility.get("phone") or facility.get("url", ""),
        contact_agreed=True,
        source=source,
    )


def _address(facility: Mapping[str, str], ward: Area) -> str:
    """What follows the name of the ward."""
    words = facility.get("address") or facility.get("town", "") + facility.get("block", "")
    _before, found, after = words.partition(ward.name)
    return (after if found else words).strip()


def _kind_of(words: str) -> PlaceKind:
    plain = words.replace("(", "（").replace(")", "）")
    return next((kind for kind in PlaceKind if kind.label == plain), PlaceKind.PUBLIC)


def _known_of(facility: Mapping[str, str], *flags: str) -> Known:
    said = [FLAGS[facility[flag]] for flag in flags if facility.get(flag) in FLAGS]
    return Known.YES if Known.YES in said else said[0] if said else Known.UNKNOWN


def _toilet_of(facility: Mapping[str, str], words: str) -> Toilet:
    if facility.get("wide_toilet") == "有":
        return Toilet.WIDE
    return {"あり": Toilet.PLAIN, "なし": Toilet.NONE}.get(words, Toilet.UNKNOWN)


def draft_of_facts(facts: Mapping[str, Any], areas: Mapping[str, Area]) -> PlaceDraft:
    """A draft as it was kept with the list."""
    said = {name: value for name, value in facts.items() if name not in ("hours", "ward", "district")}
    rows = [(weekday, clock_of(opens), clock_of(closes), weeks) for weekday, opens, closes, weeks in facts["hours"]]
    hours = [(day, opens, closes, weeks) for day, opens, closes, weeks in rows if opens and closes]
    return PlaceDraft(
        **said,
        ward=areas.get(facts["ward"]),
        district=areas.get(facts["district"]),
        hours=tuple(HoursDraft(*one) for one in hours),
        contact_agreed=bool(facts["contact"]),
    )


def _writing(place: Place, draft: PlaceDraft, actor: User, now: datetime) -> PlaceWriting:
    facts = facts_of(draft)
    return PlaceWriting(
        place=place,
        act=PlaceAct.IMPORTED,
        facts=facts,
        digest=facts_digest(facts),
        actor_key=actor.actor_key,
        done_at=now,
    )


def _locked(place_import: PlaceImport, actor: User) -> PlaceImport:
    """Who brought a list decides on it; so does a policy officer. Raises NotAllowed, AlreadyAnswered."""
    locked = PlaceImport.objects.select_for_update().get(pk=place_import.pk)
    if locked.brought_by != actor.actor_key or not permissions.wards_kept_by(actor):
        permissions.check_can_keep(actor, None)
    if locked.state != PlaceImportState.CHECKING:
        raise errors.AlreadyAnswered(name=locked.file_name, state=locked.get_state_display())
    return locked


def _end(locked: PlaceImport, state: PlaceImportState, now: datetime, *, taken: int = 0) -> None:
    locked.state, locked.taken, locked.ended_at, locked.rows = state, taken, now, []
    locked.save(update_fields=["state", "taken", "ended_at", "rows"])


def _report(sheet: Sheet, found: Imported, refused: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Every repair, what could not be put right, and the rows that are not taken, each in words."""
    lost = [
        {
            "row": fault.row,
            "column": fault.column or "",
            "value": fault.value[:60],
            "words": ROW_WORDS.get(fault.code, ROW_WORDS["wrong_width"]),
        }
        for fault in sheet.faults
    ]
    lost += [
        {"row": one.row, "column": one.column, "value": one.value[:60], "words": PROBLEM_WORDS[one.code]}
        for one in found.refused
    ]
    return {
        "repairs": [
            {
                "row": one.row,
                "column": one.column,
                "before": one.before[:60],
                "after": one.after[:60],
                "words": REPAIR_WORDS[one.code],
            }
            for one in sorted(found.repairs, key=lambda each: each.row)
        ],
        "problems": [
            {"row": one.row, "column": one.column, "value": one.value[:60], "words": PROBLEM_WORDS[one.code]}
            for one in sorted(found.problems, key=lambda each: each.row)
        ],
        "refused": sorted([*lost, *refused], key=lambda each: each["row"] or 0),
        "left_out": list(found.left_out),
    }
