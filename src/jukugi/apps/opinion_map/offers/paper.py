"""What the room tells of sheets of paper: the story behind a number, and what waits to be typed in."""

from collections import Counter
from datetime import datetime
from typing import cast

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.opinion_map import permissions
from jukugi.apps.opinion_map.enums import SHEET_RECEIPT
from jukugi.apps.opinion_map.models import SheetEntry, VoteSheet
from jukugi.kit.pages import voices
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskWard, desk_queue
from jukugi.kit.pages.voices import Step, StepState, Voice
from jukugi.kit.pages.wording import thousands

TEMPLATE = "opinion_map/_step.html"


def register() -> None:
    voices.voices.register(SHEET_RECEIPT, voice)
    voices.thread_links.register("opinion_map.paper", steps, order=21)
    desk_queue.register("opinion_map.paper", sheets_to_read, order=12)


def voice(request: HttpRequest, number: str) -> Voice | None:
    """A sheet that was typed in; None for one that is not back yet. Two queries.

    The answers are told to nobody: who holds the number may be anybody.
    """
    related = VoteSheet.objects.select_related("topic__process", "topic__area").prefetch_related("entries")
    sheet = related.filter(receipt=number).first()
    readings = list(sheet.entries.all()) if sheet is not None else []
    if sheet is None or not readings:
        return None
    return Voice(
        kind=SHEET_RECEIPT,
        key=sheet.pk,
        number=number,
        channel=Channel.CARD.value,
        ward=sheet.topic.area.name if sheet.topic.area else "",
        received_at=readings[0].entered_at,
        words=(),
        is_public=False,
        subject=sheet.topic.process,
        record=sheet,
        withheld=_("紙の答えの中身は、だれにも示しません。"),
        standing=_("この紙の答えは、数えました")
        if sheet.counted_at is not None
        else _("この紙を受け付けました。まだ数えていません"),
        is_waiting=sheet.counted_at is None,
    )


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """The whole story of a sheet. One query at most."""
    if voice.kind != SHEET_RECEIPT:
        return []
    sheet: VoteSheet = voice.record
    text = _("「%(topic)s」の意見文に、紙で答えたものです。%(withheld)s") % {
        "topic": sheet.topic.title,
        "withheld": voice.withheld,
    }
    told = [Step(voice.received_at, _("声"), _("用紙が届きました"), template=TEMPLATE, content={"text": text})]
    if sheet.counted_at is None:
        text = _("打ち間違いを見つけるため、二人が別々に打ち込みます。二人の読み取りが同じになると数えます。")
        today = timezone.localtime(now)
        return [*told, Step(today, _("いま"), _("もう一人が打ち込みます"), StepState.NOW, TEMPLATE, {"text": text})]
    return [*told, _counted(sheet)]


def _counted(sheet: VoteSheet) -> Step:
    votes = sheet.participant.votes.count() if sheet.participant is not None else 0
    text = (
        _("この紙の答えは、「%(topic)s」の%(votes)sの意見文への、一人の答えに数えました。")
        if votes
        else _("この紙には、数えられる答えがありませんでした。空欄か、公開をやめた意見文への答えだけでした。")
    )
    content = {
        "text": text % {"topic": sheet.topic.title, "votes": thousands(votes)},
        "url": reverse("opinion_map:map", args=[sheet.topic_id]),
        "link": _("意見の地図を見る"),
    }
    return Step(
        sheet.counted_at or sheet.printed_at, _("確認"), _("答えを数えました"), template=TEMPLATE, content=content
    )


def sheets_to_read(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Sheets that wait for another reading by this person, an item a topic. Two queries, asked once a page whatever
    the wards.
    """
    return [
        DeskItem(
            count=count,
            unit=_("枚"),
            title=_("紙の答えの二度目を打ち込む"),
            text=_("「%(topic)s」の用紙です。別の人の読み取りと同じなら数えます。") % {"topic": title},
            url=reverse("opinion_map:sheets", args=[pk]),
            each=_("1枚およそ1分"),
        )
        for (pk, title, area), count in _waiting(request).items()
        if ward is None or area == ward.pk
    ]


def _waiting(request: HttpRequest) -> Counter[tuple[int, str, int | None]]:
    """Sheets to read by key, title and area of their topic; kept with the request. Not those that this person alone
    has read.
    """

    def ask() -> Counter[tuple[int, str, int | None]]:
        found: Counter[tuple[int, str, int | None]] = Counter()
        areas = permissions.areas_run_by(request.user)
        if areas:
            own = SheetEntry.objects.filter(sheet=OuterRef("pk"), actor_key=cast(User, request.user).actor_key)
            sheets = VoteSheet.objects.at_work()
            if None not in areas:
                sheets = sheets.filter(topic__area__in=areas)
            rows = sheets.annotate(own=Exists(own)).values_list(
                "topic", "topic__title", "topic__area", "readings", "own"
            )
            for topic, title, area, readings, is_own in rows.order_by("topic"):
                if readings > 1 or not is_own:
                    found[topic, title, area] += 1
        return found

    return kept(request, "opinion_map.sheets_waiting", ask)
