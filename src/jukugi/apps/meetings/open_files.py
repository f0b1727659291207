"""Meetings as a calendar, and in the columns of the standard (イベント一覧), for anybody to take along."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import city_area
from jukugi.apps.meetings.models import Meeting
from jukugi.kit.open_files import OpenFile, OpenFiles, open_files, rows_as_csv
from jukugi.kit.open_tables import Theme

EVENTS = (
    "都道府県コード又は市区町村コード",
    "NO",
    "都道府県名",
    "市区町村名",
    "イベント名",
    "イベント名_カナ",
    "イベント名_英語",
    "開始日",
    "終了日",
    "開始時間",
    "終了時間",
    "開始日時特記事項",
    "説明",
    "料金(基本)",
    "料金(詳細)",
    "連絡先名称",
    "連絡先電話番号",
    "連絡先内線番号",
    "主催者",
    "場所名称",
    "住所",
    "方書",
    "緯度",
    "経度",
    "アクセス方法",
    "駐車場情報",
    "定員",
    "参加申込終了日",
    "参加申込終了時間",
    "参加申込方法",
    "URL",
    "備考",
)
"""イベント一覧 of 推奨データセット."""


def register() -> None:
    open_files.register("events", EVENT_LIST, order=45)
    open_files.register("calendars", CALENDARS, order=46)


def event_rows() -> Iterator[list[str]]:
    """The headings of the standard, then every meeting. Two queries."""
    yield list(EVENTS)
    city = city_area()
    meetings = Meeting.objects.filter(process__is_draft=False).order_by("starts_at", "pk").told()
    for meeting in meetings.iterator(chunk_size=500):
        told = _event(meeting, city)
        yield [told.get(name, "") for name in EVENTS]


def _event(meeting: Meeting, city: Area | None) -> dict[str, str]:
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    notes = (
        f"取りやめ：{meeting.cancelled_reason}" if meeting.cancelled_at else "",
        "見本データ" if meeting.is_sample else "",
    )
    return {
        "都道府県コード又は市区町村コード": city.code if city is not None else "",
        "NO": f"M{meeting.pk:06}",
        "市区町村名": city.name if city is not None else settings.CITY_NAME,
        "イベント名": meeting.title,
        "開始日": f"{starts:%Y-%m-%d}",
        "終了日": f"{ends:%Y-%m-%d}",
        "開始時間": f"{starts:%H:%M}",
        "終了時間": f"{ends:%H:%M}",
        "説明": meeting.purpose,
        "主催者": meeting.body.name if meeting.body is not None else settings.CITY_NAME,
        "場所名称": meeting.place,
        "住所": meeting.address,
        "定員": "" if meeting.capacity is None else str(meeting.capacity),
        "URL": settings.SITE_URL + meeting.get_absolute_url(),
        "備考": "；".join(filter(None, notes)),
    }


def _events() -> Iterator[OpenFile]:
    yield OpenFile("events.csv", _("イベント一覧（会議）"), content=lambda: rows_as_csv(event_rows()))


def _calendar() -> Iterable[bytes]:
    from jukugi.apps.meetings.ical import calendar_text

    meetings = Meeting.objects.filter(process__is_draft=False).order_by("starts_at", "pk").told()
    return [calendar_text(str(_("会議")), meetings.iterator(chunk_size=500), site=settings.SITE_URL)]


def _calendars() -> Iterator[OpenFile]:
    yield OpenFile("meetings.ics", _("会議のカレンダー（すべて）"), content=_calendar)
    yield OpenFile("coming.ics", _("会議のカレンダー（取り込んで、新しくし続ける）"), reverse("meetings:calendar"))


EVENT_LIST = OpenFiles(
    title=_("イベント一覧"),
    about=_("会議の日時と場所を、全国の自治体と同じ列（推奨データセットのイベント一覧）で。"),
    form="CSV",
    media_type="text/csv",
    files=_events,
    path="/meetings/",
    theme=Theme.COURSE,
)
CALENDARS = OpenFiles(
    title=_("会議のカレンダー"),
    about=_("手元のカレンダーに入れられる形（iCalendar）。取りやめた会議も、取りやめとして残ります。"),
    form="iCalendar",
    media_type="text/calendar",
    files=_calendars,
    path="/meetings/",
    theme=Theme.COURSE,
)
