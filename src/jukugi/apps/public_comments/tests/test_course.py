"""The whole way of a consultation: announced, commented on three channels, gathered, answered, approved, published."""

from datetime import timedelta

import pytest

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.opinions.actions import split_opinion, undo_revision
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.errors import CallNotOpen
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.public_comments import actions, errors
from jukugi.apps.public_comments.actions import AnswerDraft
from jukugi.apps.public_comments.enums import ResultForm
from jukugi.apps.public_comments.models import Answer, CommentGroup, Consultation
from jukugi.apps.public_comments.queries import counting
from jukugi.apps.public_comments.queries.changing import change_shown
from jukugi.apps.public_comments.sealed import comments_agree
from jukugi.apps.public_comments.tests.factories import (
    LATER,
    TODAY,
    announced,
    category,
    changed_edition,
    comments_in,
    group_of,
    on_paper,
    prepared,
    send,
)

pytestmark = pytest.mark.django_db

SAME = "居場所を、小学校ごとに一つずつつくってください。"


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def head():
    return RoleFactory().user


def answer(consultation, groups, officer, *, code="C", clause=None, text="今後の参考とします。"):
    begun = actions.begin_answer(
        consultation=consultation, groups=[group.pk for group in groups], actor=officer, now=LATER
    )
    draft = AnswerDraft(text, category(consultation, code), clause, "言葉を足しました。" if clause else "")
    return actions.write_answer(answer=begun, draft=draft, seen_version=1, actor=officer, now=LATER)


def approve(answers, officer, head):
    for one in answers:
        actions.submit_answer(answer=one, actor=officer, now=LATER)
    consultation = answers[0].consultation
    actions.approve_answers(consultation=consultation, answers=[one.pk for one in answers], actor=head, now=LATER)


def test_from_three_channels_to_a_published_result(officer, head):
    consultation = announced(officer)
    web = send(consultation, SAME)
    on_paper(consultation, "居場所を、小学校ごとに一つずつ作って下さい。", officer)
    other = on_paper(consultation, "行政からの依頼を、今より半分に減らしてほしい。", officer, Channel.FAX)

    assert counting.letters(consultation).by_channel == (("web", 1), ("fax", 1), ("post", 1))
    assert {comment.opinion.state for comment in comments_in(consultation)} == {OpinionState.IN_GIST}

    run = actions.ask_for_gathering(consultation=consultation, actor=officer, now=LATER)
    actions.gather(run_pk=run.pk, clock=lambda: LATER)
    groups = list(CommentGroup.objects.standing().with_counts().order_by("-size"))
    assert [group.size for group in groups] == [2, 1]
    run.refresh_from_db()
    assert (run.state, run.n_groups, run.n_joined) == ("done", 2, 1)

    first, second = groups
    _edition, clause = changed_edition(consultation, officer)
    for group in groups:
        actions.write_group(group=group, gist=f"要旨{group.number}", clause=None, actor=officer, now=LATER)
    reflected = answer(consultation, [first], officer, code="A", clause=clause)
    reference = answer(consultation, [second], officer)
    with pytest.raises(errors.CommentsLeft):
        actions.ask_for_result(consultation=consultation, actor=head, now=LATER)
    approve([reflected, reference], officer, head)
    assert counting.progress(consultation).is_whole
    actions.ask_for_result(consultation=consultation, actor=head, now=LATER)
    files = dict.fromkeys(ResultForm, b"file")
    actions.publish_result(consultation=consultation, asked_at=LATER, files=files, now=LATER)

    published = Consultation.objects.get()
    assert published.is_published
    assert published.files.count() == len(ResultForm)
    shown = change_shown(Answer.objects.get(pk=reflected.pk))
    assert shown is not None
    assert shown.is_change
    assert "".join(piece.text for piece in shown.text if piece.kind != "gone") == "場所を、だれにでもひらく。"
    numbers = dict(CommentGroup.objects.values_list("number", "result_number"))
    assert sorted(numbers.values()) == [1, 2]
    assert web.receipt != other.receipt
    with pytest.raises(errors.ResultPublished):
        actions.write_answer(answer=reference, draft=AnswerDraft("別の文"), seen_version=2, actor=officer, now=LATER)


class TestReflected:
    """An answer that says the draft was changed shows which clause, and the clause must read otherwise."""

    @pytest.fixture
    def begun(self, officer):
        consultation = announced(officer)
        send(consultation, SAME)
        group = group_of(consultation, comments_in(consultation), officer)
        return consultation, group

    def test_without_a_clause_is_refused(self, begun, officer):
        written = answer(*[begun[0], [begun[1]]], officer, code="A")
        with pytest.raises(errors.ChangeMissing):
            actions.submit_answer(answer=written, actor=officer, now=LATER)

    def test_with_a_clause_that_did_not_change_is_refused(self, begun, officer):
        consultation, group = begun
        _edition, changed = changed_edition(consultation, officer)
        other = consultation.edition.texts.exclude(text="").exclude(clause=changed).first().clause
        written = answer(consultation, [group], officer, code="A", clause=other)
        with pytest.raises(errors.ChangeNotThere):
            actions.submit_answer(answer=written, actor=officer, now=LATER)

    def test_before_there_is_a_new_edition_is_refused(self, begun, officer):
        consultation, group = begun
        clause = consultation.edition.texts.exclude(text="").first().clause
        written = answer(consultation, [group], officer, code="A", clause=clause)
        with pytest.raises(errors.ChangeNotThere):
            actions.submit_answer(answer=written, actor=officer, now=LATER)


