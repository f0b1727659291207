"""Reviewers: invited, reading and writing for their time only, answered, and forgotten in the end."""

from datetime import timedelta

import pytest

from jukugi.apps.accounts.actions import token_hash
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.drafts import actions, errors, policies
from jukugi.apps.drafts.enums import CommentOutcome
from jukugi.apps.drafts.models import ReviewComment, ReviewInvitation
from jukugi.apps.drafts.queries.reviewing import commented_clauses, invitation_of_code, invitations_of
from jukugi.apps.drafts.tests.factories import add, begun, plan, publish, text_in
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed, WordsMissing, WordsTooLong

pytestmark = pytest.mark.django_db
LATER = DURING + timedelta(hours=1)


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def edition(officer):
    edition = begun(officer)
    add(edition, officer, "一つ目の文。")
    return edition


def invite(edition, officer, label="元委員", days=14):
    return actions.invite_by_link(edition=edition, label=label, days=days, actor=officer, now=DURING)


def comment(invitation, text="わかりにくいです。", *, clause=None, now=LATER):
    clause = clause or invitation.edition.document.clauses.first()
    return actions.write_comment(invitation=invitation, clause=clause, text=text, now=now)


def settle(one, officer, outcome=CommentOutcome.ANSWERED, answer="ありがとうございます。"):
    return actions.answer_comment(comment=one, outcome=outcome, answer=answer, actor=officer, now=LATER)


def rewrite(edition, text, officer):
    clause = edition.document.clauses.first()
    row = text_in(edition, clause)
    actions.write_clause(
        edition=edition, clause=clause, heading="", text=text, seen_version=row.version, actor=officer, now=LATER
    )


def test_a_code_is_told_once_and_only_its_hash_is_kept(edition, officer):
    invited = invite(edition, officer)

    kept = ReviewInvitation.objects.get()

    assert kept.code_hash == token_hash(invited.code)
    assert invited.code not in str(list(ReviewInvitation.objects.values()))
    assert invitation_of_code(invited.code) == kept
    assert invitation_of_code(kept.code_hash) is None


def test_an_invitation_ends_with_its_days_or_when_it_is_withdrawn(edition, officer):
    short, other = invite(edition, officer, days=1).invitation, invite(edition, officer)

    with pytest.raises(errors.InvitationOver):
        comment(short, now=DURING + timedelta(days=1))
    comment(other.invitation)
    actions.withdraw_invitation(invitation=other.invitation, actor=officer, now=LATER)
    with pytest.raises(errors.InvitationOver):
        comment(other.invitation, "もう一つ")
    with pytest.raises(errors.InvitationWithdrawn):
        actions.withdraw_invitation(invitation=other.invitation, actor=officer, now=LATER)

    assert invitation_of_code(other.code) is None
    assert ReviewComment.objects.count() == 1


@pytest.mark.parametrize("days", [0, 61])
def test_days_have_their_limits(edition, officer, days):
    with pytest.raises(errors.ReviewDaysOutOfRange):
        invite(edition, officer, days=days)


def test_staff_with_a_role_are_invited_once(edition, officer):
    colleague = RoleFactory(kind=RoleKind.OPERATOR).user
    told = {"edition": edition, "days": 7, "actor": officer, "now": DURING}
    with pytest.raises(errors.ReviewerNotStaff):
        actions.invite_staff(reviewer=UserFactory(), **told)

    invited = actions.invite_staff(reviewer=colleague, **told)

    assert (invited.code, invited.invitation.code_hash) == ("", None)
    assert invitations_of(colleague, LATER) == [invited.invitation]
    with pytest.raises(errors.InvitedAlready):
        actions.invite_staff(reviewer=colleague, **told)


@pytest.mark.parametrize("kind", [RoleKind.WARD_OFFICER, RoleKind.OPERATOR, None])
def test_nobody_else_invites_withdraws_or_answers(kind, edition, officer):
    stranger = RoleFactory(kind=kind, area=WardFactory()).user if kind else UserFactory()
    invitation = invite(edition, officer).invitation
    one = comment(invitation)

    with pytest.raises(NotAllowed):
        invite(edition, stranger)
    with pytest.raises(NotAllowed):
        actions.invite_staff(edition=edition, reviewer=officer, days=3, actor=stranger, now=DURING)
    with pytest.raises(NotAllowed):
        actions.withdraw_invitation(invitation=invitation, actor=stranger, now=DURING)
    with pytest.raises(NotAllowed):
        settle(one, stranger)


def test_a_comment_can_be_changed_and_taken_back_until_it_is_answered(edition, officer):
    invitation = invite(edition, officer).invitation
    first = comment(invitation, "わかりにくい")

    assert comment(invitation, "一つ目の言葉がわかりにくい") == first
    settle(ReviewComment.objects.get(), officer)

    with pytest.raises(errors.CommentAnswered):
        actions.withdraw_comment(comment=first, now=LATER)
    second = comment(invitation, "続けて一つ")
    assert second != first
    actions.withdraw_comment(comment=second, now=LATER)
    assert list(ReviewComment.objects.standing()) == [first]
    with pytest.raises(errors.CommentWithdrawn):
        settle(second, officer)


