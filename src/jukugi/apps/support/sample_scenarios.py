"""Sample of scenarios: wards of the sample, invented bodies, invented money; three stand at three stages."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import main_process
from jukugi.apps.support.actions import deciding, planning, weighing
from jukugi.apps.support.actions.deciding import DecisionDraft
from jukugi.apps.support.actions.planning import FunctionDraft, MilestoneDraft, RiskDraft
from jukugi.apps.support.actions.weighing import AlternativeDraft, CriterionDraft, ScoreDraft
from jukugi.apps.support.enums import OperatorForm, ScenarioKind, SchemeSource, SecondHand
from jukugi.apps.support.models import Scenario, SupportFunction, YardstickCriterion
from jukugi.core.fiscal_year import fiscal_year_of

OFFICER = "mihon-shisaku"
DECIDERS = {"141330": "mihon-nakahara", "141348": "mihon-takatsu"}
# Name, meaning, weight of the city, what 0 to 4 mean.
YARDSTICK: tuple[tuple[str, str, int, tuple[str, ...]], ...] = (
    (
        "だれでも入りやすいか",
        "初めての人、若い人、外国につながる人、体の不自由な人が、断られずに使えるか。",
        8,
        ("会員だけ", "紹介があれば", "決まった日だけだれでも", "いつでもだれでも", "来ない人へも出向く"),
    ),
    (
        "続けられるか",
        "人が替わっても、お金の出どころが一つ減っても、続けられるか。",
        7,
        ("一年で終わる", "一人が抜けると止まる", "二年は続く", "四年は続く", "担い手もお金も複数ある"),
    ),
    (
        "区のことを知っているか",
        "町内会・自治会、学校、商店会とのつながりがどれだけあるか。",
        5,
        ("ほとんどない", "一つの地区だけ", "半分の地区", "ほとんどの地区", "すべての地区と、ふだんから話す"),
    ),
    (
        "費用に見合うか",
        "一年の費用で、どれだけの人と団体を支えられるか。",
        4,
        ("見積もりがない", "高く、人も限られる", "並", "少ない費用で多くを支える", "自分で費用の半分をまかなう"),
    ),
)
# Name, form, operator (a sample body), why, yen of the city, of fees, of own, people, scores with reasons.
WAYS = {
    "141330": (
        (
            "市民の団体が自ら運営する",
            OperatorForm.CIVIC,
            "見本中原まちの拠点",
            "すでに夜の作業室を開いていて、顔を知る人が多い。代表に仕事が集まりやすいのが弱いところです。",
            (4200000, 300000, 600000, "1.5"),
            (
                (4, "平日の夜と土曜に、予約なしで開いています。"),
                (1, "代表一人に仕事が集まっています。"),
                (3, "七つの地区のうち六つと行き来があります。"),
                (3, "会場費がかからず、費用の半分近くが人に回ります。"),
            ),
        ),
        (
            "センターに委託する",
            OperatorForm.COMMISSIONED,
            "見本市民活動センター",
            "会計と相談の経験があり、人が替わっても続く。区のことは、これから知ることになります。",
            (7800000, 200000, 0, "2.0"),
            (
                (2, "平日の昼が中心です。"),
                (4, "職員が複数いて、ほかの収入もあります。"),
                (1, "区内で行き来があるのは一つの地区です。"),
                (2, "ほかの区と同じくらいの費用です。"),
            ),
        ),
        (
            "区が場所を開き、団体が人を出す",
            OperatorForm.MIXED,
            "",
            "区役所の部屋を使い、三つの団体が曜日を分ける。決めごとが多く、動き出すまでに時間がかかります。",
            (5600000, 0, 300000, "1.8"),
            (
                (3, "毎日、だれでも使えますが、夜は八時までです。"),
                (3, "三つの団体で担うので、一つ抜けても続きます。"),
                (3, "三つの団体で、六つの地区を知っています。"),
                (2, "部屋代はかかりませんが、調整に人が要ります。"),
            ),
        ),
    ),
    "141348": (
        (
            "つなぐ会が空き店舗で開く",
            OperatorForm.CIVIC,
            "見本高津つなぐ会",
            "空き店舗の試し貸しで、始めたい人が集まりました。家賃の値上がりが心配です。",
            (3600000, 500000, 900000, "1.2"),
            (
                (3, "週に五日、だれでも入れます。"),
                (2, "家賃の補助が二年で終わります。"),
                (3, "商店会と五つの町会と行き来があります。"),
                (4, "貸し出しの収入で、費用の半分をまかなう見込みです。"),
            ),
        ),
        (
            "区が直接行う",
            OperatorForm.DIRECT,
            "",
            "区役所の窓口で始められる。開く時間が短く、担当が三年で替わります。",
            (6400000, 0, 0, "2.0"),
            (
                (1, "平日の昼だけです。"),
                (3, "予算が続くかぎり続きます。"),
                (2, "区の担当がつながっている地区は半分ほどです。"),
                (1, "人件費が中心です。"),
            ),
        ),
    ),
    "141356": (
        (
            "学生と住民の団体が運営する",
            OperatorForm.CIVIC,
            "見本多摩わかもの広場",
            "学校の近くで、若い人が多く立ち寄る。卒業で人が替わります。",
            (3000000, 100000, 400000, "1.0"),
            (
                (4, "学校の帰りに、だれでも寄れます。"),
                (1, "二年ごとに人が入れ替わります。"),
                (1, "学校のまわりの地区だけです。"),
                (3, "少ない費用で開いています。"),
            ),
        ),
    ),
}
SCENARIOS = {
    "141330": ("夜も開く、みんなの作業場", "仕事や学校の帰りに立ち寄れて、何かを始めたい人が出会える場をつくります。"),
    "141348": ("空き店舗から始める拠点", "商店街の空き店舗を使い、小さく試してから広げられる拠点にします。"),
    "141356": ("若い人が動かす広場", "学生と住民が、いっしょに使い、いっしょに世話をする広場をつくります。"),
}
HOW = (
    ("場", "平日の夜九時までと、土曜に開きます。机と工具と印刷機を置きます。"),
    ("相談", "始めたい人の話を聞き、同じことを考えている人へつなぎます。"),
    ("つなぐ", "月に一度、だれでも来られる顔合わせを開きます。"),
)
RISKS = (
    ("一人に仕事が集まる", "受付、会計、鍵の三つの役を分け、半年ごとに交代できるようにします。"),
    ("音や自転車で近所に迷惑がかかる", "夜八時からは静かな作業だけにし、月に一度、近所に聞きに行きます。"),
)
QUESTION = "だれに、どんな形で開いてほしいですか。"


def load_sample_scenarios(now: datetime) -> str:
    """Put the sample's scenarios in place once. Returns a sentence for the operator."""
    officer = User.objects.filter(username=OFFICER).first()
    process = main_process()
    wards = {ward.code: ward for ward in Area.objects.wards()}
    if officer is None or process is None or not SupportFunction.objects.exists() or not wards.keys() >= WAYS.keys():
        return _("区のシナリオ：見本の職員か検討か区がないため、載せませんでした")
    if Scenario.objects.exists():
        return _("区のシナリオ：あります（そのまま）")
    drafts = [CriterionDraft(name, meaning, scale, weight) for name, meaning, weight, scale in YARDSTICK]
    weighing.set_yardstick(kind=ScenarioKind.INTERMEDIARY, drafts=drafts, reason="", actor=officer, now=now)
    for code in WAYS:
        _scenario(wards[code], process, officer, now)
    return _("区のシナリオ：%(count)d") % {"count": len(WAYS)}


