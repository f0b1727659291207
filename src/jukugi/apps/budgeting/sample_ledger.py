"""Sample of the ledger: invented money on measures that are called 見本, of an invented department alone."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions.investing import (
    ResultDraft,
    ask_withdrawal,
    change_investment,
    publish_waiting,
    tell_result,
    write_investment,
)
from jukugi.apps.budgeting.actions.ledger_facts import AmountDraft, InvestmentDraft, draft_of
from jukugi.apps.budgeting.enums.ledger import (
    DecidedBy,
    MoneySource,
    ProposedBy,
    ResultOutcome,
    ResultYears,
    Way,
)
from jukugi.apps.budgeting.models import Investment
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.models import Issue
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.core.fiscal_year import fiscal_year_of

OFFICER, SECOND = "mihon-shisaku", "mihon-kakaricho"
DEPARTMENT = "見本地域投資課"
C, S, D, F, P = MoneySource
# Title, purpose, level, ward's code, way, proposed by, decided by, expected, days since it was carried out (None: not
# yet), money as (years from now, source, planned, settled).
Row = tuple[
    str,
    str,
    IssueLevel,
    str,
    Way,
    ProposedBy,
    DecidedBy,
    str,
    int | None,
    tuple[tuple[int, MoneySource, int, int | None], ...],
]
ROWS: tuple[Row, ...] = (
    (
        "見本：雨の日に親子で過ごせる部屋",
        "小さい子のいる家族が、歩いて行ける所で雨の日も過ごせるようにします。",
        IssueLevel.CHIIKI, "141330", Way.GRANT, ProposedBy.CIRCLE, DecidedBy.VOTE,
        "月に延べ200人が使い、半分は初めての人である。", 500,
        ((-2, C, 1_800_000, 1_760_000), (-2, D, 300_000, 300_000), (-1, C, 1_200_000, 1_180_000)),
    ),
    (
        "見本：夕方の空き教室をひらく",
        "学校の空き教室を、夕方だけ地域の人が使えるようにします。",
        IssueLevel.CHIIKI, "141348", Way.CONTRACT, ProposedBy.ASSOCIATION, DecidedBy.WARD,
        "週に三日ひらき、三つの団体が続けて使う。", 420,
        ((-2, C, 2_400_000, 2_310_000), (-1, C, 2_400_000, 2_400_000), (0, C, 2_400_000, None)),
    ),
    (
        "見本：休める長いす",
        "買い物の道に、歩く人が休める長いすを置きます。",
        IssueLevel.KUIKI, "141313", Way.COCREATION, ProposedBy.COMPANY, DecidedBy.WARD,
        "外出がおっくうだと答える人が、半分に減る。", 400,
        ((-1, C, 900_000, 880_000), (-1, P, 900_000, 900_000)),
    ),
    (
        "見本：区の小さな基金",
        "市民が始める活動の、はじめの費用を助けます。",
        IssueLevel.KUIKI, "141321", Way.GRANT, ProposedBy.CITIZENS, DecidedBy.FUND,
        "20の活動が始まり、一年後も半分が続いている。", 380,
        ((-1, F, 3_000_000, 2_700_000), (0, F, 3_000_000, None)),
    ),
    (
        "見本：多言語の行事案内",
        "外国につながる家族に、地域の行事の案内を届けます。",
        IssueLevel.KUIKI, "141313", Way.DIRECT, ProposedBy.CITIZENS, DecidedBy.VOTE,
        "案内を見て来た家族が、一年に100組になる。", 200,
        ((0, C, 1_500_000, None), (0, S, 500_000, None)),
    ),
    (
        "見本：中間支援の相談員",
        "活動を始めたい人が、はじめに相談できる人をおきます。",
        IssueLevel.SHIIKI, "", Way.CONTRACT, ProposedBy.CITY, DecidedBy.COUNCIL,
        "相談の半分が、三か月のうちに次の一歩へ進む。", 1_200,
        ((-3, C, 12_000_000, 11_800_000), (-2, C, 12_000_000, 11_950_000), (-1, C, 12_500_000, 12_400_000),
         (0, C, 12_500_000, None)),
    ),
    (
        "見本：避難所の鍵を地域で持つ",
        "避難所の鍵をだれが開けるかを、地域ごとに決めて訓練します。",
        IssueLevel.CHIIKI, "141356", Way.DIRECT, ProposedBy.ASSOCIATION, DecidedBy.COUNCIL,
        "すべての避難所で、30分のうちに鍵を開けられる。", 760,
        ((-2, C, 800_000, 790_000), (-1, C, 400_000, 400_000)),
    ),
    (
        "見本：公園の水道とかまど",
        "公園で、防災をかねて火と水を使えるようにします。",
        IssueLevel.KUIKI, "141372", Way.DIRECT, ProposedBy.CITIZENS, DecidedBy.VOTE,
        "年に四回の行事で使い、延べ400人が参加する。", None,
        ((0, C, 4_200_000, None), (1, C, 1_000_000, None)),
    ),
)  # fmt: skip
TOLD = (
    (0, ResultOutcome.PARTLY, "月に延べ240人が使いました。初めての人は三割で、期待の半分には届きませんでした。",
     "受付の名簿から、一年分を数えました。"),
    (1, ResultOutcome.REACHED, "週に三日ひらき、四つの団体が続けて使っています。",
     "使用の記録と、団体への聞き取りです。"),
    (5, ResultOutcome.REACHED, "相談128件のうち、70件が三か月のうちに次の一歩へ進みました。",
     "相談の記録を数えました。"),
)  # fmt: skip
LINKS = {0: "雨の日", 1: "空き教室", 4: "外国", 5: "相談"}


def load_sample(now: datetime) -> str:
    """Put the sample's ledger in place once. Returns a sentence for the operator."""
    officer = User.objects.filter(username=OFFICER).first()
    second = User.objects.filter(username=SECOND).first()
    wards = {ward.code: ward for ward in Area.objects.wards()}
    if officer is None or second is None or any(row[3] and row[3] not in wards for row in ROWS):
        return _("地域投資台帳：見本の職員か区がないため、載せませんでした")
    if Investment.objects.exists():
        return _("地域投資台帳：あります（そのまま）")
    with transaction.atomic():
        made = _load(officer, second, wards, now)
    return _("地域投資台帳：事業%(count)d（つくりもののお金）") % {"count": len(made)}


