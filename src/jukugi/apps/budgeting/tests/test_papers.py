from dataclasses import replace
from datetime import date

import pytest

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions import papers as actions
from jukugi.apps.budgeting.actions.ballots import cast_ballot
from jukugi.apps.budgeting.actions.codes import make_codes
from jukugi.apps.budgeting.actions.papers import PaperRead
from jukugi.apps.budgeting.actions.rounds import close_voting
from jukugi.apps.budgeting.enums.ballots import SpoiledReason
from jukugi.apps.budgeting.enums.rounds import Scope, Verification
from jukugi.apps.budgeting.errors import ballots as errors
from jukugi.apps.budgeting.errors import rounds as round_errors
from jukugi.apps.budgeting.models import Ballot, PaperBallot, SpoiledBallot, VoterCode
from jukugi.apps.budgeting.policies import code_digest
from jukugi.apps.budgeting.queries import elections
from jukugi.apps.budgeting.tests import factories as f
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def printed(budget_round, count: int = 1) -> list[PaperBallot]:
    return actions.print_papers(
        budget_round=budget_round, count=count, place="区役所", actor=RoleFactory().user, now=f.NOW
    )


def read(*numbers: int, key: str = "", **fields) -> PaperRead:
    said = PaperRead(
        numbers=frozenset(numbers),
        channel=Channel.MEETING,
        received_on=date(2026, 6, 5),
        form_key=key or ParticipantFactory().actor_key[:22],
    )
    return replace(said, **fields)


def by(paper, what, actor=None, now=f.NOW):
    return actions.read_paper(paper=paper, read=what, actor=actor or RoleFactory().user, now=now)


def coded(**fields):
    return f.voting(rules=f.rules(verification=Verification.CODE), **fields)


def code_for(budget_round, **fields) -> tuple[str, VoterCode]:
    (told,) = make_codes(budget_round=budget_round, count=1, actor=RoleFactory().user, now=f.NOW, **fields)
    return told, VoterCode.objects.select_related("round").get(digest=code_digest(told))


def test_every_paper_has_its_number_and_its_own_order():
    budget_round = f.voting()

    papers = printed(budget_round, 20)

    assert len({paper.receipt for paper in papers}) == len({paper.order_seed for paper in papers}) == 20


def test_two_people_who_read_the_same_count_a_ballot_once_with_its_channel():
    budget_round = f.voting()
    (paper,) = printed(budget_round)

    first = by(paper, read(1, 3))
    assert list(Ballot.objects.all()) == []
    second = by(paper, read(1, 3))

    ballot = Ballot.objects.get()
    assert (first.is_settled, second.is_settled) == (False, True)
    assert (ballot.choices, ballot.channel, ballot.receipt) == ("1,3", Channel.MEETING, paper.receipt)
    assert ballot.order_seed == paper.order_seed
    with pytest.raises(errors.PaperSettled):
        by(paper, read(1))


def test_one_person_reads_once_and_a_form_sent_twice_is_one_reading():
    (paper,), actor = printed(f.voting()), RoleFactory().user
    what = read(1)

    assert by(paper, what, actor).reading == by(paper, what, actor).reading
    with pytest.raises(errors.SamePerson):
        by(paper, read(1), actor)


def test_what_two_people_read_differently_is_settled_by_a_look_at_the_paper():
    (paper,) = printed(f.voting())
    by(paper, read(1))

    with pytest.raises(errors.NothingDiffers):
        actions.settle_paper(paper=paper, read=read(1), actor=RoleFactory().user, now=f.NOW)
    differing = by(paper, read(1, 2))
    actions.settle_paper(paper=paper, read=read(1, 2), actor=RoleFactory().user, now=f.NOW)

    assert differing.differs == ("choices",)
    assert Ballot.objects.get().choices == "1,2"
    assert paper.readings.count() == 3


def test_a_spoiled_paper_is_kept_with_its_reason_and_not_counted():
    budget_round = f.voting(rules=f.rules(approvals_most=2))
    paper, other = printed(budget_round, 2)

    with pytest.raises(errors.TooManyChosen):
        by(paper, read(1, 2, 3))
    with pytest.raises(errors.NotSpoiledThus):
        by(paper, read(1, 2, spoiled=SpoiledReason.TOO_MANY))
    for _person in range(2):
        by(paper, read(1, 2, 3, spoiled=SpoiledReason.TOO_MANY))

    assert Ballot.objects.count() == 0
    assert SpoiledBallot.objects.get().reason == SpoiledReason.TOO_MANY
    with pytest.raises(errors.ReceivedTooLate):
        by(other, read(1, received_on=date(2026, 6, 21)), now=f.AFTER)
    for _person in range(2):
        by(other, read(1, received_on=date(2026, 6, 21), spoiled=SpoiledReason.LATE), now=f.AFTER)
    assert other.spoiled.reason == SpoiledReason.LATE


