"""Sample of co-creation: proposals of invented bodies, on paper, at every stage."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions import cocreating
from jukugi.apps.budgeting.actions.cocreating import AnswerDraft, CoDraft, ContactDraft
from jukugi.apps.budgeting.enums.cocreation import CoAct, OfferingKind
from jukugi.apps.budgeting.models import CoProposal, Investment
from jukugi.apps.budgeting.sample_ledger import DEPARTMENT, OFFICER
from jukugi.apps.organizations.models import Organization

CONTACT = ContactDraft("見本 担当", phone="044-000-0000")
# Days ago, kind, body, ward's code, title, words, brings, asks, serves, ties.
ROWS = (
    (60, OfferingKind.COMPANY, "見本商店会",
     "141313",
     "見本：長いすの寄付",
     "買い物の道に、休める長いすを置きます。",
     "長いす10台と、こわれたときの直し。",
     "置く場所の許可。",
     "歩いて買い物をする人。",
     "会長の親族が区役所で働いています。"),
    (45, OfferingKind.COMPANY, "見本運送",
     "141348",
     "見本：走る図書室",
     "本を積んだ車で、月に二回、団地を回ります。",
     "車一台と運転手。",
     "停める場所と、本の貸し出し。",
     "図書館が遠い人。",
     "市の文書の運送を請け負っています。"),
    (40, OfferingKind.SCHOOL, "見本大学",
     "141330",
     "見本：学生の聞き書き",
     "学生が町の人の話を聞き、冊子にします。",
     "学生20人と、編集の経験。",
     "話してくれる人の紹介と、印刷の費用30万円。",
     "町の昔を知りたい人。",
     "ない"),
    (12, OfferingKind.NPO, "見本食の会",
     "",
     "見本：余った食材を届ける網",
     "店で余った食材を、子ども食堂に届けます。",
     "集める人と、記録のしくみ。",
     "店への声かけと、保管の場所。",
     "食事に困っている家庭。",
     "市の補助を受けています。"),
    (5, OfferingKind.COMPANY, "見本の工務店",
     "141356",
     "見本：公園の道具小屋",
     "公園に、だれでも使える道具の小屋を建てます。",
     "小屋と、はじめの道具。",
     "公園に建てる許可。",
     "公園を手入れする人。",
     "ない"),
)  # fmt: skip


def load_sample(now: datetime) -> str:
    """Put the sample's proposals in place once. Returns a sentence for the operator."""
    officer = User.objects.filter(username=OFFICER).first()
    department = Organization.objects.filter(name=DEPARTMENT).first()
    wards = {ward.code: ward for ward in Area.objects.wards()}
    if officer is None or department is None:
        return _("共創デスク：見本の職員か担当課がないため、載せませんでした")
    if CoProposal.objects.exists():
        return _("共創デスク：あります（そのまま）")
    with transaction.atomic():
        _load(officer, department, wards, now)
    return _("共創デスク：提案%(count)d") % {"count": len(ROWS)}


def _load(officer: User, department: Organization, wards: dict[str, Area], now: datetime) -> None:
    made = []
    for days, kind, body, ward, title, words, brings, asks, serves, ties in ROWS:
        draft = CoDraft(kind, body, title, words, brings, asks, serves, ties, wards.get(ward))
        told: dict[str, Any] = {"channel": Channel.POST, "received_at": now - timedelta(days=days), "is_sample": True}
        one = cocreating.enter_together(draft=draft, contact=CONTACT, actor=officer, now=now, **told)
        made.append(one)
    who: dict[str, Any] = {"actor": officer, "now": now}
    for one in made[:4]:
        cocreating.show_proposal(proposal=one, **who)
    bench, library, stories, food, _shed = made
    reason = "外出がおっくうだという声に合うためです。職員との関わりは、選定に加わらないことで分けました。"
    conditions = "市は置く場所を用意し、商店会が三年のあいだ直します。広告は付けません。"
    agreed = AnswerDraft(CoAct.AGREED, reason, department, conditions)
    bench = cocreating.answer_proposal(proposal=bench, draft=agreed, **who)
    investment = Investment.objects.counted().filter(title="見本：休める長いす").first()
    if investment is not None:
        cocreating.tie_investment(proposal=bench, code=investment.code, **who)
    tried = AnswerDraft(
        CoAct.TRIED,
        "使う人がどれだけいるか分からないので、半年試します。",
        department,
        "月に二回、二つの団地で。費用は持ち寄りとし、市の支払いはありません。",
        timezone.localdate(now) + timedelta(days=120),
    )
    cocreating.answer_proposal(proposal=library, draft=tried, **who)
    declined = AnswerDraft(
        CoAct.NOT_AGREED, "印刷の費用は今年度の予算にありません。紹介だけなら、市民館でお手伝いできます。", department
    )
    cocreating.answer_proposal(proposal=stories, draft=declined, **who)
    cocreating.ask_back(proposal=food, question="夏の温度の管理は、だれがどう行いますか。", **who)
