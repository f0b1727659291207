"""The sample course: the two years that the city planned, moved so that today lies in the deliberation phase."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.actions import save_gate, shift
from jukugi.apps.processes.enums import Lane, Precision
from jukugi.apps.processes.models import Dependency, Milestone, Phase, Process
from jukugi.apps.processes.queries.slips import as_given, course, proposal
from jukugi.apps.processes.record import load_focus_points
from jukugi.apps.processes.shifting import Amount
from jukugi.apps.processes.spans import midnight
from jukugi.kit.tables import packaged_rows

SLUG = "community-policy"
TODAY_IN_THE_PLAN = date(2018, 8, 1)
HEARING = "これからの施策に関する意見聴取"
COMMENTS = "パブリックコメント"
# What must be over before what, by the titles of the plan.
ORDER = [
    ("検討方針", "これまでの施策の検証"),
    ("これまでの施策の検証", "中間報告"),
    ("附属機関設置", "市民会議等"),
    (HEARING, "素案"),
    ("素案", "市民集会"),
    ("素案", COMMENTS),
    (COMMENTS, "策定"),
]
SLIP_REASON = "区ごとの話し合いで出た声を読み直し、どの声がどこに生きたかを示してから、素案を公表するためです。"
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
    load_focus_points(process, months)
    _join(process)
    _set_gates(process, now)
    _slip(process, now)
    return _("検討プロセス：「%(title)s」予定%(count)d件") % {"title": process.title, "count": count}


def _load_row(process: Process, row: dict[str, str], months: int) -> None:
    starts, after = date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]) + timedelta(days=1)
    lane = next(lane for lane in Lane if lane.label == row["lane"])
    precision = Precision(row["precision"])
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


def _stage(process: Process, title: str) -> Phase | Milestone:
    phase = process.phases.filter(title=title).first()
    return phase if phase is not None else process.milestones.get(title=title)


def _join(process: Process) -> None:
    """Say what must be over before what."""
    for first, then in ORDER:
        before, after = _stage(process, first), _stage(process, then)
        Dependency.objects.create(
            process=process,
            **{f"before_{type(before).__name__.lower()}": before},
            **{f"after_{type(after).__name__.lower()}": after},
        )


def _set_gates(process: Process, now: datetime) -> None:
    """What must be there before the public comment."""
    comments = process.phases.get(title=COMMENTS)
    comments.min_days = 30
    comments.save(update_fields=["min_days"])
    save_gate(
        process=process,
        gate=None,
        phase=comments,
        title="素案を公表する前に",
        note="声を読み切り、素案を議会に報告してから、パブリックコメントを始めます。",
        holds=True,
        kinds=["opinions.read", "grouping.homes"],
        by_hand=["素案の文書がある", "文教委員会に素案を報告した"],
        actor=None,
        now=now,
    )


def _slip(process: Process, now: datetime) -> None:
    """The draft comes two months later, and what depends on it."""
    found = course(process)
    draft = found.pieces[f"milestone-{process.milestones.get(title='素案').pk}"]
    later = Amount(months=2)
    root = as_given(draft, later.applied(draft.begins), later.applied(draft.ends), draft.precision)
    rows = proposal(found, root, process=process, now=now).rows
    shift(
        process=process,
        root=root,
        also=[row.key for row in rows],
        reason=SLIP_REASON,
        seen=found.seen,
        actor=None,
        now=now,
    )
