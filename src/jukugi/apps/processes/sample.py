"""The sample course: the two years that the city planned, moved so that today lies in the deliberation phase."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.enums import Lane, Precision
from jukugi.apps.processes.models import Milestone, Phase, Process
from jukugi.kit.tables import packaged_rows

SLUG = "community-policy"
TODAY_IN_THE_PLAN = date(2018, 8, 1)
HEARING = "これからの施策に関する意見聴取"
SOURCE = (
    "出典：川崎市「（仮称）今後のコミュニティ施策の基本的考え方」検討方針 概要版（2017年8月）の予定を、"
    "見本のために移したもの"
)


@transaction.atomic
def load_sample(now: datetime) -> str:
    """Put the sample process in place once; run again, its dates stay. Returns a sentence for the operator."""
    if Process.objects.filter(slug=SLUG).exists():
        return _("検討プロセス：あります（日付はそのまま）")
    today = timezone.localtime(now).date()
    months = (today.year - TODAY_IN_THE_PLAN.year) * 12 + today.month - TODAY_IN_THE_PLAN.month
    process = Process.objects.create(
        slug=SLUG,
        title="これからのコミュニティ施策の基本的考え方",
        summary="これまでの取組を市民と市がいっしょに振り返り、未来のありたい地域社会を話し合って、新しい考え方をつくります。",
        area=Area.objects.filter(level="city").first(),
        starts_on=_moved(date(2017, 8, 1), months),
        ends_on=_moved(date(2019, 4, 1), months) - timedelta(days=1),
        is_main=not Process.objects.filter(is_main=True).exists(),
        is_sample=True,
        attribution=SOURCE,
    )
    count = 0
    for row in packaged_rows("jukugi.apps.processes", "schedule.csv"):
        if row["kind"] == "item" and row["ends_on"]:
            _load_row(process, row, months)
            count += 1
    return _("検討プロセス：「%(title)s」予定%(count)d件") % {"title": process.title, "count": count}


def _load_row(process: Process, row: dict[str, str], months: int) -> None:
    starts, after = date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]) + timedelta(days=1)
    lane = next(lane for lane in Lane if lane.label == row["lane"])
    precision = Precision.LOOSE if row["precision"] == "half_year" else Precision.MONTH
    starts, ends = _moved(starts, months), _moved(after, months)
    if (ends - starts).days <= 31:
        Milestone.objects.create(process=process, lane=lane, title=row["item"], on=starts, precision=precision)
        return
    is_hearing = row["item"] == HEARING
    Phase.objects.create(
        process=process,
        lane=lane,
        title=row["item"],
        headline="いまは、これからの地域づくりを話し合うときです" if is_hearing else "",
        lead="昨年度はこれまでの取組を振り返りました。いまは市民と市がいっしょに考え方を話し合い、このあと素案にまとめます。"
        if is_hearing
        else "",
        opens_at=midnight(starts),
        closes_at=midnight(ends),
        precision=precision,
    )


def _moved(day: date, months: int) -> date:
    """The first of a month, so many months later."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def midnight(day: date) -> datetime:
    """The beginning of a day in Japan."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone()).astimezone(UTC)
