"""The sample's promises: made in its interim report and in its answers to comments. All made up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.enums import DocumentKind, EditionState
from jukugi.apps.drafts.models import ClauseText
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.outcomes.actions import keeping, promising, reviewing
from jukugi.apps.outcomes.actions.promising import PromiseDraft
from jukugi.apps.outcomes.enums import EntryVerdict
from jukugi.apps.outcomes.models import Promise
from jukugi.apps.outcomes.policies import Source
from jukugi.apps.processes.models import Process
from jukugi.apps.public_comments.enums import ConsultationState
from jukugi.apps.public_comments.models import Answer
from jukugi.core.fiscal_year import fiscal_year_of

WRITER, APPROVER = "mihon-kakaricho", "mihon-shisaku"


@dataclass(frozen=True)
class Made:
    """A promise of the sample: days before today on which it was made, days from today until it is due."""

    title: str
    words: str
    ward: str
    made: int
    due: int
    ending: str = ""
    indicator: tuple[str, str, int, int] | None = None


FROM_CLAUSES = (
    Made(
        "見本：夜も使える場を、中原区に一つ開く",
        "夜九時まで使える話し合いの場を、中原区の公共施設に一か所つくります。",
        "141330",
        40,
        -9,
    ),
    Made(
        "見本：町内会へ頼む仕事を一覧にする",
        "市と区が町内会・自治会に頼んでいる仕事を一覧にし、ウェブと紙で公開します。",
        "",
        40,
        -20,
        "done",
    ),
    Made(
        "見本：歩いて10分で居場所に着く人を増やす",
        "居場所の少ない所から順に、空いている施設や店の一角を使えるようにします。",
        "",
        40,
        480,
        indicator=("歩いて10分で居場所に着く人の割合", "%", 62, 75),
    ),
    Made(
        "見本：高津区で、相談の窓口を一つにまとめる",
        "活動の相談を、部署ごとではなく一か所で受けます。",
        "141348",
        40,
        60,
        "moved",
    ),
)
FROM_ANSWERS = (
    Made(
        "見本：意見を出した人に、その後を知らせる",
        "受付番号で、意見がどうなったかをいつでも見られるようにします。",
        "",
        8,
        -2,
        "done",
    ),
    Made(
        "見本：回覧の数を、半分に減らす",
        "毎月の回覧を見直し、紙で回すものを半分にします。",
        "",
        8,
        150,
        indicator=("一か月の回覧の数", "通", 24, 12),
    ),
    Made(
        "見本：専用の電話を設ける",
        "地域活動の相談のための電話番号を新しく設けます。",
        "",
        8,
        30,
        "given_up",
    ),
)


def load_sample(now: datetime) -> str:
    """Put the sample's promises in place once. Returns a sentence for the operator."""
    process = Process.objects.filter(is_sample=True, is_finished=False).first()
    people = {user.username: user for user in User.objects.filter(username__in=[WRITER, APPROVER])}
    bodies = Organization.objects.filter(kind=OrganizationKind.DEPARTMENT, name__startswith="見本", is_sample=True)
    by_name = {body.name: body for body in bodies.order_by("name")}
    other = next(iter(by_name.values()), None)
    department = by_name.get("見本 地域振興担当課", other)
    if process is None or len(people) < 2 or department is None:
        return _("約束：見本の検討プロセスか職員か課がないため、載せませんでした")
    if Promise.objects.filter(process=process).exists():
        return _("約束：あります（そのまま）")
    with transaction.atomic():
        for made, source in _sources(process):
            _promise(process, made, source, (department, other or department), people, now)
        count = Promise.objects.count()
        if count:
            _review(process, people, now)
    return _("約束：%(count)d件") % {"count": count}


def _sources(process: Process) -> list[tuple[Made, Source]]:
    texts = ClauseText.objects.filter(
        edition__document__process=process,
        edition__document__kind=DocumentKind.POLICY,
        edition__state=EditionState.PUBLISHED,
        edition__number=1,
    )
    clauses = [row.clause for row in texts.exclude(text="").select_related("clause__document").order_by("position")]
    answers = Answer.objects.filter(
        consultation__process=process, consultation__state=ConsultationState.PUBLISHED, groups__isnull=False
    )
    said = list(answers.select_related("consultation").distinct().order_by("number"))
    told = [(made, Source(clause)) for made, clause in zip(FROM_CLAUSES, clauses, strict=False)]
    reason = _("この答えで、行うと答えました。")
    return told + [(made, Source(answer, reason)) for made, answer in zip(FROM_ANSWERS, said, strict=False)]


