"""Sample of support: functions, and offers of invented bodies alone."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.actions import offering
from jukugi.apps.support.actions.offering import OfferDraft
from jukugi.apps.support.enums import Outcome
from jukugi.apps.support.models import SupportFunction

OFFICER = "mihon-shisaku"
FUNCTIONS = (
    ("場", "集まる、作業する、物を置くための場所を使えるようにします。"),
    ("資金", "活動のはじめの費用や、続けるための費用を助けます。"),
    ("人づくり", "担い手を見つけ、学び合い、引き継ぐのを助けます。"),
    ("相談", "困りごとを聞き、次の一歩をいっしょに考えます。"),
    ("つなぐ", "人と人、団体と団体、地域と企業や学校を引き合わせます。"),
    ("情報", "活動や助けを、必要な人に届く形で知らせます。"),
)
CITY_BODY, NAKAHARA_BODY, TAKATSU_BODY = "見本市民活動センター", "見本中原まちの拠点", "見本高津つなぐ会"
BODIES = ((CITY_BODY, ""), (NAKAHARA_BODY, "141330"), (TAKATSU_BODY, "141348"))
# Body, function, title, conditions, days since it began, days until the look back.
OFFERS: tuple[tuple[str, str, str, str, int, int | None], ...] = (
    (
        CITY_BODY,
        "資金",
        "はじめの一歩の助成",
        "市内で活動する三人以上の団体。年に一回、書類と面談で選びます。",
        700,
        None,
    ),
    (CITY_BODY, "人づくり", "会計と広報の講座", "だれでも。一回500円。", 500, None),
    (CITY_BODY, "相談", "団体づくりの相談", "予約は電話かウェブ。平日の昼と、第二土曜。", 900, None),
    (NAKAHARA_BODY, "場", "夜の作業室", "中原区で活動する人。一回300円、前の日までに申し込みます。", 300, None),
    (NAKAHARA_BODY, "相談", "まちを良くするための相談", "だれでも、無料。", 400, None),
    (TAKATSU_BODY, "場", "空き店舗の試し貸し", "高津区で何かを始めたい人に、二週間ずつ。", 200, -20),
    (TAKATSU_BODY, "つなぐ", "月に一度の引き合わせ会", "高津区に住む人、働く人、学ぶ人。", 120, 60),
)
TRIED = "空き店舗を二週間ずつ、六組に貸しました。鍵は近くの店で渡しました。"
CAME_OF_IT = "四組が続けたいと答え、一組は自分の店を借りました。夜の音について二回の申し出があり、八時までにしました。"


def load_sample(now: datetime) -> str:
    """Put the sample's support in place once. Returns a sentence for the operator."""
    officer = User.objects.filter(username=OFFICER).first()
    wards = {ward.code: ward for ward in Area.objects.wards()}
    if officer is None or any(code and code not in wards for _name, code in BODIES):
        return _("中間支援：見本の職員か区がないため、載せませんでした")
    if SupportFunction.objects.exists():
        return _("中間支援：あります（そのまま）")
    with transaction.atomic():
        _load(officer, wards, now)
    return _("中間支援：はたらき%(functions)d、支援メニュー%(offers)d") % {
        "functions": len(FUNCTIONS),
        "offers": len(OFFERS),
    }


def _load(officer: User, wards: dict[str, Area], now: datetime) -> None:
    functions = {
        name: offering.name_function(name=name, meaning=meaning, actor=officer, now=now) for name, meaning in FUNCTIONS
    }
    bodies = {name: _body(name, wards.get(code)) for name, code in BODIES}
    today = timezone.localdate(now)
    for body, function, title, conditions, since, until in OFFERS:
        draft = OfferDraft(
            function=functions[function],
            organization=bodies[body],
            area=bodies[body].area,
            title=title,
            conditions=conditions,
            starts_on=today - timedelta(days=since),
            review_on=None if until is None else today + timedelta(days=until),
        )
        offer = offering.record_offer(draft=draft, actor=officer, now=now, is_sample=True)
        if until is not None and until < 0:
            offering.look_back(
                offer=offer, tried=TRIED, came_of_it=CAME_OF_IT, outcome=Outcome.CHANGES, actor=officer, now=now
            )


def _body(name: str, area: Area | None) -> Organization:
    note = _("つくりものの見本です。実在の団体ではありません。")
    kept, _created = Organization.objects.get_or_create(
        kind=OrganizationKind.INTERMEDIARY, name=name, area=area, defaults={"note": note, "is_sample": True}
    )
    return kept
