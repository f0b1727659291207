"""The sample's vision: seven sentences from notes of its workshop and votes, voted on in their turn. Made up."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.drafts import actions
from jukugi.apps.drafts.actions import EditionPlan, OriginDraft
from jukugi.apps.drafts.enums import DocumentKind, EditionStage, Influence, Language, OriginKind
from jukugi.apps.drafts.models import Clause, Document, Edition, VisionTopic
from jukugi.apps.drafts.queries.sources import source_of
from jukugi.apps.drafts.sample import CHECKER, WRITER, publish_sample
from jukugi.apps.meetings.models import Note
from jukugi.apps.opinion_map import actions as deliberation
from jukugi.apps.opinion_map.enums import REASON_RECEIPT, Choice, ReasonSide, StatementState
from jukugi.apps.opinion_map.models import CurrentVote, Reason, Statement, Vote
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.processes.models import Process
from jukugi.kit import receipts
from jukugi.kit.bulk import insert_rows
from jukugi.kit.tables import packaged_rows

TITLE = "見本：十年後の居場所のビジョン"
SUMMARY = "つくりものの見本です。会場のふせんと、熟議で多くの人が賛成した意見文から、七つの文にしました。"
BEGUN, ASKED, MAPPED, PUBLISHED, SECOND = 27, 25, 5, 3, 1
"""Days before the sample is loaded."""
PEOPLE, SEED = 180, 2024
# How likely each leaning agrees and disagrees; the rest cannot tell.
LEANINGS = {"++": (0.95, 0.02), "--": (0.05, 0.90)}


def load_vision(now: datetime) -> str:
    """Put the sample vision in place once, step by step. A sentence for the operator."""
    process = Process.objects.filter(is_sample=True, is_finished=False).first()
    people = {user.username: user for user in User.objects.filter(username__in=[WRITER, CHECKER])}
    if process is None or len(people) < 2 or not Vote.objects.filter(statement__topic__process=process).exists():
        return _("ビジョン：見本の熟議か職員がないため、載せませんでした")
    writer, checker = people[WRITER], people[CHECKER]
    document = Document.objects.filter(process=process, kind=DocumentKind.VISION, is_sample=True).first()
    if document is None:
        with transaction.atomic():
            document = _write(process, writer, now)
    vision = VisionTopic.objects.select_related("topic").filter(document=document).first()
    if vision is not None and not vision.topic.editions.exists():
        # Outside of the transaction that cast the votes: a map is made of votes that are there for good.
        deliberation.publish_edition(
            topic=vision.topic, title=_("見本の版"), note="", actor=checker, now=now - timedelta(days=MAPPED)
        )
    first = document.editions.order_by("number").first()
    if first is not None and not first.is_public:
        with transaction.atomic():
            publish_sample(first, checker, now - timedelta(days=PUBLISHED))
            _go_on(document, writer, checker, now - timedelta(days=SECOND))
    return _("ビジョン：文%(clauses)d") % {"clauses": document.clauses.count()}


def _rows() -> Sequence[Mapping[str, str]]:
    return packaged_rows("jukugi.apps.drafts", "vision.csv")


def _write(process: Process, writer: User, now: datetime) -> Document:
    """Seven sentences from notes and statements, told in two other languages, and put to the vote."""
    document = actions.begin_document(
        process=process,
        kind=DocumentKind.VISION,
        ward=None,
        summary=SUMMARY,
        plan=EditionPlan(TITLE, EditionStage.DRAFT),
        actor=writer,
        now=now - timedelta(days=BEGUN),
    )
    edition = document.editions.get()
    asked_at = now - timedelta(days=ASKED)
    clauses = [_propose(edition, row, writer, asked_at) for row in _rows()]
    topic = actions.open_vote(
        edition=edition,
        clauses=clauses,
        title=_("見本：このビジョンの文に、賛成ですか"),
        description=_("見本のビジョンを書き直すときの材料にします。"),
        actor=writer,
        now=asked_at,
    ).topic
    statements = list(topic.statements.order_by("number"))
    _doubt(statements, asked_at)
    _cast(process, statements, asked_at)
    return document


def _propose(edition: Edition, row: Mapping[str, str], writer: User, now: datetime) -> Clause:
    process = edition.document.process
    influence = Influence(row["influence"])
    notes = Note.objects.standing().filter(table__meeting__process=process, opinion__state=OpinionState.SHOWN)
    statements = Statement.objects.shown().filter(topic__process=process)
    found: list[tuple[OriginKind, Note | Statement | None]] = [
        (OriginKind.NOTE, notes.filter(text__startswith=words).first()) for words in row["notes"].split("|") if words
    ]
    found.append((OriginKind.STATEMENT, statements.filter(text__startswith=row["statements"]).first()))
    reason = _("この言葉をもとに、十年後の姿として書いた。")
    material = [
        OriginDraft(kind, influence, reason, source_of(kind, thing.pk, process))
        for kind, thing in found
        if thing is not None
    ]
    added = actions.propose_sentence(edition=edition, text=row["text"], material=material, actor=writer, now=now)
    clause = added.clause
    for language in Language:
        _tell(edition, clause, language, row[language], writer, now)
    return clause


def _tell(edition: Edition, clause: Clause, language: Language, text: str, writer: User, now: datetime) -> None:
    digest = edition.texts.get(clause=clause).digest
    actions.write_rendering(
        edition=edition,
        clause=clause,
        language=language,
        heading="",
        text=text,
        seen_digest=digest,
        seen_pk=0,
        actor=writer,
        now=now,
    )


def _doubt(statements: Sequence[Statement], now: datetime) -> None:
    """A reason against most sentences."""
    rows = [(statement, row["doubt"]) for statement, row in zip(statements, _rows(), strict=True) if row["doubt"]]
    numbers = receipts.issue_many(REASON_RECEIPT, len(rows), now=now)
    Reason.objects.bulk_create(
        Reason(
            statement=statement,
            side=ReasonSide.AGAINST,
            text=text,
            receipt=number,
            state=StatementState.SHOWN,
            created_at=now,
        )
        for (statement, text), number in zip(rows, numbers, strict=True)
    )


def _cast(process: Process, statements: Sequence[Statement], asked_at: datetime) -> None:
    """People of the sample deliberation answer the sentences, those of one leaning alike."""
    dice = random.Random(SEED)  # noqa: S311 - a repeatable sample, no secret
    known = Participant.objects.filter(current_votes__statement__topic__process=process).distinct().order_by("pk")
    votes = []
    for number, person in enumerate(known[:PEOPLE]):
        camp = "abc"[number * 3 // PEOPLE]
        start = asked_at + timedelta(minutes=dice.randint(1, 18 * 24 * 60))
        for step, (statement, row) in enumerate(zip(statements, _rows(), strict=True)):
            agree, disagree = LEANINGS[row[camp]]
            choice = dice.choices((Choice.AGREE, Choice.DISAGREE, Choice.PASS), (agree, disagree, 1 - agree - disagree))
            moment = start + timedelta(seconds=8 * step)
            votes.append((moment, statement.pk, person.pk, int(choice[0]), person.channel))
    votes.sort()
    insert_rows(Vote, ("cast_at", "statement_id", "participant_id", "choice", "channel"), votes)
    current = [(moment, statement, person, choice) for moment, statement, person, choice, _channel in votes]
    insert_rows(CurrentVote, ("changed_at", "statement_id", "participant_id", "choice"), current)


def _go_on(document: Document, writer: User, checker: User, now: datetime) -> None:
    """A second edition at work: one sentence rewritten, and a colleague asked to read it."""
    edition = actions.begin_edition(
        document=document,
        plan=EditionPlan(TITLE, EditionStage.DRAFT, _("迷いの声を受けて、休む人の代わりのことを書き足します。")),
        actor=writer,
        now=now,
    )
    for clause, row in zip(document.clauses.order_by("serial"), _rows(), strict=True):
        if row["later"]:
            actions.write_clause(
                edition=edition,
                clause=clause,
                heading="",
                text=row["later"],
                seen_version=1,
                actor=writer,
                now=now,
            )
    invited = actions.invite_staff(edition=edition, reviewer=checker, days=30, actor=writer, now=now).invitation
    beside = edition.texts.order_by("position")[3].clause
    words = _("「市と地域でさがす」だけでは、だれに頼めばよいか分かりません。窓口の名前を入れませんか。")
    actions.write_comment(invitation=invited, clause=beside, text=words, now=now)