def _promise(
    process: Process,
    made: Made,
    source: Source,
    departments: tuple[Organization, Organization],
    people: dict[str, User],
    now: datetime,
) -> None:
    writer, approver = people[WRITER], people[APPROVER]
    today = timezone.localdate(now)
    ward = Area.objects.filter(code=made.ward).first() if made.ward else None
    name, unit, start, goal = made.indicator or ("", "", None, None)
    draft = PromiseDraft(
        title=made.title,
        words=made.words,
        level=IssueLevel.KUIKI if ward else IssueLevel.SHIIKI,
        area=ward,
        department=departments[0],
        promised_on=today - timedelta(days=made.made),
        due_on=today + timedelta(days=made.due),
        indicator=name,
        unit=unit,
        start_value=None if start is None else Decimal(start),
        goal_value=None if goal is None else Decimal(goal),
    )
    at = now - timedelta(days=min(made.made, 7))
    promise = promising.draft_promise(
        process=process, draft=draft, sources=[source], actor=writer, now=at, is_sample=True
    )
    promising.publish_promise(promise=promise, actor=approver, now=at + timedelta(hours=2))
    _went(promise, made, departments[1], writer, now)


def _went(promise: Promise, made: Made, other: Organization, writer: User, now: datetime) -> None:
    today = timezone.localdate(now)
    if made.ending == "done":
        words, evidence = _("一覧を公開し、窓口でも渡しています。"), _("このサイトの該当のページ（見本）")
        on = today - timedelta(days=max(3, -made.due + 1))
        keeping.keep_promise(promise=promise, words=words, evidence=evidence, on=on, actor=writer, now=now)
    elif made.ending == "moved":
        later = promise.due_on + timedelta(days=120)
        words = _("二つの部署の部屋を合わせる工事が、四か月遅れます。")
        keeping.move_due(promise=promise, due_on=later, words=words, actor=writer, now=now)
        if other.pk != promise.department_id:
            words = _("窓口を受け持つ課に移しました。")
            keeping.hand_on(promise=promise, department=other, words=words, actor=writer, now=now)
    elif made.ending == "given_up":
        words = _("いまの相談の番号で足りることが分かりました。新しい番号は設けず、案内を分かりやすくします。")
        keeping.give_up(promise=promise, words=words, actor=writer, now=now)
    elif made.indicator:
        _name, _unit, start, goal = made.indicator
        for step, days in enumerate((30, 15, 2) if made.made > 30 else (3,)):
            value = Decimal(start) + (Decimal(goal) - Decimal(start)) * Decimal(step + 1) / Decimal(6)
            on = today - timedelta(days=days)
            value = value.quantize(Decimal("0.1"))
            evidence = _("見本の値")
            keeping.measure(promise=promise, value=value, words="", evidence=evidence, on=on, actor=writer, now=now)
    else:
        words = _("場所は決まりましたが、夜の鍵の受け渡しの決まりがまだです。")
        keeping.note_progress(
            promise=promise, words=words, evidence="", on=today - timedelta(days=4), actor=writer, now=now
        )


VERDICTS = {
    "done": (EntryVerdict.DONE, "約束どおり行いました。使われ方を、次の年も見ます。"),
    "given_up": (EntryVerdict.GIVEN_UP, "行わないことにしました。理由は約束のページにあります。"),
    "moved": (EntryVerdict.CHANGED, "工事の都合で、進め方と期日を変えました。"),
    "late": (EntryVerdict.LATE, "期日を過ぎています。夜の鍵の扱いを、二月までに決めます。"),
    "open": (EntryVerdict.ON_TRACK, "予定どおり進んでいます。"),
}


def _review(process: Process, people: dict[str, User], now: datetime) -> None:
    """A yearly review that was closed today."""
    today = timezone.localdate(now)
    year = fiscal_year_of(today)
    begun = now - timedelta(hours=3)
    review = reviewing.open_review(
        process=process, fiscal_year=year, due_on=today, actor=people[APPROVER], now=begun, is_sample=True
    )
    for promise in Promise.objects.public().filter(process=process).select_related("area"):
        key = "moved" if promise.was_moved else str(promise.standing_on(today))
        verdict, words = VERDICTS[key]
        reviewing.write_entry(
            review=review, promise=promise, verdict=verdict, words=words, actor=people[WRITER], now=begun
        )
    words = _("つくりものの見本です。約束の多くは予定どおりですが、夜の場を開く約束が遅れています。")
    reviewing.close_review(review=review, words=words, actor=people[APPROVER], now=now)