def test_a_round_is_not_closed_while_papers_wait():
    officer = RoleFactory().user
    budget_round = f.voting(officer=officer)
    paper, late = printed(budget_round, 2)
    by(paper, read(1))

    with pytest.raises(round_errors.PapersUnsettled):
        close_voting(budget_round=budget_round, actor=officer, now=f.AFTER)
    by(paper, read(1), now=f.AFTER)
    close_voting(budget_round=budget_round, actor=officer, now=f.AFTER)

    assert elections.election_of(budget_round).votes == (1, 0, 0)
    with pytest.raises(errors.VoteNotOpen):
        by(late, read(1), now=f.AFTER)


def test_paper_and_web_weigh_the_same():
    budget_round = f.voting()
    (paper,) = printed(budget_round)
    by(paper, read(2))
    by(paper, read(2))
    f.vote(budget_round, 2)

    assert elections.election_of(budget_round).votes == (0, 2, 0)


def test_a_code_votes_once_on_the_web_or_on_paper():
    budget_round = coded()
    told, code = code_for(budget_round)
    first, second = printed(budget_round, 2)
    f_web = {"budget_round": budget_round, "voter": code, "now": f.NOW}

    for _person in range(2):
        by(first, read(1, code=told))
    with pytest.raises(errors.CodeUsedOnPaper):
        cast_ballot(draft=f.ballot(2), **f_web)
    for _person in range(2):
        by(second, read(3, code=told))

    assert list(Ballot.objects.values_list("choices", flat=True)) == ["1"]
    assert second.spoiled.reason == SpoiledReason.USED
    other, web = code_for(budget_round)
    cast_ballot(draft=f.ballot(2), **f_web | {"voter": web})
    (third,) = printed(budget_round)
    for _person in range(2):
        by(third, read(1, code=other))
    assert third.spoiled.reason == SpoiledReason.USED
    assert list(elections.choices_of(budget_round.pk)) == ["1", "2"]


def test_a_paper_without_its_code_is_spoiled_where_codes_are_asked_for():
    (paper,) = printed(coded())

    with pytest.raises(errors.CodeUnknown):
        by(paper, read(1))
    for _person in range(2):
        by(paper, read(1, spoiled=SpoiledReason.NO_CODE))

    assert paper.spoiled.reason == SpoiledReason.NO_CODE


def test_a_code_serves_in_both_rounds_of_one_visit_and_nowhere_else():
    rules = f.rules(verification=Verification.CODE)
    city = f.voting(scope=Scope.CITY, area=None, rules=rules)
    ward = WardFactory()
    ours, other = (f.voting(ward=area, companion=city, rules=rules) for area in (ward, WardFactory()))
    _told, of_ward = code_for(ours)
    _told, of_city = code_for(city, ward=ward)

    for code in (of_ward, of_city):
        for budget_round in (ours, city):
            cast_ballot(budget_round=budget_round, voter=code, draft=f.ballot(1), now=f.NOW)
        with pytest.raises(errors.CodeOfAnother):
            cast_ballot(budget_round=other, voter=code, draft=f.ballot(1), now=f.NOW)

    assert elections.election_of(ours).n_voters == elections.election_of(city).n_voters == 2


def test_people_are_known_by_the_step_that_the_round_asks_for():
    by_code, by_account = coded(), f.voting(rules=f.rules(verification=Verification.ACCOUNT))
    staff = RoleFactory().user

    with pytest.raises(errors.AnotherStep):
        f.vote(by_code, 1)
    with pytest.raises(errors.AnotherStep):
        f.vote(by_account, 1)
    assert cast_ballot(budget_round=by_account, voter=staff, draft=f.ballot(1), now=f.NOW).receipt
    with pytest.raises(errors.AnotherStep):
        code_for(by_account)


def test_no_row_of_a_ballot_names_who_voted():
    budget_round, voter = f.voting(), ParticipantFactory()
    f.vote(budget_round, 1, voter=voter)

    row = Ballot.objects.values().get()

    assert voter.actor_key not in str(row)
    assert not any(getattr(field, "related_model", None) is type(voter) for field in Ballot._meta.get_fields())


def test_age_must_be_said_where_it_is_asked():
    budget_round = f.voting(rules=f.rules(age_from=15))

    with pytest.raises(errors.AgeNotSaid):
        f.vote(budget_round, 1)
    assert f.vote(budget_round, 1, is_of_age=True).receipt


@pytest.mark.parametrize(
    ("numbers", "error"),
    [((9,), errors.NoSuchProject), ((), errors.TooFewChosen), ((1, 2, 3), errors.TooManyChosen)],
)
def test_a_ballot_against_the_rules_is_refused(numbers, error):
    budget_round = f.voting(rules=f.rules(approvals_least=1, approvals_most=2))

    with pytest.raises(error):
        f.vote(budget_round, *numbers)

    assert Ballot.objects.count() == 0


def test_only_officers_of_the_ward_read_its_papers_and_any_ward_those_of_the_city():
    stranger = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user
    (of_ward,) = printed(f.voting())
    (of_city,) = printed(f.voting(scope=Scope.CITY, area=None))

    with pytest.raises(NotAllowed):
        by(of_ward, read(1), stranger)
    assert by(of_city, read(1), stranger).reading.turn == 1
    with pytest.raises(NotAllowed):
        by(of_city, read(1), RoleFactory(kind=RoleKind.OPERATOR).user)
