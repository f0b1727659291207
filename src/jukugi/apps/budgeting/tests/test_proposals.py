from datetime import date, timedelta

import pytest

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions import handling, proposing
from jukugi.apps.budgeting.actions.proposing import PartDraft, ProposalDraft
from jukugi.apps.budgeting.enums.proposals import ProposalAct, ProposalState, Verdict
from jukugi.apps.budgeting.enums.rounds import Scope
from jukugi.apps.budgeting.errors import proposals as errors
from jukugi.apps.budgeting.models import Proposal
from jukugi.apps.budgeting.tests import factories as f
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db


def draft(**fields) -> ProposalDraft:
    said = {
        "title": "公園にベンチを三つ",
        "words": "坂の途中で休めるようにします。",
        "where": "見本坂公園",
        "for_whom": "買い物に歩く人",
        "parts": (PartDraft("ベンチ三つ", 240_000), PartDraft("置く工事", 120_000)),
    }
    return ProposalDraft(**said | fields)


def sent(budget_round=None, author=None, **fields) -> Proposal:
    return proposing.propose(
        budget_round=budget_round or f.announced(),
        draft=draft(**fields),
        author=author or ParticipantFactory(),
        now=f.PROPOSING,
    )


def department() -> Organization:
    made, _ = Organization.objects.get_or_create(kind=OrganizationKind.DEPARTMENT, name="見本公園課")
    return made


def assess(proposal, verdict=Verdict.FEASIBLE, officer=None, **fields):
    said = {"reason": "公園の中なので置けます。", "department": department(), "now": f.PROPOSING}
    return handling.assess_proposal(
        proposal=proposal, verdict=verdict, actor=officer or RoleFactory().user, **said | fields
    )


def test_a_proposal_keeps_its_parts_and_waits_with_a_receipt():
    proposal = sent()

    assert (proposal.state, proposal.cost_yen, proposal.ward) == (
        ProposalState.WAITING,
        360_000,
        proposal.round.area,
    )
    assert [(part.what, part.yen) for part in proposal.parts.all()] == [("ベンチ三つ", 240_000), ("置く工事", 120_000)]
    assert len(proposal.receipt) == 9


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"title": " "}, WordsMissing),
        ({"parts": ()}, errors.NoParts),
        ({"parts": (PartDraft("", 100),)}, errors.PartUnfit),
        ({"parts": (PartDraft("ベンチ", 0),)}, errors.PartUnfit),
        ({"parts": (PartDraft("橋", 10_000_001),)}, errors.OverBudget),
        ({"parts": tuple(PartDraft(f"部品{n}", 1) for n in range(13))}, errors.TooManyParts),
    ],
)
def test_what_cannot_be_looked_at_is_refused_with_words(fields, error):
    with pytest.raises(error):
        sent(**fields)

    assert Proposal.objects.count() == 0


def test_a_round_takes_proposals_for_what_it_pays_for():
    city = f.announced(scope=Scope.CITY, area=None)
    joint = f.announced(scope=Scope.JOINT, area=None)

    with pytest.raises(errors.WardUnfit):
        sent(ward=WardFactory())
    with pytest.raises(errors.WardUnfit):
        sent(city, ward=WardFactory())

    assert sent(joint, ward=WardFactory()).level == "kuiki"
    assert sent(joint).level == "shiiki"


def test_proposals_come_on_their_days_and_not_too_many_from_one_device():
    budget_round, author = f.announced(), ParticipantFactory()

    with pytest.raises(errors.ProposalsNotTaken):
        proposing.propose(budget_round=budget_round, draft=draft(), author=author, now=f.OPENING)
    for _number in range(5):
        sent(budget_round, author)
    with pytest.raises(errors.TooManySent):
        sent(budget_round, author)


def test_a_card_that_came_in_time_is_typed_in_later():
    budget_round, officer = f.announced(), RoleFactory().user
    said = {"budget_round": budget_round, "draft": draft(), "actor": officer, "now": f.OPENING}

    typed = proposing.enter_proposal(channel=Channel.POST, received_on=date(2026, 4, 30), **said)

    assert (typed.channel, typed.state) == (Channel.POST, ProposalState.WAITING)
    with pytest.raises(errors.ProposalsNotTaken):
        proposing.enter_proposal(channel=Channel.POST, received_on=date(2026, 5, 1), **said)
    with pytest.raises(errors.WrongChannel):
        proposing.enter_proposal(channel=Channel.WEB, received_on=date(2026, 4, 30), **said)
    with pytest.raises(errors.ReceivedInTheFuture):
        proposing.enter_proposal(channel=Channel.CARD, received_on=date(2026, 5, 11), **said)