def _scenario(ward: Area, process: Process, officer: User, now: datetime) -> None:
    title, aim = SCENARIOS[ward.code]
    who: dict[str, Any] = {"actor": officer, "now": now}
    scenario = planning.begin_scenario(
        process=process, area=ward, kind=ScenarioKind.INTERMEDIARY, title=title, aim=aim, is_sample=True, **who
    )
    names = {one.name: one for one in SupportFunction.objects.all()}
    functions = [FunctionDraft(names[name], how) for name, how in HOW]
    planning.set_functions(scenario=scenario, drafts=functions, reason="", **who)
    planning.set_milestones(scenario=scenario, drafts=_milestones(timezone.localdate(now)), reason="", **who)
    planning.set_risks(scenario=scenario, drafts=[RiskDraft(*one) for one in RISKS], reason="", **who)
    _ways(scenario, ward, officer, now)
    planning.publish_scenario(scenario=scenario, **who)
    if ward.code == "141330":
        today = timezone.localdate(now)
        opens_on, closes_on = today - timedelta(days=10), today + timedelta(days=20)
        deciding.ask_residents(scenario=scenario, question=QUESTION, opens_on=opens_on, closes_on=closes_on, **who)
    decider = User.objects.filter(username=DECIDERS.get(ward.code, "")).first()
    if ward.code == "141348" and decider is not None:
        _decide(scenario, officer, decider, now)


