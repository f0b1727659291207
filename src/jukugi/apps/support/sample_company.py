"""Sample of accompaniment and consultations: invented associations, bodies and people who ask."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.actions import add_participants
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.permissions import Representation
from jukugi.apps.support import permissions
from jukugi.apps.support.actions import accompanying, consulting, counting, proposing, receiving, visiting
from jukugi.apps.support.actions.accompanying import SheetDraft
from jukugi.apps.support.actions.consulting import InquiryDraft
from jukugi.apps.support.actions.receiving import ReceivedList, ReceivedRow
from jukugi.apps.support.actions.visiting import StepDraft
from jukugi.apps.support.enums import (
    AgeClass,
    AskerKind,
    Helped,
    InquiryResult,
    MatchAnswer,
    MoneyClass,
    Need,
    SizeClass,
    StepBy,
    VisitConsent,
    VisitWay,
)
from jukugi.apps.support.models import SituationSheet, SupportFunction, SupportOffer
from jukugi.core.fiscal_year import fiscal_year_of

OFFICER, NAKAHARA, TAKATSU = "mihon-shisaku", "mihon-nakahara", "mihon-takatsu"
NAKAHARA_CODE = "141330"
CITY_BODY = "見本市民活動センター"
OFFER_NEEDS: dict[str, tuple[Need, ...]] = {
    "はじめの一歩の助成": (Need.MONEY, Need.THINGS),
    "会計と広報の講座": (Need.BOOKS, Need.DIGITAL),
    "団体づくりの相談": (Need.ADVICE, Need.TOGETHER, Need.ENDING),
    "夜の作業室": (Need.PLACE,),
    "空き店舗の試し貸し": (Need.PLACE,),
    "月に一度の引き合わせ会": (Need.HANDS, Need.TOGETHER),
}
# Wants, worries, words of the worry, money, how many officers are old.
SHEETS = (
    (
        (Need.MONEY,),
        (Need.HANDS,),
        "三年つづけて同じ役員です。",
        MoneyClass.TIGHT,
        AgeClass.NEARLY_ALL,
    ),
    ((Need.DIGITAL, Need.BOOKS), (), "", MoneyClass.EVEN, AgeClass.HALF),
    (
        (Need.ADVICE,),
        (Need.ENDING,),
        "となりの会と一つになるか迷っています。",
        MoneyClass.SHORT,
        AgeClass.MOST,
    ),
    ((Need.PLACE,), (Need.MONEY,), "集まる部屋の使用料が上がりました。", MoneyClass.TIGHT, AgeClass.HALF),
    ((Need.HANDS, Need.TOGETHER), (Need.HANDS,), "", MoneyClass.EVEN, AgeClass.MOST),
    ((Need.THINGS,), (Need.MONEY, Need.HANDS), "テントが古く、祭りで借りています。", MoneyClass.TIGHT, AgeClass.MOST),
    ((Need.DIGITAL,), (Need.HANDS,), "", MoneyClass.ENOUGH, AgeClass.FEW),
    ((Need.MONEY, Need.PLACE), (), "", MoneyClass.TIGHT, AgeClass.HALF),
    ((Need.BOOKS,), (Need.HANDS,), "会計の帳簿を、前の人のやり方のまま使っています。", MoneyClass.EVEN, AgeClass.MOST),
    ((Need.MONEY,), (Need.DIGITAL,), "", MoneyClass.TIGHT, AgeClass.HALF),
    ((Need.ADVICE,), (Need.MONEY,), "", MoneyClass.SHORT, AgeClass.NEARLY_ALL),
    ((Need.PLACE,), (Need.HANDS,), "", MoneyClass.EVEN, AgeClass.HALF),
)
# Words, who asks, function, channel, days ago.
ASKED = (
    ("空いている集会室で、雨の日の子どもの居場所を始めたいです。", AskerKind.GROUP, "場", Channel.WEB, 60),
    ("公園の花壇の世話をする仲間を探しています。", AskerKind.PERSON, "つなぐ", Channel.CARD, 52),
    ("ベンチを作る材料の費用を、少し助けてもらえますか。", AskerKind.GROUP, "資金", Channel.WEB, 48),
    ("会計の引き継ぎを教えてくれる人はいませんか。", AskerKind.NEIGHBOURS, "人づくり", Channel.PHONE, 44),
    ("店の前の歩道で、月に一度、野菜の市を開きたいです。", AskerKind.FIRM, "相談", Channel.WEB, 40),
    ("団体の作り方が分かりません。", AskerKind.PERSON, "相談", Channel.CARD, 36),
    ("放課後の見守りの人が足りません。", AskerKind.SCHOOL, "つなぐ", Channel.WEB, 30),
    ("やさしい日本語のお知らせの作り方を知りたいです。", AskerKind.PERSON, "情報", Channel.WEB, 26),
    ("回覧板を電子にしたいが、使えない人が心配です。", AskerKind.NEIGHBOURS, "情報", Channel.PHONE, 22),
    ("古い会館の鍵の貸し方を、ほかの会はどうしていますか。", AskerKind.NEIGHBOURS, "場", Channel.CARD, 18),
    ("夏祭りのテントを貸してくれる所はありますか。", AskerKind.NEIGHBOURS, "場", Channel.WEB, 16),
    ("子ども食堂を始めたい人が三人います。", AskerKind.GROUP, "相談", Channel.WEB, 4),
    ("ごみ置き場の当番を、日曜だけ手伝えます。", AskerKind.PERSON, "つなぐ", Channel.WEB, 2),
)
ANSWER = "区の拠点で、同じことをした会の人に話を聞けます（見本の答え）。まず、電話で日を決めてください。"


def load_sample(now: datetime) -> str:
    """Put the sample's company and consultations in place once. Returns a sentence for the operator."""
    people = {one.username: one for one in User.objects.filter(username__in=[OFFICER, NAKAHARA, TAKATSU])}
    bodies = list(Organization.objects.associations().standing(timezone.localdate(now)).filter(is_sample=True))
    if len(people) < 3 or not bodies or not SupportOffer.objects.exists():
        return _("伴走支援：見本の職員か団体か支援メニューがないため、載せませんでした")
    if SituationSheet.objects.exists():
        return _("伴走支援：あります（そのまま）")
    with transaction.atomic():
        _mark_offers(people[OFFICER], now)
        _load_received(bodies, people[OFFICER], now)
        nakahara = [one for one in bodies if one.area is not None and one.area.code == NAKAHARA_CODE]
        told = (nakahara + [one for one in bodies if one not in nakahara])[: len(SHEETS)]
        _load_sheets(told, now)
        _accompany(told[0], people[NAKAHARA], now)
        _load_inquiries(people, now)
        counting.count_all(now=now)
    return _("伴走支援：状況シート%(sheets)d、相談%(asked)d（見本）") % {"sheets": len(told), "asked": len(ASKED)}


