"""The sample's consultations: one that was answered and published, one that is open now. All made up."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.actions import add_participants
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.enums import DocumentKind
from jukugi.apps.drafts.models import Clause, Edition
from jukugi.apps.opinions.actions import enter_paper
from jukugi.apps.processes.models import Process
from jukugi.apps.public_comments import actions
from jukugi.apps.public_comments.actions import AnswerDraft, CommentDraft, Notice
from jukugi.apps.public_comments.models import Consultation, PublicComment
from jukugi.kit.tables import packaged_rows

WRITER, APPROVER = "mihon-kakaricho", "mihon-shisaku"
ROOM = "jukugi.apps.public_comments"
FIRST_OPENED, SECOND_OPENED, PUBLISHED = 44, 6, 8
"""Days before today."""
LASTS = 30
Rows = list[dict[str, str]]

TITLES = (
    "見本：これからの地域づくり（中間報告）への意見募集",
    "見本：これからの地域づくりの考え方（素案）への意見募集",
)
SUMMARIES = (
    "つくりものの見本です。地域づくりの考え方をまとめた中間報告について、意見を募集しました。",
    "つくりものの見本です。中間報告への意見を受けて直した素案について、もう一度意見を募集しています。",
)
NOTICE = {
    "basis": "見本市パブリックコメント手続条例",
    "eligible": "市内に住む人、働く人、学ぶ人\n市内で活動する団体や会社\nこの案にかかわりのある人",
    "ways": "ウェブ：このページの「意見を書く」から\n郵送・持参：見本市役所 協働のまちづくり担当\n"
    "ファックス：見本の番号\n電話と、説明会の会場でもお聞きします",
    "notices": "市のウェブサイト、市の広報紙、町内会・自治会の回覧",
    "places": "区役所の市政資料コーナー\n図書館、市民館\n見本市役所 協働のまちづくり担当",
    "result_how": "いただいた意見の要旨と市の考え方を、このサイトと、紙の資料のある所で公表します。",
}


def load_sample(now: datetime) -> str:
    """Put the sample consultations in place once. Returns a sentence for the operator."""
    process = Process.objects.filter(is_sample=True, is_finished=False).first()
    people = {user.username: user for user in User.objects.filter(username__in=[WRITER, APPROVER])}
    editions = _editions(process)
    if process is None or len(people) < 2 or len(editions) < 2:
        return _("パブリックコメント：見本の文書か職員がないため、載せませんでした")
    if Consultation.objects.filter(process=process).exists():
        return _("パブリックコメント：あります（そのまま）")
    with transaction.atomic():
        _finished(editions[0], people, now)
        _open(editions[-1], people, now)
    return _("パブリックコメント：結果を公表したもの1、募集中のもの1、意見%(count)d件") % {
        "count": PublicComment.objects.count()
    }


def _editions(process: Process | None) -> list[Edition]:
    """Public editions of the sample's document, the oldest first. One query."""
    found = Edition.objects.published().filter(document__process=process, document__kind=DocumentKind.POLICY)
    return list(found.select_related("document__process", "document__department").defer("frozen").order_by("number"))


def _finished(edition: Edition, people: Mapping[str, User], now: datetime) -> None:
    writer, approver = people[WRITER], people[APPROVER]
    consultation = _announce(edition, 0, FIRST_OPENED, writer, now)
    lines = {row["line"]: row for row in packaged_rows(ROOM, "lines.csv")}
    clauses = _clauses(edition)
    rows = packaged_rows(ROOM, "comments.csv")
    for row in rows:
        row["clause"] = lines[row["line"]]["clause"]
    _receive(consultation, rows, clauses, FIRST_OPENED, writer, now)
    sorted_at = now - timedelta(days=FIRST_OPENED - LASTS - 2)
    answers = [
        _answer(consultation, row, [one["text"] for one in rows if one["line"] == name], clauses, writer, sorted_at)
        for name, row in lines.items()
    ]
    published_at = now - timedelta(days=PUBLISHED)
    actions.approve_answers(consultation=consultation, answers=answers, actor=approver, now=published_at)
    actions.ask_for_result(consultation=consultation, actor=approver, now=published_at)
    consultation.refresh_from_db()
    assert consultation.asked_at is not None
    actions.publish_result(consultation=consultation, asked_at=consultation.asked_at, files={}, now=published_at)


