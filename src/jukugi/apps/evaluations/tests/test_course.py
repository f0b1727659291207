"""A review from its preparation to its publication, and every reason why something is refused."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.evaluations import actions, errors
from jukugi.apps.evaluations.actions import CriterionDraft, FactDraft, Filler, FindingDraft, SheetDraft, VerdictDraft
from jukugi.apps.evaluations.enums import FactKind, FindingState, SheetState, Side, Verdict
from jukugi.apps.evaluations.models import EvaluationSheet, Finding, SheetVerdict
from jukugi.apps.evaluations.queries.verdicts import matrix_of, voices_of
from jukugi.apps.evaluations.sealed import sheets_agree
from jukugi.apps.evaluations.tests.factories import (
    LATER,
    TODAY,
    draft,
    found,
    measure_in,
    opened,
    plan,
    policy,
    prepared,
    published,
    send,
    show,
)
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.organizations.tests.factories import DepartmentFactory, MembershipFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed, WordsMissing, WordsTooLong

pytestmark = pytest.mark.django_db


def test_a_review_goes_its_way_to_publication():
    review = published()

    assert review.is_published
    assert [step.act for step in review.steps.all()] == ["prepared", "opened", "closed", "published"]
    assert Finding.objects.public().count() == 1


def test_a_correction_is_a_new_sheet_with_the_same_number():
    review = opened()
    author = ParticipantFactory()

    first = send(review, Verdict.NO, author=author)
    second = send(review, Verdict.YES, author=author)

    first.refresh_from_db()
    assert (first.state, second.receipt, second.version) == (SheetState.REPLACED, first.receipt, 2)
    assert matrix_of(measure_in(review)).total == 1
    assert SheetVerdict.objects.filter(sheet=first).get().verdict == Verdict.NO


def test_the_same_sheet_sent_twice_is_one():
    review = opened()
    author = ParticipantFactory()

    assert send(review, author=author) == send(review, author=author)
    assert EvaluationSheet.objects.count() == 1


def test_a_verdict_needs_its_reason_and_a_sheet_a_verdict():
    review = opened()
    criterion = review.criteria.first()

    with pytest.raises(errors.ReasonNeeded):
        send(review, Verdict.YES, reason=" ")
    with pytest.raises(errors.NoVerdict):
        send(review, draft=SheetDraft([]))
    send(review, draft=SheetDraft([VerdictDraft(criterion, Verdict.UNKNOWN)]))

    assert EvaluationSheet.objects.count() == 1


def test_a_criterion_of_another_review_and_a_double_one_are_refused():
    review, other = opened(), opened()
    own = review.criteria.first()

    with pytest.raises(errors.CriterionOfAnotherReview):
        send(review, draft=draft(other))
    twice = [VerdictDraft(own, Verdict.YES, "一"), VerdictDraft(own, Verdict.NO, "二")]
    with pytest.raises(errors.CriterionOfAnotherReview):
        send(review, draft=SheetDraft(twice))


def test_words_that_are_too_long_are_refused_not_cut():
    with pytest.raises(WordsTooLong):
        send(opened(), Verdict.YES, reason="あ" * 1001)


def test_sheets_are_taken_within_the_period_alone():
    review = opened()

    with pytest.raises(errors.ReviewNotOpen):
        send(review, now=DURING - timedelta(days=2))
    with pytest.raises(errors.ReviewNotOpen):
        send(review, now=LATER)


def test_what_is_only_listed_is_not_judged():
    officer = RoleFactory().user
    review = prepared(officer)
    listed = actions.add_measure(review=review, policy=policy("L1"), listed_only=True, actor=officer, now=DURING)
    actions.open_review(review=review, actor=officer, now=DURING)

    with pytest.raises(errors.ReviewNotOpen):
        send(review, measure=listed)


@pytest.mark.parametrize("side", [Side.MEMBER, Side.PARTNER, Side.ASSOCIATION, Side.DEPARTMENT])
def test_a_participant_without_the_key_cannot_speak_for_another_side(side):
    review = opened()

    with pytest.raises(errors.AnotherDoor):
        send(review, filler=Filler(side, participant=ParticipantFactory(), key="wrong"))


def test_members_and_partners_come_by_their_own_key():
    review = opened()
    member = Filler(Side.MEMBER, participant=ParticipantFactory(), key=review.member_key)

    assert send(review, filler=member).side == Side.MEMBER
    with pytest.raises(errors.AnotherDoor):
        send(review, filler=Filler(Side.PARTNER, participant=ParticipantFactory(), key=review.member_key))


def test_the_responsible_department_answers_and_no_other():
    review = opened()
    measure = measure_in(review)
    department = DepartmentFactory()
    measure.policy.department = department
    measure.policy.save()
    inside, outside = RoleFactory().user, RoleFactory().user
    MembershipFactory(person=inside, organization=department, starts_on=TODAY - timedelta(days=9))

    sheet = send(review, filler=Filler(Side.DEPARTMENT, staff=inside), measure=measure_in(review))

    assert (sheet.organization, sheet.state) == (department, SheetState.SHOWN)
    with pytest.raises(NotAllowed):
        send(review, filler=Filler(Side.DEPARTMENT, staff=outside), measure=measure_in(review))


def test_one_device_cannot_flood_a_review(monkeypatch):
    monkeypatch.setattr("jukugi.apps.evaluations.policies.SHEETS_PER_DAY", 3)
    review = opened()
    author = ParticipantFactory()
    for number in range(3):
        send(review, author=author, reason=f"理由{number}")

    with pytest.raises(errors.TooManySheets):
        send(review, author=author, reason="もう一度")


def test_paper_is_typed_in_word_for_word_each_of_a_person_of_its_own():
    review = opened()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user
    given = {
        "measure": measure_in(review),
        "draft": draft(review, Verdict.NO),
        "side": Side.CITIZEN,
        "received_at": DURING,
        "actor": officer,
        "now": DURING + timedelta(hours=1),
    }

    one = actions.enter_paper_sheet(channel=Channel.POST, form_key="a" * 22, **given)
    two = actions.enter_paper_sheet(channel=Channel.FAX, form_key="b" * 22, **given)

    assert one.receipt != two.receipt
    assert matrix_of(measure_in(review)).total == 2
    with pytest.raises(errors.WrongChannel):
        actions.enter_paper_sheet(channel=Channel.WEB, form_key="c" * 22, **given)
    late = given | {"received_at": DURING + timedelta(days=1)}
    with pytest.raises(errors.ReceivedInTheFuture):
        actions.enter_paper_sheet(channel=Channel.POST, form_key="c" * 22, **late)
    with pytest.raises(NotAllowed):
        actions.enter_paper_sheet(channel=Channel.POST, form_key="c" * 22, **(given | {"actor": UserFactory()}))


def test_words_are_hidden_by_a_rule_and_the_verdict_still_counts():
    officer = RoleFactory().user
    review = opened(officer)
    sheet = send(review, Verdict.NO)

    with pytest.raises(errors.RuleMissing):
        actions.review_sheet(sheet=sheet, state=SheetState.HIDDEN, actor=officer, now=DURING)
    with pytest.raises(WordsMissing):
        actions.review_sheet(sheet=sheet, state=SheetState.HIDDEN, rule="personal", actor=officer, now=DURING)
    actions.review_sheet(
        sheet=sheet, state=SheetState.HIDDEN, rule="personal", reason="名前がある。", actor=officer, now=DURING
    )

    matrix = matrix_of(measure_in(review))
    assert matrix.rows[0].cells[0].counts == (0, 0, 0, 1, 0)
    assert voices_of(measure_in(review), matrix)[matrix.rows[0].criterion.pk][0].many.rows == []
    show_again = {"sheet": sheet, "state": SheetState.HIDDEN, "rule": "personal", "reason": "同じ"}
    with pytest.raises(errors.ReviewChangesNothing):
        actions.review_sheet(**show_again, actor=officer, now=DURING)


def test_whoever_does_not_run_a_review_is_refused_everything():
    officer, stranger = RoleFactory().user, RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user
    review = opened(officer)
    sheet = show(send(review), officer)
    finding = found(review, officer, sheet)
    issue = IssueFactory(process=review.process)
    given = {"actor": stranger, "now": DURING}
    refused = [
        lambda: actions.prepare_review(process=review.process, plan=plan(), ward=None, **given),
        lambda: actions.change_review(review=review, plan=plan(), **given),
        lambda: actions.set_criteria(review=review, criteria=[], **given),
        lambda: actions.add_measure(review=review, policy=policy("X1"), **given),
        lambda: actions.remove_measure(measure=measure_in(review), **given),
        lambda: actions.describe_measure(measure=measure_in(review), aim="", years="", facts=[], **given),
        lambda: actions.open_review(review=review, **given),
        lambda: actions.close_review(review=review, **given),
        lambda: actions.publish_review(review=review, **given),
        lambda: actions.review_sheet(sheet=sheet, state=SheetState.HIDDEN, rule="personal", reason="x", **given),
        lambda: actions.write_finding(review=review, draft=FindingDraft("keep", "a", "b"), **given),
        lambda: actions.add_basis(finding=finding, sheet=sheet, **given),
        lambda: actions.remove_basis(basis=finding.bases.get(), **given),
        lambda: actions.submit_finding(finding=finding, **given),
        lambda: actions.approve_finding(finding=finding, **given),
        lambda: actions.send_finding_back(finding=finding, note="x", **given),
        lambda: actions.discard_finding(finding=finding, note="x", **given),
        lambda: actions.link_finding(finding=finding, issue=issue, reason="x", **given),
    ]
    for act in refused:
        with pytest.raises(NotAllowed):
            act()
    link = actions.link_finding(finding=finding, issue=issue, reason="同じ問い", actor=officer, now=DURING)
    with pytest.raises(NotAllowed):
        actions.end_finding_link(link=link, reason="x", **given)


def test_a_link_to_an_issue_is_ended_once():
    officer = RoleFactory().user
    review = opened(officer)
    finding = found(review, officer, show(send(review), officer))
    issue = IssueFactory(process=review.process)
    link = actions.link_finding(finding=finding, issue=issue, reason="同じ問い", actor=officer, now=DURING)
    actions.end_finding_link(link=link, reason="別の問いだった", actor=officer, now=DURING)

    with pytest.raises(errors.LinkEnded):
        actions.end_finding_link(link=link, reason="二度目", actor=officer, now=LATER)

    link.refresh_from_db()
    assert (link.ended_reason, link.ended_at) == ("別の問いだった", DURING)


def test_who_wrote_or_submitted_a_finding_does_not_approve_it():
    writer, other = RoleFactory().user, RoleFactory().user
    review = opened(writer)
    finding = found(review, writer, show(send(review), writer))

    with pytest.raises(errors.SamePerson):
        actions.approve_finding(finding=finding, actor=writer, now=LATER)
    actions.approve_finding(finding=finding, actor=other, now=LATER)

    finding.refresh_from_db()
    assert finding.state == FindingState.APPROVED


def test_a_finding_rests_on_something_public_of_the_same_review():
    officer = RoleFactory().user
    review, other = opened(officer), opened(officer)
    finding = actions.write_finding(review=review, draft=FindingDraft("stop", "a", "b"), actor=officer, now=LATER)
    given = {"finding": finding, "actor": officer, "now": LATER}

    with pytest.raises(errors.FindingWithoutBasis):
        actions.submit_finding(**given)
    with pytest.raises(errors.BasisNotPublic):
        actions.add_basis(sheet=send(review), **given)
    with pytest.raises(errors.BasisNotPublic):
        actions.add_basis(sheet=show(send(other), officer), **given)
    sheet = show(send(review), officer)
    actions.add_basis(sheet=sheet, **given)
    with pytest.raises(errors.BasisTwice):
        actions.add_basis(sheet=sheet, **given)
    basis = actions.add_basis(words="差は33ポイント", url="//evil.example", **given)
    assert basis.url == ""


def test_a_result_comes_out_whole_or_not_at_all():
    officer, other = RoleFactory().user, RoleFactory().user
    review = opened(officer)
    sheet = send(review)
    actions.close_review(review=review, actor=officer, now=LATER)
    given = {"review": review, "actor": officer, "now": LATER}

    with pytest.raises(errors.SheetsWait):
        actions.publish_review(**given)
    show(sheet, officer)
    with pytest.raises(errors.FindingsNeeded):
        actions.publish_review(**given)
    finding = found(review, officer, sheet)
    with pytest.raises(errors.FindingsLeft):
        actions.publish_review(**given)
    actions.approve_finding(finding=finding, actor=other, now=LATER)
    actions.publish_review(**given)
    with pytest.raises(errors.ReviewNotInState):
        actions.publish_review(**given)
    with pytest.raises(errors.ReviewNotInState):
        actions.send_finding_back(finding=finding, note="x", actor=officer, now=LATER)


def test_a_review_without_measures_or_in_the_past_is_not_opened():
    officer = RoleFactory().user
    review = prepared(officer)
    actions.remove_measure(measure=measure_in(review), actor=officer, now=DURING)

    with pytest.raises(errors.NothingToReview):
        actions.open_review(review=review, actor=officer, now=DURING)
    with pytest.raises(errors.PeriodInThePast):
        actions.open_review(review=review, actor=officer, now=LATER)


def test_criteria_stand_once_and_until_the_review_is_open():
    officer = RoleFactory().user
    review = prepared(officer)
    one = CriterionDraft("効果", "ねらったことが起きた")

    with pytest.raises(errors.CriterionTwice):
        actions.set_criteria(review=review, criteria=[one, one], actor=officer, now=DURING)
    actions.set_criteria(review=review, criteria=[one], actor=officer, now=DURING)
    assert review.criteria.count() == 1
    actions.open_review(review=review, actor=officer, now=DURING)
    with pytest.raises(errors.ReviewNotInState):
        actions.set_criteria(review=review, criteria=[one], actor=officer, now=DURING)


def test_facts_name_their_source_and_what_is_not_known_stays_unknown():
    officer = RoleFactory().user
    review = prepared(officer)
    given = {"measure": measure_in(review), "aim": "", "years": "", "actor": officer, "now": DURING}

    with pytest.raises(WordsMissing):
        actions.describe_measure(facts=[FactDraft(FactKind.MONEY, source="", yen=5)], **given)
    facts = [FactDraft(FactKind.MONEY, source="決算書", yen=5), FactDraft(FactKind.MONEY, source="決算書")]
    actions.describe_measure(facts=facts, **given)

    assert [fact.is_unknown for fact in measure_in(review).facts.all()] == [False, True]


def test_a_changed_sheet_is_found_by_the_check_of_the_log():
    review = opened()
    sheet = send(review, Verdict.NO)
    assert sheets_agree().count == 0

    SheetVerdict.objects.filter(sheet=sheet).update(verdict=Verdict.YES)

    assert sheets_agree().count == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(Verdict)), st.sampled_from(list(Verdict))), max_size=8))
def test_every_verdict_is_counted_once_and_none_is_averaged(pairs):
    review = opened()
    for pair in pairs:
        send(review, *pair)

    matrix = matrix_of(measure_in(review))
    assert matrix.total == len(pairs)
    for place, row in enumerate(matrix.rows[:2]):
        cells = {cell.side: cell.counts for cell in row.cells}
        expected = tuple(sum(pair[place] == verdict for pair in pairs) for verdict in Verdict)
        assert cells.get(Side.CITIZEN, (0,) * 5) == expected