class TestPeriod:
    def test_shorter_needs_a_reason(self):
        with pytest.raises(errors.ShorterNeedsReason):
            prepared(closes_on=TODAY + timedelta(days=28))
        shorter = prepared(closes_on=TODAY + timedelta(days=28), shorter_reason="条例の施行に間に合わせるため")
        assert shorter.days == 29

    def test_backwards(self):
        with pytest.raises(errors.PeriodBackwards):
            prepared(closes_on=TODAY - timedelta(days=1))

    def test_cannot_be_announced_for_the_past(self, officer):
        late = prepared(officer)
        with pytest.raises(errors.PeriodInThePast):
            actions.announce_consultation(consultation=late, actor=officer, now=DURING + timedelta(days=2))

    def test_comments_before_and_after_it_are_refused(self, officer):
        consultation = announced(officer, opens_on=TODAY + timedelta(days=3), closes_on=TODAY + timedelta(days=40))
        for days in (0, 50):
            with pytest.raises(CallNotOpen):
                send(consultation, SAME, now=DURING + timedelta(days=days))
        assert send(consultation, SAME, now=DURING + timedelta(days=10)).pk

    def test_extended(self, officer):
        consultation = announced(officer)
        actions.extend_consultation(
            consultation=consultation,
            closes_on=TODAY + timedelta(days=60),
            reason="台風のため",
            actor=officer,
            now=LATER,
        )
        assert send(consultation, SAME, now=LATER).pk
        with pytest.raises(errors.ExtendsBackwards):
            actions.extend_consultation(
                consultation=consultation,
                closes_on=TODAY + timedelta(days=50),
                reason="短く",
                actor=officer,
                now=LATER,
            )


def test_one_submission_holds_several_comments_each_for_its_item(officer):
    consultation = announced(officer)
    clauses = [row.clause for row in consultation.edition.texts.order_by("position")[:2]]
    from jukugi.apps.public_comments.actions import CommentDraft, send_comments

    sent = [
        send_comments(
            consultation=consultation,
            comments=[CommentDraft("一つめ", clauses[0]), CommentDraft("二つめ", clauses[1]), CommentDraft("全体")],
            ward=None,
            age_band="",
            author=author,
            form_key="same-form-key-22-chars",
            now=DURING,
        )
        for author in [ParticipantFactory()] * 2
    ]
    assert sent[0].pk == sent[1].pk
    rows = comments_in(consultation)
    assert [(row.opinion.text, row.clause_id) for row in rows] == [
        ("一つめ", clauses[0].pk),
        ("二つめ", clauses[1].pk),
        ("全体", None),
    ]
    assert (counting.letters(consultation).total, counting.comments_of(consultation)) == (1, 3)


def test_who_wrote_does_not_approve(officer, head):
    consultation = announced(officer)
    send(consultation, SAME)
    written = answer(consultation, [group_of(consultation, comments_in(consultation), officer)], officer)
    actions.submit_answer(answer=written, actor=head, now=LATER)
    for person in (officer, head):
        with pytest.raises(errors.SamePerson):
            actions.approve_answers(consultation=consultation, answers=[written.pk], actor=person, now=LATER)


def test_a_second_hand_is_told_and_loses_nothing(officer, head):
    consultation = announced(officer)
    send(consultation, SAME)
    written = answer(consultation, [group_of(consultation, comments_in(consultation), officer)], officer)
    with pytest.raises(errors.AnswerChangedMeanwhile):
        actions.write_answer(answer=written, draft=AnswerDraft("別の文"), seen_version=1, actor=head, now=LATER)
    assert Answer.objects.get().text == "今後の参考とします。"
    assert written.writings.count() == 2


class TestSplitting:
    """One letter that speaks of two things is two comments (件), still one letter (通)."""

    def test_parts_are_counted_in_its_place_and_stand_nowhere_yet(self, officer):
        consultation = announced(officer)
        send(consultation, "居場所がほしい。依頼を減らしてほしい。")
        group = group_of(consultation, comments_in(consultation), officer)

        revision = split_opinion(
            opinion=comments_in(consultation)[0].opinion,
            cuts=[8],
            reason="二つの話があるため",
            actor=officer,
            now=LATER,
        )

        assert (counting.letters(consultation).total, counting.comments_of(consultation)) == (1, 2)
        assert counting.progress(consultation).unplaced == 2
        assert comments_agree().count == 0
        group.refresh_from_db()
        assert group.ended_at is not None
        undo_revision(revision=revision, reason="戻します", actor=officer, now=LATER)
        assert counting.comments_of(consultation) == 1
        assert comments_agree().count == 0
        assert {comment.opinion.state for comment in comments_in(consultation)} == {OpinionState.IN_GIST}