def _open(edition: Edition, people: Mapping[str, User], now: datetime) -> None:
    consultation = _announce(edition, 1, SECOND_OPENED, people[WRITER], now)
    rows = packaged_rows(ROOM, "open.csv")
    _receive(consultation, rows, _clauses(edition), SECOND_OPENED, people[WRITER], now)


def _announce(edition: Edition, place: int, days_before: int, actor: User, now: datetime) -> Consultation:
    opened = now - timedelta(days=days_before)
    opens_on = timezone.localdate(opened)
    notice = Notice(
        title=TITLES[place],
        summary=SUMMARIES[place],
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=LASTS - 1),
        **NOTICE,
    )
    made = actions.prepare_consultation(
        edition=edition, notice=notice, ward=None, actor=actor, now=opened - timedelta(hours=1), is_sample=True
    )
    return actions.announce_consultation(consultation=made, actor=actor, now=opened)


def _receive(
    consultation: Consultation,
    rows: Rows,
    clauses: Mapping[str, Clause],
    days_before: int,
    writer: User,
    now: datetime,
) -> None:
    """Every letter with its comments: several in one from the web, one on paper."""
    wards = {ward.code: ward for ward in Area.objects.filter(level="ward")}
    letters: dict[str, Rows] = {}
    for row in rows:
        letters.setdefault(row["letter"], []).append(row)
    for number, of_one in letters.items():
        first = of_one[0]
        channel = Channel(first["channel"])
        at = min(consultation.opens_at + timedelta(days=int(first["day"]), hours=9 + int(number) % 9), now)
        ward = wards.get(first["ward"])
        key = f"sample-{consultation.pk}-{number}"
        if channel == Channel.WEB:
            (author,) = add_participants(channels=[channel], now=at)
            drafts = [CommentDraft(row["text"], clauses.get(row["clause"])) for row in of_one]
            actions.send_comments(
                consultation=consultation,
                comments=drafts,
                author=author,
                ward=ward,
                age_band=first["age"],
                form_key=key,
                now=at,
            )
            continue
        letter = enter_paper(
            process=consultation.process,
            channel=channel,
            text=first["text"],
            place="",
            about=None,
            received_at=at,
            card_number="",
            form_key=key,
            actor=writer,
            now=min(at + timedelta(days=1), now),
            call=consultation.call,
            ward=ward,
            age_band=first["age"],
        )
        PublicComment.objects.filter(opinion__submission=letter).update(clause=clauses.get(first["clause"]))


def _answer(
    consultation: Consultation,
    row: Mapping[str, str],
    texts: list[str],
    clauses: Mapping[str, Clause],
    writer: User,
    now: datetime,
) -> int:
    """A line of the table with its gist, and its answer, handed in for approval. The key of the answer."""
    comments = PublicComment.objects.filter(consultation=consultation, opinion__text__in=texts).order_by("pk")
    group = actions.place_comments(
        consultation=consultation,
        comments=list(comments.values_list("pk", flat=True)),
        group=None,
        actor=writer,
        now=now,
    )
    actions.write_group(group=group, gist=row["gist"], clause=clauses.get(row["clause"]), actor=writer, now=now)
    answer = actions.begin_answer(consultation=consultation, groups=[group.pk], actor=writer, now=now)
    category = consultation.categories.get(code=row["category"])
    draft = AnswerDraft(row["answer"], category, clauses.get(row["changed"]), row["note"])
    actions.write_answer(answer=answer, draft=draft, seen_version=answer.version, actor=writer, now=now)
    actions.submit_answer(answer=answer, actor=writer, now=now)
    return answer.pk


def _clauses(edition: Edition) -> dict[str, Clause]:
    """The clauses of the sample's document by their numbers, by which the tables of this sample name them."""
    return {str(row.clause.serial): row.clause for row in edition.texts.select_related("clause")}