def test_a_department_answers_with_its_reason_and_mends_the_cost_with_another():
    proposal = handling.show_proposal(proposal=sent(), actor=RoleFactory().user, now=f.PROPOSING)

    with pytest.raises(WordsMissing):
        assess(proposal, reason="")
    with pytest.raises(errors.CostReasonMissing):
        assess(proposal, cost_yen=500_000)
    with pytest.raises(errors.ChangeMissing):
        assess(proposal, Verdict.IF_CHANGED)
    answer = assess(proposal, cost_yen=500_000, cost_reason="基礎の工事が要ります。")

    proposal.refresh_from_db()
    assert (answer.cost_before_yen, proposal.cost_yen, proposal.verdict) == (360_000, 500_000, Verdict.FEASIBLE)
    assert sum(part.yen for part in proposal.parts.all()) == 360_000


def test_what_is_feasible_if_changed_is_changed_and_answered_anew():
    officer = RoleFactory().user
    proposal = handling.show_proposal(proposal=sent(), actor=officer, now=f.PROPOSING)
    assess(proposal, Verdict.IF_CHANGED, change="二つに減らしてください。")

    with pytest.raises(errors.NothingChanged):
        handling.correct_proposal(proposal=proposal, draft=draft(), reason="二つに", actor=officer, now=f.PROPOSING)
    handling.correct_proposal(
        proposal=proposal,
        draft=draft(title="公園にベンチを二つ"),
        reason="提案した人と話して",
        actor=officer,
        now=f.PROPOSING,
    )

    proposal.refresh_from_db()
    assert (proposal.title, proposal.verdict) == ("公園にベンチを二つ", "")
    assert [step.facts["title"] for step in proposal.steps.all()][-2:] == ["公園にベンチを三つ", "公園にベンチを二つ"]
    assert list(Proposal.objects.unanswered()) == [proposal]


def test_several_become_one_and_each_leads_there():
    budget_round, officer = f.announced(), RoleFactory().user
    sources = [
        handling.show_proposal(proposal=sent(budget_round, title=title), actor=officer, now=f.PROPOSING)
        for title in ("坂のベンチ", "駅のベンチ")
    ]

    made = handling.merge_proposals(
        sources=sources, draft=draft(title="歩く道のベンチ"), reason="同じ道の話のため", actor=officer, now=f.PROPOSING
    )

    assert made.state == ProposalState.SHOWN
    assert [tie.source for tie in made.ties_to_sources.all()] == sources
    for source in sources:
        source.refresh_from_db()
        assert (source.state, source.merged_into) == (ProposalState.MERGED, made)
        assert source.steps.last().act == ProposalAct.MERGED
    with pytest.raises(errors.MergesTooFew):
        handling.merge_proposals(sources=[made], draft=draft(), reason="一つ", actor=officer, now=f.PROPOSING)
    with pytest.raises(errors.AlreadyAnswered):
        handling.merge_proposals(
            sources=[made, sources[0]], draft=draft(), reason="もう一度", actor=officer, now=f.PROPOSING
        )
    with pytest.raises(errors.MergesAcross):
        handling.merge_proposals(
            sources=[made, f.proposal(f.announced())], draft=draft(), reason="ほか", actor=officer, now=f.PROPOSING
        )


def test_only_who_sent_it_or_an_officer_takes_it_back():
    author = ParticipantFactory()
    proposal = sent(author=author)

    with pytest.raises(errors.NotAnAuthor):
        handling.withdraw_proposal(proposal=proposal, reason="やめる", actor=ParticipantFactory(), now=f.PROPOSING)
    handling.withdraw_proposal(proposal=proposal, reason="ほかで実現したため", actor=author, now=f.PROPOSING)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WITHDRAWN
    with pytest.raises(errors.AlreadyAnswered):
        handling.withdraw_proposal(proposal=proposal, reason="もう一度", actor=author, now=f.PROPOSING)


def test_nobody_handles_proposals_of_another_ward_or_of_a_ballot_that_stands():
    proposal = sent()
    stranger = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user
    officer = RoleFactory().user

    for act in (
        lambda: handling.show_proposal(proposal=proposal, actor=stranger, now=f.PROPOSING),
        lambda: handling.hide_proposal(proposal=proposal, reason="いや", actor=stranger, now=f.PROPOSING),
        lambda: assess(proposal, officer=stranger),
        lambda: handling.correct_proposal(
            proposal=proposal, draft=draft(title="別"), reason="別", actor=stranger, now=f.PROPOSING
        ),
        lambda: handling.withdraw_proposal(proposal=proposal, reason="いや", actor=stranger, now=f.PROPOSING),
    ):
        with pytest.raises(NotAllowed):
            act()
    frozen = f.voting().proposals.first()
    with pytest.raises(errors.RoundFrozen):
        handling.hide_proposal(proposal=frozen, reason="いや", actor=officer, now=f.NOW)
    with pytest.raises(errors.RoundFrozen):
        assess(frozen, now=f.NOW + timedelta(days=1))