def _milestones(today: date) -> list[MilestoneDraft]:
    year = fiscal_year_of(today)
    return [
        MilestoneDraft(
            "区内の団体に話を聞く", today - timedelta(days=60), today - timedelta(days=62), "十二の団体から聞いた"
        ),
        MilestoneDraft("担い手を決める", date(year + 1, 3, 20)),
        MilestoneDraft("半分の時間で開いてみる", date(year + 1, 7, 1)),
        MilestoneDraft("一年目を振り返る", date(year + 2, 4, 20)),
    ]


def _ways(scenario: Scenario, ward: Area, officer: User, now: datetime) -> None:
    year = fiscal_year_of(timezone.localdate(now)) + 1
    criteria = list(YardstickCriterion.objects.filter(kind=scenario.kind, is_in_use=True))
    scores = []
    for name, form, operator, why, (city, fees, own, people), points in WAYS[ward.code]:
        sums = {SchemeSource.CITY: city, SchemeSource.FEES: fees, SchemeSource.OWN: own}
        draft = AlternativeDraft(
            name=name,
            form=form,
            operator=_body(operator, ward) if operator else None,
            operator_words="" if operator else _("区役所と、見本の団体"),
            why=why,
            money={(year + n, source): yen for n in range(3) for source, yen in sums.items() if yen},
            staff={year + n: Decimal(people) for n in range(3)},
        )
        row = weighing.write_alternative(
            scenario=scenario, alternative=None, draft=draft, reason="", actor=officer, now=now
        )
        scores += [
            ScoreDraft(row, criterion, score, reason)
            for criterion, (score, reason) in zip(criteria, points, strict=True)
        ]
    weighing.set_scores(scenario=scenario, drafts=scores, reason="", actor=officer, now=now)


def _decide(scenario: Scenario, officer: User, decider: User, now: datetime) -> None:
    draft = DecisionDraft(
        alternative=scenario.alternatives.get(number=1),
        reason="区の人がもう使っていて、入りやすさと費用で上回ります。家賃の補助が終わる二年後に、続け方を見直します。",
        taken_up="",
        not_taken_up="",
    )
    decision = deciding.propose_decision(scenario=scenario, draft=draft, actor=officer, now=now)
    deciding.settle_decision(decision=decision, act=SecondHand.DECIDED, note="", actor=decider, now=now)


def _body(name: str, ward: Area) -> Organization:
    """An invented body: one of the catalogue's, or a new one of the ward."""
    known = Organization.objects.filter(kind=OrganizationKind.INTERMEDIARY, name=name).first()
    if known is not None:
        return known
    note = _("つくりものの見本です。実在の団体ではありません。")
    return Organization.objects.create(
        kind=OrganizationKind.INTERMEDIARY, name=name, area=ward, note=note, is_sample=True
    )