def test_a_comment_stands_beside_a_clause_of_this_edition_only(edition, officer):
    invitation = invite(edition, officer).invitation
    other = begun(officer)

    with pytest.raises(errors.ClauseNotHere):
        comment(invitation, clause=add(other, officer))
    with pytest.raises(WordsMissing):
        comment(invitation, "　")
    with pytest.raises(WordsTooLong):
        comment(invitation, "あ" * 2001)


def test_a_machine_cannot_write_without_end(edition, officer, monkeypatch):
    monkeypatch.setattr(policies, "SAVES_AN_HOUR", 3)
    invitation = invite(edition, officer).invitation
    for number in range(3):
        comment(invitation, f"{number}つ目")

    with pytest.raises(errors.TooManySaves):
        comment(invitation, "四つ目")

    assert comment(invitation, "一時間あと", now=LATER + timedelta(hours=1)).text == "一時間あと"


def test_a_comment_is_taken_over_by_the_writing_that_changed_the_clause(edition, officer):
    one = comment(invite(edition, officer).invitation)
    with pytest.raises(errors.TakenOverNeedsWriting):
        settle(one, officer, CommentOutcome.TAKEN_OVER, "")

    rewrite(edition, "わかりやすくした文。", officer)
    settled = settle(one, officer, CommentOutcome.TAKEN_OVER, "")

    assert settled.writing.text == "わかりやすくした文。"


@pytest.mark.parametrize("outcome", [CommentOutcome.ANSWERED, CommentOutcome.NOT_TAKEN])
def test_an_answer_needs_words(edition, officer, outcome):
    one = comment(invite(edition, officer).invitation)

    with pytest.raises(WordsMissing):
        settle(one, officer, outcome, "")


def test_the_author_sees_comments_clause_by_clause_and_what_was_written_since(edition, officer):
    second = add(edition, officer, "二つ目の文。")
    invitation = invite(edition, officer).invitation
    late = comment(invitation, "二つ目に", clause=second)
    early = comment(invitation, "一つ目に")
    rewrite(edition, "直した一つ目。", officer)
    actions.end_clause(edition=edition, clause=second, reason="ほかの文書に書く", actor=officer, now=LATER)

    rows = commented_clauses(edition)

    assert [(row.place, row.comments, row.written_since) for row in rows] == [
        ("第1文", (early,), frozenset({early.pk})),
        ("", (late,), frozenset()),
    ]


def test_when_an_edition_comes_out_links_end_and_names_go(edition, officer):
    invited = invite(edition, officer)
    one = comment(invited.invitation)

    publish(edition)

    kept = ReviewInvitation.objects.get()
    assert (kept.label, kept.code_hash) == ("", None)
    assert kept.label_erased_at is not None
    assert ReviewComment.objects.get() == one
    with pytest.raises(errors.ReviewNotOpen):
        comment(kept)
    with pytest.raises(errors.ReviewNotOpen):
        invite(edition, officer)


def test_nothing_of_reviewers_is_frozen_with_the_edition(edition, officer):
    one = comment(invite(edition, officer, label="山田さん").invitation, "ここは変です")
    settle(one, officer, answer="直しません")

    published = publish(edition)

    for words in ("山田さん", "ここは変です", "直しません"):
        assert words not in published.frozen


def test_words_are_erased_a_year_after_the_edition_came_out_and_answers_stay(edition, officer):
    one = comment(invite(edition, officer).invitation)
    settle(one, officer)
    published = publish(edition)
    end = published.published_at + policies.COMMENTS_KEPT

    assert actions.erase_old_reviews(now=end) == 0
    assert actions.erase_old_reviews(now=end + timedelta(seconds=1)) == 1
    assert actions.erase_old_reviews(now=end + timedelta(days=1)) == 0

    kept = ReviewComment.objects.get()
    assert (kept.text, kept.answer) == ("", "ありがとうございます。")


def test_words_beside_an_edition_that_never_came_out_go_a_year_after_the_invitation(edition, officer):
    invitation = invite(edition, officer).invitation
    comment(invitation)

    assert actions.erase_old_reviews(now=invitation.expires_at + policies.COMMENTS_KEPT + timedelta(days=1)) == 1

    assert ReviewInvitation.objects.get().label == ""


def test_a_new_edition_has_reviewers_of_its_own(edition, officer):
    invite(edition, officer)
    publish(edition)
    second = actions.begin_edition(document=edition.document, plan=plan(), actor=officer, now=LATER)

    assert list(second.invitations.all()) == []
