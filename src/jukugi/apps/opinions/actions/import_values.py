"""Values as people write them in tables, read into what we keep."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions import policies
from jukugi.apps.opinions.enums import AgeBand
from jukugi.core.fiscal_year import read_day

SHOWN_OF_A_VALUE = 40
# What people write where nothing was said.
UNSAID = frozenset(
    {
        "",
        "-",
        "ー",
        "―",
        "なし",
        "無し",
        "不明",
        "無回答",
        "未回答",
        "回答なし",
        "回答しない",
        "選ばない",
        "その他・無回答",
    }
)

_CHANNEL_WORDS: Mapping[str, Channel] = {
    "インターネット": Channel.WEB,
    "ネット": Channel.WEB,
    "webフォーム": Channel.WEB,
    "ウェブフォーム": Channel.WEB,
    "オンライン": Channel.WEB,
    "カード": Channel.CARD,
    "はがき": Channel.POST,
    "手紙": Channel.POST,
    "ファックス": Channel.FAX,
    "ファクス": Channel.FAX,
    "ファクシミリ": Channel.FAX,
    "会議": Channel.MEETING,
    "意見交換会": Channel.MEETING,
    "tel": Channel.PHONE,
}
_BAND = re.compile(r"(\d{1,3})[歳才]?[~〜\-―ー](\d{1,3})[歳才]?")
_OLDEST = 120
_BANDS_BEGIN = (
    (80, AgeBand.FROM_80),
    (70, AgeBand.FROM_70),
    (60, AgeBand.FROM_60),
    (50, AgeBand.FROM_50),
    (40, AgeBand.FROM_40),
    (30, AgeBand.FROM_30),
    (18, AgeBand.FROM_18),
    (0, AgeBand.UNDER_18),
)


class Faulty(Exception):
    """A value that cannot be kept: a code, and what its sentence tells."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def plain(typed: str) -> str:
    """In one width and case, without blanks: as values are compared."""
    return "".join(unicodedata.normalize("NFKC", typed).casefold().split())


def shown(typed: str) -> str:
    """The beginning of a value, to be told back."""
    return " ".join(typed.split())[:SHOWN_OF_A_VALUE]


def read_channel(typed: str) -> Channel:
    """By its word on our pages, its code, or another usual word. Raises Faulty."""
    known = {plain(str(word)): channel for channel in Channel for word in (channel.label, channel.value)}
    value = plain(typed)
    if not value:
        raise Faulty("channel_empty")
    found = known.get(value) or _CHANNEL_WORDS.get(value)
    if found is None:
        raise Faulty("channel_unknown", value=shown(typed))
    return found


def ward_names(wards: list[Area]) -> dict[str, Area]:
    """Each ward by what people call it: its name, with or without 区, and its code."""
    names: dict[str, Area] = {}
    for ward in wards:
        name = plain(ward.name)
        names |= {name: ward, name.removesuffix("区"): ward, plain(ward.code): ward}
    return names


def read_ward(typed: str, names: Mapping[str, Area]) -> Area | None:
    """The ward that is meant; None where nothing was said. Raises Faulty."""
    value = plain(typed)
    if value in UNSAID:
        return None
    found = names.get(value) or names.get(value.rpartition("市")[2])
    if found is None:
        raise Faulty("ward_unknown", value=shown(typed))
    return found


def read_received(typed: str, periods: policies.Periods, *, now: datetime) -> datetime:
    """The moment of a day on which opinions were heard. Raises Faulty."""
    if not typed.strip():
        raise Faulty("day_empty")
    day = read_day(typed)
    if day is None:
        raise Faulty("day_unreadable", value=shown(typed))
    if day > timezone.localdate(now):
        raise Faulty("day_future", value=shown(typed))
    received_at = policies.received_moment(day, now=now, periods=periods)
    if not any(opens_at <= received_at < closes_at for opens_at, closes_at in periods):
        raise Faulty("day_not_heard", value=shown(typed))
    return received_at


def read_age_band(typed: str) -> str:
    """The band of an age, a band or a decade; "" where nothing was said. Raises Faulty."""
    value = plain(typed)
    if value in UNSAID:
        return ""
    known = {plain(str(word)): band.value for band in AgeBand for word in (band.label, band.value)}
    if value in known:
        return known[value]
    for ages in _ages(value):
        if (band := _band_around(*ages)) is not None:
            return band
    raise Faulty("age_unknown", value=shown(typed))


def _ages(value: str) -> list[tuple[int, int]]:
    """The youngest and the oldest that are meant."""
    if found := _BAND.fullmatch(value):
        return [(int(found[1]), int(found[2]))]
    if found := re.fullmatch(r"(\d{1,3})(?:歳|才)?", value):
        return [(int(found[1]), int(found[1]))]
    if found := re.fullmatch(r"(\d0)(?:歳|才)?代", value):
        return [(int(found[1]), int(found[1]) + 9)]
    if found := re.fullmatch(r"(\d{1,3})(?:歳|才|(?:歳|才)?代)以上", value):
        return [(int(found[1]), _OLDEST)]
    if found := re.fullmatch(r"(\d{1,3})(?:歳|才)(以下|未満)", value):
        return [(0, int(found[1]) - (found[2] == "未満"))]
    return []


def _band_around(youngest: int, oldest: int) -> str | None:
    """The band that holds all these ages; None where they lie in two."""
    if not 0 <= youngest <= oldest <= _OLDEST:
        return None
    bands = {next(band for begins, band in _BANDS_BEGIN if age >= begins) for age in (youngest, oldest)}
    return bands.pop().value if len(bands) == 1 else None