def _mark_offers(officer: User, now: datetime) -> None:
    for offer in SupportOffer.objects.filter(title__in=OFFER_NEEDS, is_sample=True):
        proposing.say_what_it_helps(offer=offer, needs=list(OFFER_NEEDS[offer.title]), actor=officer, now=now)


def _load_received(bodies: list[Organization], officer: User, now: datetime) -> None:
    """Seven of ten took the subsidy last year, as in the city; the others are the point."""
    year = fiscal_year_of(timezone.localdate(now)) - 1
    rows = tuple(
        ReceivedRow(body, year - back, Need.MONEY, is_taken=(place + back) % 10 >= 3)
        for place, body in enumerate(bodies)
        for back in (0, 1)
    )
    source = _("見本の交付一覧（つくりもの）")
    receiving.take_list(
        received=ReceivedList(rows, ()), source=source, takes_good_rows=False, actor=officer, now=now, is_sample=True
    )


def _load_sheets(bodies: list[Organization], now: datetime) -> None:
    for place, (body, told) in enumerate(zip(bodies, SHEETS, strict=False)):
        wants, worries, words, money, ages = told
        draft = SheetDraft(
            size=(SizeClass.SMALL, SizeClass.MIDDLE, SizeClass.TINY)[place % 3],
            member_ages=AgeClass.HALF,
            officer_ages=ages,
            money=money,
            wants=wants,
            worries=worries,
            worries_words=words,
            visit=VisitConsent.CALL_FIRST,
            visit_words="平日の夜",
        )
        at = now - timedelta(days=40 - place)
        accompanying.write_sheet(organization=body, draft=draft, actor=_own(body, at), now=at, is_sample=True)