def _load(officer: User, second: User, wards: dict[str, Area], now: datetime) -> list[Investment]:
    department, _made = Organization.objects.get_or_create(
        kind=OrganizationKind.DEPARTMENT, name=DEPARTMENT, area=None, defaults={"is_sample": True}
    )
    made = []
    for number, row in enumerate(ROWS):
        issue = Issue.objects.standing().filter(title__contains=LINKS[number]).first() if number in LINKS else None
        draft = _draft(row, department, wards, timezone.localdate(now), issues=(issue,) if issue else ())
        one = write_investment(draft=draft, actor=officer, now=now, is_sample=True)
        made.append(publish_waiting(investment=one, seen=one.waiting_id or 0, actor=second, now=now))
    for number, outcome, words, evidence in TOLD:
        told = ResultDraft(ResultYears.ONE, outcome, words, evidence)
        writing = tell_result(investment=made[number], draft=told, actor=officer, now=now)
        publish_waiting(investment=made[number], seen=writing.pk, actor=second, now=now)
    _leave_something(made, department, wards, officer, second, now)
    return made


def _leave_something(
    made: list[Investment],
    department: Organization,
    wards: dict[str, Area],
    officer: User,
    second: User,
    now: datetime,
) -> None:
    """A withdrawn measure, a change and a new measure that wait for a second person."""
    today = timezone.localdate(now)
    gone = _draft(ROWS[7], department, wards, today, title="見本：取り下げた花壇")
    one = write_investment(draft=gone, actor=officer, now=now, is_sample=True)
    one = publish_waiting(investment=one, seen=one.waiting_id or 0, actor=second, now=now)
    writing = ask_withdrawal(investment=one, reason="土地を使えなくなったためです。", actor=officer, now=now)
    publish_waiting(investment=one, seen=writing.pk, actor=second, now=now)
    fund = Investment.objects.get(pk=made[3].pk)
    kept = draft_of(fund)
    settled = tuple(
        AmountDraft(each.fiscal_year, each.source, each.planned_yen, each.settled_yen or 2_900_000)
        for each in kept.amounts
    )
    changed = InvestmentDraft(**{**kept.__dict__, "amounts": settled})
    change_investment(investment=fund, draft=changed, reason="決算が済みました。", actor=officer, now=now)
    new = _draft(ROWS[4], department, wards, today, title="見本：夜も明るい通学路")
    write_investment(draft=new, actor=second, now=now, is_sample=True)


def _draft(
    row: Row,
    department: Organization,
    wards: dict[str, Area],
    today: date,
    *,
    title: str = "",
    issues: tuple[Issue, ...] = (),
) -> InvestmentDraft:
    name, purpose, level, ward, way, proposed_by, decided_by, expected, days, money = row
    this_year = fiscal_year_of(today)
    carried_out_on = today - timedelta(days=days) if days is not None else None
    decided_on = (carried_out_on or today) - timedelta(days=90)
    return InvestmentDraft(
        title=title or name,
        purpose=purpose,
        level=level,
        area=wards.get(ward),
        way=way,
        department=department,
        proposed_by=proposed_by,
        decided_by=decided_by,
        decided_on=decided_on,
        expected=expected,
        carried_out_on=carried_out_on,
        amounts=tuple(AmountDraft(this_year + years, source, plan, done) for years, source, plan, done in money),
        issues=issues,
    )
