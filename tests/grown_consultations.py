"""Consultations with many rows in every list, to count what their pages ask the database."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.drafts.actions import EditionPlan, begin_edition, write_clause
from jukugi.apps.drafts.enums import EditionStage
from jukugi.apps.drafts.tests.factories import add, begun, publish
from jukugi.apps.issues.models import Issue
from jukugi.apps.public_comments import actions
from jukugi.apps.public_comments.actions import AnswerDraft, CommentDraft
from jukugi.apps.public_comments.enums import COMMENTS_AT_ONCE, ResultForm
from jukugi.apps.public_comments.models import Consultation, PublicComment
from jukugi.apps.public_comments.tests.factories import notice

PUBLIC = {
    "consultations": ("/consultations/", 12),
    "notice of a consultation": ("/consultations/{consultation}/", 14),
    "write a comment": ("/consultations/{open_consultation}/write/", 14),
    "result of a consultation": ("/consultations/{consultation}/result/", 22),
    "line of a result": ("/consultations/{consultation}/result/1/", 20),
    "comment of a consultation": ("/threads/{comment}/", 34),
}

STAFF = {
    "desk consultations": ("/desk/consultations/", 10),
    "desk consultation": ("/desk/consultations/{open_consultation}/", 17),
    "desk comments": ("/desk/consultations/{open_consultation}/comments/?show=all", 13),
    "desk lines": ("/desk/consultations/{open_consultation}/groups/", 15),
    "desk line": ("/desk/consultations/{open_consultation}/groups/1/", 13),
    "desk answers": ("/desk/consultations/{open_consultation}/answers/", 14),
    "desk answer": ("/desk/consultations/{open_consultation}/answers/1/", 21),
    "desk categories": ("/desk/consultations/{open_consultation}/categories/", 9),
}


def consultations(issue: Issue, rows: int) -> dict[str, int | str]:
    """A published result with so many lines, each with its answer and as many comments; as many that are open."""
    writer, head = RoleFactory().user, RoleFactory().user
    edition = begun(writer, process=issue.process)
    clauses = [add(edition, writer, f"文{number}。") for number in range(rows)]
    edition = publish(edition)
    now = timezone.now()
    ended = _announce(edition, writer, 40)
    texts = [CommentDraft(f"意見{number}", clause) for number, clause in enumerate(clauses)]
    receipts = [_send(ended, texts, place) for place in range(rows)]
    later = begin_edition(
        document=edition.document, plan=EditionPlan("次の版", EditionStage.DRAFT, "直した"), actor=writer, now=now
    )
    for clause in clauses:
        text = f"直した文{clause.serial}。"
        write_clause(edition=later, clause=clause, heading="", text=text, seen_version=1, actor=writer, now=now)
    later = publish(later, minutes=60)
    answers = []
    for number, clause in enumerate(clauses):
        comments = PublicComment.objects.filter(consultation=ended, opinion__text=f"意見{number}")
        keys = list(comments.values_list("pk", flat=True))
        line = actions.place_comments(consultation=ended, comments=keys, group=None, actor=writer, now=now)
        actions.write_group(group=line, gist=f"要旨{number}", clause=clause, actor=writer, now=now)
        answer = actions.begin_answer(consultation=ended, groups=[line.pk], actor=writer, now=now)
        draft = AnswerDraft("直しました。", ended.categories.get(code="A"), clause, "言葉を足しました。")
        actions.write_answer(answer=answer, draft=draft, seen_version=1, actor=writer, now=now)
        actions.submit_answer(answer=answer, actor=writer, now=now)
        answers.append(answer.pk)
    actions.approve_answers(consultation=ended, answers=answers, actor=head, now=now)
    actions.ask_for_result(consultation=ended, actor=head, now=now)
    files = dict.fromkeys(ResultForm, b"file")
    actions.publish_result(consultation=ended, asked_at=now, files=files, now=now)
    for days in range(rows):
        running = _announce(later, writer, days)
        _send(running, texts, rows + days)
        _sort(running, rows if days == rows - 1 else 1, writer)
    return {"consultation": ended.pk, "open_consultation": running.pk, "comment": receipts[0]}


def _sort(consultation: Consultation, rows: int, writer) -> None:
    """A line and a draft of an answer for each comment but the last."""
    now = timezone.now()
    keys = PublicComment.objects.filter(consultation=consultation).order_by("pk").values_list("pk", flat=True)
    for key in list(keys)[: max(rows - 1, 1)]:
        line = actions.place_comments(consultation=consultation, comments=[key], group=None, actor=writer, now=now)
        actions.write_group(group=line, gist="要旨", clause=None, actor=writer, now=now)
        answer = actions.begin_answer(consultation=consultation, groups=[line.pk], actor=writer, now=now)
        draft = AnswerDraft("参考とします。", consultation.categories.get(code="C"))
        actions.write_answer(answer=answer, draft=draft, seen_version=1, actor=writer, now=now)


def _announce(edition, writer, days_ago: int) -> Consultation:
    at = timezone.now() - timedelta(days=days_ago)
    opens_on = timezone.localdate(at)
    words = notice(opens_on=opens_on, closes_on=opens_on + timedelta(days=29))
    made = actions.prepare_consultation(edition=edition, notice=words, ward=None, actor=writer, now=at)
    return actions.announce_consultation(consultation=made, actor=writer, now=at)


def _send(consultation: Consultation, texts: list[CommentDraft], place: int) -> str:
    turned = texts[place % len(texts) :] + texts[: place % len(texts)]
    sent = actions.send_comments(
        consultation=consultation,
        comments=turned[:COMMENTS_AT_ONCE],
        ward=None,
        age_band="",
        author=ParticipantFactory(),
        form_key=f"{place:022d}",
        now=consultation.opens_at + timedelta(hours=1),
    )
    return sent.receipt