def _accompany(body: Organization, officer: User, now: datetime) -> None:
    """One association whose officer visited it, took up a grant with it, and has a step that is overdue."""
    begun = now - timedelta(days=30)
    accompanying.name_officer(organization=body, officer=officer, actor=officer, now=begun)
    centre = Organization.objects.get(name=CITY_BODY)
    accompanying.name_reader(organization=body, reader=centre, actor=_own(body, begun), now=begun)
    access = permissions.sheet_access(officer, body, day=timezone.localdate(begun))
    accompanying.open_sheet(access=access, now=begun)
    matches = list(body.support_matches.order_by("pk")[:2])
    grant = matches[0]
    proposing.answer_match(match=grant, answer=MatchAnswer.ACCEPTED, reason="", actor=_own(body, begun), now=begun)
    for other in matches[1:]:
        why = "夜の会議には遠いので（見本）"
        proposing.answer_match(
            match=other, answer=MatchAnswer.SET_ASIDE, reason=why, actor=_own(body, begun), now=begun
        )
    spoken = timezone.localdate(now) - timedelta(days=28)
    visit = visiting.record_visit(
        organization=body,
        visited_on=spoken,
        way=VisitWay.THERE,
        heard="補助金の書類が難しく、一度も出していないとのこと。テントと、帳簿のつけ方も話に出ました（見本）。",
        step=StepDraft("申請書の下書きを、いっしょに作る", StepBy.OFFICER, spoken + timedelta(days=10), grant),
        actor=officer,
        now=now - timedelta(days=28),
        is_sample=True,
    )
    first = visit.steps.get()
    done_on = spoken + timedelta(days=9)
    note = "一時間で書けました。領収書の箱を一つに決めました（見本）。"
    visiting.finish_step(step=first, helped=Helped.YES, note=note, done_on=done_on, actor=officer, now=now)
    for what, by, days in (
        ("役員会で申請を決める", StepBy.ASSOCIATION, 14),
        ("講座の日を知らせる", StepBy.OFFICER, 21),
    ):
        draft = StepDraft(what, by, spoken + timedelta(days=days))
        visiting.agree_step(organization=body, step=draft, actor=officer, now=now - timedelta(days=28), visit=visit)


def _load_inquiries(people: dict[str, User], now: datetime) -> None:
    functions = {one.name: one for one in SupportFunction.objects.all()}
    wards = {name: permissions.company_wards(people[name]) for name in (NAKAHARA, TAKATSU)}
    for place, (text, asker, function, channel, ago) in enumerate(ASKED):
        name = NAKAHARA if place % 4 else TAKATSU
        officer = people[name]
        ward = officer.roles.filter(area__in=list(wards[name])).select_related("area").get().area
        draft = InquiryDraft(
            text=text, asker=asker, ward=ward, function=functions.get(function), may_hand_on=place == 4
        )
        at = now - timedelta(days=ago)
        if channel == Channel.WEB:
            (author,) = add_participants(channels=[channel], now=at)
            asked = consulting.ask(draft=draft, author=author, now=at, is_sample=True)
        else:
            asked = consulting.enter_inquiry(
                draft=draft,
                channel=channel,
                received_on=timezone.localdate(at),
                actor=officer,
                now=at,
                is_sample=True,
            )
        if ago <= 16:
            continue
        by, due = {"actor": officer}, timezone.localdate(at) + timedelta(days=14)
        consulting.assign(inquiry=asked, officer=officer, due_on=due, reason="", now=at + timedelta(days=1), **by)
        if place == 4:
            body = Organization.objects.get(name=CITY_BODY)
            reason = "市の開き方を知っているため（見本）"
            consulting.hand_on(
                inquiry=asked, body=body, reason=reason, consent="", due_on=due, now=at + timedelta(days=2), **by
            )
        consulting.answer(inquiry=asked, words=ANSWER, now=at + timedelta(days=3 + 2 * place), **by)
        if ago > 45:
            told = "話を聞きに行き、始める日が決まったとのこと（見本）。"
            consulting.close(inquiry=asked, result=InquiryResult.MOVED, words=told, now=now, **by)


def _own(body: Organization, at: datetime) -> Representation:
    """Somebody of the association, as on a device that its code opened."""
    return Representation(body, "sample", timezone.localdate(at), None)
