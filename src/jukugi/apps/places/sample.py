"""The sample's places: all invented, near points that stand for towns; some wait, some have changed."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.accounts.actions import add_participants
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.places import actions
from jukugi.apps.places.actions import HoursDraft, PlaceDraft
from jukugi.apps.places.actions.spoken import clock_of, spoken_hours
from jukugi.apps.places.enums import Holidays, Known, NoteKind, PlaceKind, Toilet
from jukugi.apps.places.models import Place, PopulationPoint, Walk
from jukugi.apps.places.sample_people import mesh
from jukugi.apps.places.sample_walks import load_months, load_walk
from jukugi.kit.tables import packaged_rows

OFFICER = "mihon-shisaku"
WALKED = "141330"
"""The ward of the sample's walk: 中原区."""
SOURCE = "見本のためのつくりもの（位置のもと：「Geolonia 住所データ」株式会社Geolonia、CC BY 4.0、加工）"
KINDS = {
    "空き店舗": PlaceKind.SHOP,
    "マンション集会室": PlaceKind.CONDOMINIUM,
    "カフェ": PlaceKind.CAFE,
    "町内会館": PlaceKind.HALL,
    "公園": PlaceKind.PARK,
    "子ども食堂": PlaceKind.CHILDREN,
    "学校開放": PlaceKind.SCHOOL,
    "いこいの家(高齢者施設)": PlaceKind.ELDERLY,
    "団地集会所": PlaceKind.ESTATE,
    "図書館の一角": PlaceKind.LIBRARY,
}
TOILETS = {"多目的": Toilet.WIDE, "あり": Toilet.PLAIN, "なし": Toilet.NONE}
FREE = frozenset({"無料", "投げ銭"})
PROPOSED, OLD, ROUGH = 4, 9, 14
"""Every so manieth place of the table: proposed and not confirmed yet; not looked at for long; shown roughly."""


@transaction.atomic
def load_sample(now: datetime) -> str:
    """Put the places in once. Returns a sentence for the operator."""
    officer = User.objects.filter(username=OFFICER).first()
    wards = {ward.code: ward for ward in Area.objects.wards()}
    rows = packaged_rows("jukugi.apps.places", "places.csv")
    if officer is None or not wards:
        return _("居場所：区か見本の職員がないため、入れていません")
    if not Place.objects.exists():
        for number, row in enumerate(rows):
            _load(row, number, wards[row["ward_code"]], officer, now)
        _load_notes(officer, now)
    if not Walk.objects.exists():
        load_walk(wards[WALKED], officer, now)
        load_months(officer, now)
    if not PopulationPoint.objects.exists():
        actions.keep_points(list(mesh(list(wards.values()))))
    actions.count_due(now=now)
    return _("居場所：%(count)d件、人口の点：%(points)d（見本）") % {
        "count": Place.objects.count(),
        "points": PopulationPoint.objects.count(),
    }


def _load(row: dict[str, str], number: int, ward: Area, officer: User, now: datetime) -> None:
    draft = draft_from(row, ward, is_rough=number % ROUGH == ROUGH - 1)
    if number % 30 == PROPOSED:
        (author,) = add_participants(channels=[Channel.WEB], now=now)
        actions.propose_place(draft=draft, author=author, now=now - timedelta(days=1 + number // 30))
        return
    looked = now - timedelta(days=30 + 7 * (number % 40) + (400 if number % OLD == OLD - 1 else 0))
    actions.add_place(draft=draft, actor=officer, now=looked)


def draft_from(row: dict[str, str], ward: Area, *, is_rough: bool = False) -> PlaceDraft:
    """A row of the sample's table."""
    hours, note = _hours(row)
    return PlaceDraft(
        name=row["name"],
        kind=KINDS[row["kind"]],
        ward=ward,
        address=row["anchor_town"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        is_rough=is_rough,
        hours=hours,
        hours_note=note,
        holidays=Holidays.OPEN if row["kind"] == "公園" else Holidays.UNKNOWN,
        step_free=row["step_free"] or Known.UNKNOWN,
        toilet=TOILETS.get(row["toilet"], Toilet.UNKNOWN),
        hearing_loop=Known.YES if row["kind"] == "図書館の一角" else Known.UNKNOWN,
        is_free=row["cost"] in FREE if row["cost"] else None,
        cost="" if row["cost"] == "無料" else row["cost"],
        welcome=row["who_is_welcome"],
        source=SOURCE,
        is_sample=True,
    )


def _hours(row: dict[str, str]) -> tuple[list[HoursDraft], str]:
    """第2土 is the second Saturday; what is no day of the week (放課後, 予約日のみ) goes into the note."""
    opens, closes = clock_of(row["opens_at"]), clock_of(row["closes_at"])
    found, rest = spoken_hours(row["open_days"].split(";"), opens, closes)
    notes = [f"{words} {row['opens_at']}〜{row['closes_at']}" if words.endswith("のみ") else words for words in rest]
    return found, "、".join(dict.fromkeys(notes))


def _load_notes(officer: User, now: datetime) -> None:
    """Three notes: two wait, one was answered."""
    texts = (
        (NoteKind.HOURS, "土曜は11時からになっていました。"),
        (NoteKind.STEPS, "入口にスロープが付いていました。"),
        (NoteKind.CLOSED, "貼り紙に「3月で終わります」とありました。"),
    )
    known = Place.objects.confirmed().filter(is_sample=True).select_related("ward", "district").order_by("pk")
    places = [known[3], known.filter(step_free=Known.NO)[5], known[41]]
    channels = cycle((Channel.WEB, Channel.PHONE))
    for number, (place, (kind, text)) in enumerate(zip(places, texts, strict=False)):
        came, channel = now - timedelta(days=4 - number), next(channels)
        if channel == Channel.WEB:
            (author,) = add_participants(channels=[channel], now=came)
            note = actions.send_note(place=place, kind=kind, text=text, author=author, now=came)
        else:
            note = actions.enter_note(
                place=place, kind=kind, text=text, channel=channel, received_at=came, actor=officer, now=came
            )
        if number == 1:
            put_right = replace(actions.draft_of(place), step_free=Known.YES)
            reason = _("スロープが付いたという知らせを、電話で確かめたため")
            yesterday = now - timedelta(days=1)
            actions.correct_place(place=place, draft=put_right, reason=reason, actor=officer, now=yesterday)
            answer = _("電話で確かめ、「段差のない入口」を「あり」に直しました。")
            actions.answer_note(note=note, is_taken=True, answer=answer, actor=officer, now=yesterday)
