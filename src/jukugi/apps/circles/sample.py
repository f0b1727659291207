"""The sample's circles: invented people, small money of two invented funds, a bench for 30,000 yen among them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.actions import add_participants
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.circles import actions
from jukugi.apps.circles.actions import CircleDraft, FundDraft, FundRules, ReportDraft, SeekDraft
from jukugi.apps.circles.enums import CircleStep, Consent, SeekKind, SeekSide
from jukugi.apps.circles.models import Circle, Match, WardFund
from jukugi.apps.circles.sample_words import CALL, CIRCLES, SEEKS, SKILLS_MET, STORIES
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.models import Statement
from jukugi.apps.places.models import Place
from jukugi.core.fiscal_year import fiscal_year_of

POLICY, SECOND = "mihon-shisaku", "mihon-kakaricho"
NAKAHARA_CODE, TAKATSU_CODE = "141330", "141348"
ISSUE = "chiiki-01"


@dataclass(frozen=True)
class Cast:
    """Who acts in the sample, and where."""

    policy: User
    second: User
    wards: dict[str, Area]
    people: list[Participant]
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)


@transaction.atomic
def load_sample(now: datetime) -> str:
    """Put the circles in once. Returns a sentence for the operator."""
    staff = {user.username: user for user in User.objects.filter(username__in=[POLICY, SECOND])}
    wards = {ward.code: ward for ward in Area.objects.wards()}
    if len(staff) < 2 or NAKAHARA_CODE not in wards:
        return _("市民の活動：見本の職員か区がないため、入れていません")
    if Circle.objects.exists():
        return _("市民の活動：あります（そのまま）")
    people = add_participants(channels=[Channel.WEB] * (12 + len(SEEKS)), now=now)
    cast = Cast(staff[POLICY], staff[SECOND], wards, people, now)
    funds = [_fund(cast, code, sum_yen) for code, sum_yen in ((NAKAHARA_CODE, 300_000), (TAKATSU_CODE, 200_000))]
    circles = _circles(cast)
    _bench(cast, circles[0], funds[0])
    _others(cast, circles, funds)
    _seeks(cast)
    actions.count_due(now=now)
    return _("市民の活動：%(circles)d、基金：%(funds)d（見本）") % {
        "circles": Circle.objects.count(),
        "funds": WardFund.objects.count(),
    }


def _fund(cast: Cast, code: str, sum_yen: int) -> WardFund:
    """Rules of a sample; the ward has no such fund."""
    year = fiscal_year_of(cast.today)
    rules = FundRules(
        ward=cast.wards[code],
        fiscal_year=year,
        sum_yen=sum_yen,
        most_yen=50_000,
        pays_for="（見本の決まり）材料、道具、会場、保険、ちらしなど、はじめの一歩に要るもの。",
        pays_not_for="（見本の決まり）ふだんの飲食、働いた人への謝礼、政治や宗教の活動。",
        closes_on=max(date(year + 1, 3, 15), cast.today),
    )
    return actions.publish_fund(rules=rules, actor=cast.policy, now=cast.ago(200), is_sample=True)


def _circles(cast: Cast) -> list[Circle]:
    """Circles of several wards, each at its own step."""
    issue = Issue.objects.filter(code=ISSUE).first() or Issue.objects.order_by("pk").first()
    statement = Statement.objects.filter(state=StatementState.SHOWN).order_by("pk").first()
    call = None
    if issue is not None:
        call = actions.open_call(
            issue=issue, **CALL, closes_on=None, actor=cast.policy, now=cast.ago(90), is_sample=True
        )
    begun = []
    for number, (code, days, title, about, name, steps) in enumerate(CIRCLES):
        ward = cast.wards[code] if code else None
        draft = CircleDraft(
            title=title,
            about=about,
            ward=ward,
            name=name,
            name_shown=bool(name),
            call=call if number == 0 else None,
            issue=issue if number == 1 else None,
            statement=statement if number == 2 else None,
            place=Place.objects.confirmed().filter(ward=ward, is_sample=True).first() if number == 3 else None,
        )
        author = cast.people[number]
        circle = actions.begin_circle(draft=draft, author=author, now=cast.ago(days), is_sample=True)
        for step, since, words in steps:
            said_on = cast.today - timedelta(days=since)
            actions.write_step(
                circle=circle, step=CircleStep(step), text=words, said_on=said_on, author=author, now=cast.ago(since)
            )
        begun.append(circle)
    return begun


def _join(cast: Cast, circle: Circle, person: Participant, name: str, note: str, days: int, *, is_in: bool) -> None:
    asking = actions.ask_to_join(
        circle=circle, note=note, name=name, name_shown=bool(name), author=person, now=cast.ago(days)
    )
    if is_in:
        starter = cast.people[CIRCLES_BY_TITLE[circle.title]]
        actions.answer_asking(asking=asking, is_welcome=True, author=starter, now=cast.ago(days))


CIRCLES_BY_TITLE = {row[2]: number for number, row in enumerate(CIRCLES)}


def _bench(cast: Cast, circle: Circle, fund: WardFund) -> None:
    """The bench: a place, 30,000 yen by two hands, a report and a story."""
    author = cast.people[0]
    _join(
        cast,
        circle,
        cast.people[10],
        "元大工のけんさん（見本）",
        "定年まで大工でした。道具はあります。",
        80,
        is_in=True,
    )
    place = Place.objects.confirmed().filter(ward=circle.ward, is_sample=True).first()
    if place is not None:
        ask = actions.ask_place(
            circle=circle, place=place, text="日曜の朝、木を切る作業に使いたいです。", author=author, now=cast.ago(75)
        )
        actions.answer_help(
            ask=ask,
            is_given=True,
            answer="第二日曜の朝に使えるようになりました（見本）。",
            actor=cast.policy,
            now=cast.ago(70),
        )
    draft = FundDraft(
        what="バス停と坂の上の間に、手作りのベンチを一つ置きます。",
        spends_on="木材22,000円、ねじと塗料8,000円",
        ask_yen=30_000,
        done_by=cast.today - timedelta(days=25),
    )
    asked = actions.ask_fund(fund=fund, circle=circle, draft=draft, author=author, now=cast.ago(72), is_sample=True)
    reason = "決まりの「材料」に合い、置く場所の持ち主の了解もあります（見本）。"
    actions.propose_grant(request=asked, grant_yen=30_000, reason=reason, actor=cast.policy, now=cast.ago(66))
    actions.decide_grant(request=asked, agrees=True, reason="", actor=cast.second, now=cast.ago(64))
    actions.mark_paid(request=asked, paid_on=cast.today - timedelta(days=60), actor=cast.policy, now=cast.ago(60))
    done = "ベンチを一つ作って置きました。買い物帰りの人が座っています。雨でぬれるのが、次の宿題です。"
    spent = "木材21,000円、ねじと塗料7,200円"
    report = ReportDraft(done=done, spent_on=spent, used_yen=28_200, people="大人6人、高校生2人")
    actions.report_back(request=asked, draft=report, author=author, now=cast.ago(20))
    for days, words in STORIES:
        actions.tell_story(
            circle=circle, text=words, happened_on=cast.today - timedelta(days=days), author=author, now=cast.ago(days)
        )
    actions.send_message(circle=circle, text="次は日曜の九時に集まりませんか。", author=author, now=cast.ago(5))
    if circle.issue is not None:
        words = "ベンチは、坂ごとに一つで足りました。置く場所の了解を取るのに、いちばん時間がかかります。"
        actions.propose_to_issue(circle=circle, issue=circle.issue, text=words, author=author, now=cast.ago(10))


def _others(cast: Cast, circles: list[Circle], funds: list[WardFund]) -> None:
    """What waits at the desk, somebody who would like to join, and a story that was hidden."""
    _join(cast, circles[1], cast.people[11], "", "土曜なら手伝えます。", 3, is_in=False)
    author = cast.people[1]
    text = "はじめての会場の借り方を教えてください。"
    actions.ask_advice(circle=circles[1], offer=None, text=text, author=author, now=cast.ago(4))
    draft = FundDraft(
        what="空き店舗の前で、月に一度の本の交換会をひらきます。",
        spends_on="看板と棚15,000円、保険3,000円",
        ask_yen=18_000,
        done_by=cast.today + timedelta(days=60),
    )
    actions.ask_fund(
        fund=funds[1], circle=circles[2], draft=draft, author=cast.people[2], now=cast.ago(6), is_sample=True
    )
    story = actions.tell_story(
        circle=circles[3],
        text="（見本）近所の人の名前が書かれていた話です。",
        happened_on=cast.today - timedelta(days=9),
        author=cast.people[3],
        now=cast.ago(9),
    )
    actions.review_story(
        story=story, hides=True, reason="人の名前が書かれていたため（見本）", actor=cast.policy, now=cast.ago(8)
    )


def _seeks(cast: Cast) -> None:
    """What people of the sample seek and offer; some found each other."""
    for number, (side, kind, code, consent, words, yen) in enumerate(SEEKS):
        draft = SeekDraft(
            side=SeekSide(side),
            kind=SeekKind(kind) if kind else None,
            text=words,
            up_to_yen=yen,
            ward=cast.wards.get(code),
            consent=Consent(consent),
        )
        actions.write_seek(draft=draft, author=cast.people[12 + number], now=cast.ago(12), is_sample=True)
    actions.find_matches(now=cast.ago(11))
    rows = Match.objects.select_related("first__participant", "second__participant").order_by("pk")
    for match in rows:
        is_known = set(match.why["words"]) & SKILLS_MET or match.why["kind"] in ("", "money", "room")
        if not is_known:
            continue
        for seek in (match.first, match.second):
            actions.answer_match(
                match=match,
                seek=seek,
                is_yes=True,
                name="見本の人",
                contact="mihon@example.jp",
                author=seek.participant,
                now=cast.ago(10),
            )
