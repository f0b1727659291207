"""The sample's surveys: one that is over, asked alike of citizens and officers, and one that is open. All made up."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.actions import review_opinion
from jukugi.apps.opinions.actions.indexing import index_opinions
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.models import Process
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.actions import AudienceDraft, Notice
from jukugi.apps.surveys.actions.counting import count_survey, publish_result
from jukugi.apps.surveys.enums import Access, AudienceKind, Selection
from jukugi.apps.surveys.models import AnswerSheet, Audience, Survey
from jukugi.apps.surveys.queries.asking import question_rows
from jukugi.apps.surveys.sample_answers import Thrower
from jukugi.apps.surveys.sample_questions import FIRST, SECOND, ask_all
from jukugi.apps.surveys.sample_sheets import Given, put_sheets
from jukugi.kit.tables import packaged_rows

ROOM = "jukugi.apps.surveys"
WRITER, SECOND_PERSON = "mihon-kakaricho", "mihon-shisaku"
SEED = 2019
OPENED, LASTS, READ, PUBLISHED = 60, 40, 16, 10
"""Days before today on which the first survey opened, its days, when its words were read and its result came out."""
SECOND_OPENED, SECOND_LASTS, SECOND_SHEETS = 5, 28, 26
CITIZENS, OFFICERS = 1_200, 150
ON_WEB = 700
PAPER_WAYS = (Channel.POST,) * 7 + (Channel.CARD,) * 2 + (Channel.MEETING,)
TITLES = (
    "見本：地域のつながりと市の支えについてのアンケート",
    "見本：これからの居場所についてのアンケート",
)
PURPOSES = (
    "つくりものの見本です。これまでの取組を振り返るために、市民と市の職員に、同じことを聞きました。",
    "つくりものの見本です。気軽に集まれる場所を、どこに、どのようにつくるかを考えるために聞きます。",
)
PROMISES = (
    "市民と職員の見方の違いが大きいところから、施策の検証で取り上げます。",
    "結果を区ごとの話し合いの資料にし、居場所の計画の案に使います。使い方は、結果のページで知らせます。",
)
PRIVACY = (
    "名前は聞きません。選んだ答えは合計にだけ使い、少ない人数の区切りは伏せます。"
    "自由に書いたことばは、意見として受け付けます。"
)
CONTACT = "見本市 協働のまちづくり担当（見本の番号）"


def load_sample(now: datetime) -> str:
    """Put the sample surveys in place once. Returns a sentence for the operator."""
    process = Process.objects.filter(is_sample=True, is_finished=False).first()
    people = {user.username: user for user in User.objects.filter(username__in=[WRITER, SECOND_PERSON])}
    if process is None or len(people) < 2:
        return _("アンケート：見本の検討プロセスか職員がないため、載せませんでした")
    if Survey.objects.filter(process=process).exists():
        return _("アンケート：あります（そのまま）")
    keyed_by = (people[WRITER], people[SECOND_PERSON])
    with transaction.atomic():
        _finished(process, keyed_by, now)
        _open(process, keyed_by, now)
    return _("アンケート：終わったもの1、受付中のもの1、回答%(count)s") % {"count": f"{AnswerSheet.objects.count():,}"}


def _finished(process: Process, keyed_by: tuple[User, User], now: datetime) -> None:
    audiences = [
        AudienceDraft(AudienceKind.CITIZENS, _("市民"), Selection.RANDOM, Access.LINK, asked=3_000),
        AudienceDraft(AudienceKind.OFFICERS, _("市の職員"), Selection.ALL, Access.STAFF, asked=210),
    ]
    survey = _asking(process, 0, audiences, FIRST, now - timedelta(days=OPENED), LASTS, keyed_by[0])
    dice = random.Random(SEED)  # noqa: S311 - a repeatable sample, no secret
    citizens, officers = survey.audiences.all()
    questions = question_rows(survey)
    thrower = Thrower(questions, _wards(), dice)
    texts = packaged_rows(ROOM, "texts.csv")
    ways = [Channel.WEB] * ON_WEB + [dice.choice(PAPER_WAYS) for _n in range(CITIZENS - ON_WEB)]
    given = _given(citizens, ways, "c", thrower, _spread(texts, "c", CITIZENS, dice), dice)
    given += _given(officers, [Channel.WEB] * OFFICERS, "o", thrower, _spread(texts, "o", OFFICERS, dice), dice)
    given.sort(key=lambda one: one.received_at)
    put_sheets(questions, given, keyed_by=keyed_by, now=now - timedelta(days=READ))
    _read_words(survey, keyed_by[1], now - timedelta(days=READ))
    published_at = now - timedelta(days=PUBLISHED)
    count_survey(survey=survey, now=published_at)
    publish_result(survey=survey, reason="", actor=keyed_by[1], now=published_at)


def _open(process: Process, keyed_by: tuple[User, User], now: datetime) -> None:
    audiences = [AudienceDraft(AudienceKind.CITIZENS, _("市民のみなさん"), Selection.SELF, Access.OPEN)]
    survey = _asking(process, 1, audiences, SECOND, now - timedelta(days=SECOND_OPENED), SECOND_LASTS, keyed_by[0])
    dice = random.Random(SEED + 1)  # noqa: S311 - a repeatable sample, no secret
    questions = question_rows(survey)
    thrower = Thrower(questions, _wards(), dice)
    [citizens] = survey.audiences.all()
    given = _given(citizens, [Channel.WEB] * SECOND_SHEETS, "c", thrower, {}, dice, days=SECOND_OPENED - 1)
    put_sheets(questions, given, keyed_by=keyed_by, now=now)


def _asking(
    process: Process,
    place: int,
    audiences: Sequence[AudienceDraft],
    questions: Sequence[Any],
    opened: datetime,
    lasts: int,
    actor: User,
) -> Survey:
    opens_on = timezone.localdate(opened)
    notice = Notice(
        title=TITLES[place],
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=lasts - 1),
        purpose=PURPOSES[place],
        promise=PROMISES[place],
        privacy=PRIVACY,
        contact=CONTACT,
    )
    before = opened - timedelta(hours=2)
    survey = actions.prepare_survey(process=process, notice=notice, ward=None, actor=actor, now=before, is_sample=True)
    made = actions.set_audiences(survey=survey, audiences=audiences, actor=actor, now=before)
    ask_all(survey, questions, made, actor=actor, now=before)
    return actions.open_survey(survey=survey, actor=actor, now=opened)


def _given(
    audience: Audience,
    ways: Sequence[Channel],
    side: str,
    thrower: Thrower,
    texts: Mapping[int, str],
    dice: random.Random,
    days: int = LASTS - 2,
) -> list[Given]:
    """Answers as they came in: most in the first two weeks."""
    found = []
    for place, way in enumerate(ways):
        answers = thrower.throw(side, is_paper=way != Channel.WEB, text=texts.get(place, ""))
        day = min(int(dice.expovariate(1 / 9)), days)
        at = audience.survey.opens_at + timedelta(days=day, hours=8 + dice.randrange(13), minutes=dice.randrange(60))
        seconds = max(25, int(dice.lognormvariate(5.4, 0.45))) if way == Channel.WEB else None
        if answers:
            found.append(Given(audience, answers, way, at, seconds))
    return found


def _spread(texts: Sequence[Mapping[str, str]], side: str, count: int, dice: random.Random) -> dict[int, str]:
    """Which of so many people wrote which words; the others left it blank."""
    own = [row["text"] for row in texts if row["side"] == side]
    return dict(zip(dice.sample(range(count), len(own)), own, strict=True))


def _read_words(survey: Survey, actor: User, at: datetime) -> None:
    """Staff has read the words and made them public."""
    opinions = list(Opinion.objects.filter(submission__call=survey.call).select_related("submission__ward"))
    index_opinions([one.pk for one in opinions])
    for opinion in opinions:
        review_opinion(opinion=opinion, state=OpinionState.SHOWN, actor=actor, now=at)


def _wards() -> dict[str, Area]:
    return {ward.code: ward for ward in Area.objects.wards()}
