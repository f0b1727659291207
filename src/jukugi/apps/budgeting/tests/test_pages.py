"""Pages of the room: what people read, and vote on without JavaScript."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.budgeting.actions import rounds as actions
from jukugi.apps.budgeting.actions.codes import make_codes
from jukugi.apps.budgeting.enums.proposals import ProposalState, Verdict
from jukugi.apps.budgeting.enums.rounds import Verification
from jukugi.apps.budgeting.models import Ballot, CurrentBallot, PaperBallot, Proposal, Round
from jukugi.apps.budgeting.queries import elections
from jukugi.apps.budgeting.tests import factories as f
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.kit.receipts import shown

pytestmark = pytest.mark.django_db


def now_voting(**fields) -> Round:
    """A round in which people vote today."""
    made = f.voting(**fields)
    today = timezone.localdate()
    Round.objects.filter(pk=made.pk).update(
        proposals_from=today - timedelta(40),
        proposals_until=today - timedelta(20),
        vote_from=today - timedelta(3),
        vote_until=today + timedelta(5),
    )
    made.refresh_from_db()
    return made


def now_proposing(**fields) -> Round:
    """A round that takes proposals today."""
    made = f.announced(**fields)
    today = timezone.localdate()
    Round.objects.filter(pk=made.pk).update(
        proposals_from=today - timedelta(3),
        proposals_until=today + timedelta(5),
        vote_from=today + timedelta(40),
        vote_until=today + timedelta(50),
    )
    made.refresh_from_db()
    return made


def staff_client(**role) -> Client:
    client = Client()
    client.force_login(RoleFactory(**role).user)
    return client


def url(name: str, *args) -> str:
    return reverse(f"budgeting:{name}", args=args)


def test_a_device_votes_looks_it_through_and_votes_anew():
    budget_round, client = now_voting(), Client()
    address = url("ballot", budget_round.pk)

    form = client.get(address).content.decode()
    check = client.post(address, {"p": ["1", "3"], "order": "0123456789abcdef", "step": "check"}).content.decode()
    cast = {"p": ["1", "3"], "order": "0123456789abcdef", "step": "cast", "age_band": "30", "is_member": "yes"}
    done = client.post(address, cast, follow=True).content.decode()
    again = client.get(address).content.decode()
    client.post(address, cast | {"p": ["2"]})

    current = CurrentBallot.objects.get()
    assert [number for number in ("1", "2", "3") if f'id="p{number}"' in form] == ["1", "2", "3"]
    assert "合わせて8,000,000円" in check.replace("<wbr>", "")
    assert shown(current.receipt) in done
    assert again.count(" checked") == 2
    assert list(Ballot.objects.values_list("choices", "age_band", "is_member", "order_seed")) == [
        ("1,3", "30", True, "0123456789abcdef"),
        ("2", "30", True, "0123456789abcdef"),
    ]


def test_the_order_of_projects_on_the_page_is_that_of_its_seed():
    budget_round = now_voting(costs=(1, 2, 3, 4, 5, 6, 7, 8))

    page = Client().post(url("ballot", budget_round.pk), {"order": "00000000000000aa", "step": "back"})

    assert [line.project.number for line in page.context["lines"]] == elections.order_of(
        range(1, 9), "00000000000000aa"
    )


def test_a_ballot_against_the_rules_keeps_what_was_chosen():
    budget_round = now_voting(rules=f.rules(approvals_most=2))

    page = Client().post(url("ballot", budget_round.pk), {"p": ["1", "2", "3"], "step": "check"})

    assert page.status_code == 400
    assert "1件を外してください。" in page.content.decode().replace("<wbr>", "")
    assert page.content.decode().count(" checked") == 3


def test_nobody_votes_on_the_web_before_or_after_the_days():
    budget_round = f.voting()

    page = Client().get(url("ballot", budget_round.pk))

    assert page.status_code == 409
    assert "いま受け付けていません" in page.content.decode().replace("<wbr>", "")


def test_who_votes_with_a_code_does_not_show_the_next_what_was_chosen():
    budget_round = now_voting(rules=f.rules(verification=Verification.CODE))
    (code,) = make_codes(budget_round=budget_round, count=1, actor=RoleFactory().user, now=timezone.now())
    client, address = Client(), url("ballot", budget_round.pk)

    door = client.get(f"{address}?code={code.replace('-', '')}").content.decode()
    wrong = client.post(url("ballot-code", budget_round.pk), {"code": "abcd-abcd-abcd"})
    came = client.post(url("ballot-code", budget_round.pk), {"code": code.upper()})
    client.post(address, {"p": ["1"], "step": "cast"})
    again = client.get(address).content.decode()

    assert code.replace("-", "") in door
    assert (wrong.status_code, came.status_code) == (400, 302)
    assert Ballot.objects.get().choices == "1"
    assert " checked" not in again


def test_an_account_is_asked_to_sign_in():
    budget_round = now_voting(rules=f.rules(verification=Verification.ACCOUNT))
    address = url("ballot", budget_round.pk)

    stranger, known = Client().get(address), staff_client()
    known.post(address, {"p": ["2"], "step": "cast"})

    assert stranger.status_code == 302
    assert Ballot.objects.get().choices == "2"


def test_two_ballots_are_cast_in_one_visit():
    city = now_voting(scope="city", area=None)
    ours = now_voting(companion=city)
    client = Client()

    client.post(url("ballot", ours.pk), {"p": ["1"], "step": "cast"})
    done = client.get(url("voted", ours.pk)).content.decode()
    client.post(url("ballot", city.pk), {"p": ["2"], "step": "cast"})

    assert url("ballot", city.pk) in done
    assert set(Ballot.objects.values_list("round", "choices")) == {(ours.pk, "1"), (city.pk, "2")}


def test_a_proposal_is_sent_shown_answered_and_followed():
    budget_round, client, desk = now_proposing(), Client(), staff_client()
    department = Organization.objects.create(kind=OrganizationKind.DEPARTMENT, name="見本公園課")
    typed = {
        "title": "坂のベンチ",
        "words": "休めるように。",
        "proposer": "citizen",
        "what_1": "ベンチ",
        "yen_1": "300000",
    }

    sent = client.post(url("propose", budget_round.pk), typed)
    proposal = Proposal.objects.get()
    page = url("proposal", budget_round.pk, proposal.pk)
    before = (Client().get(page).status_code, client.get(page).status_code)
    desk.post(url("proposal-step", budget_round.pk, proposal.pk, "show"))
    answer = {"verdict": "feasible", "reason": "置けます。", "cost_yen": "350000", "cost_reason": "基礎が要ります。"}
    desk.post(url("desk-proposal", budget_round.pk, proposal.pk), answer | {"department": department.pk})
    after = Client().get(page).content.decode()

    proposal.refresh_from_db()
    assert sent.status_code == 302
    assert before == (404, 200)
    assert (proposal.state, proposal.verdict, proposal.cost_yen) == (ProposalState.SHOWN, Verdict.FEASIBLE, 350_000)
    assert "見本公園課" in after
    assert "300,000" in after


def test_a_wrong_proposal_says_where_it_is_wrong():
    page = Client().post(url("propose", now_proposing().pk), {"title": "", "words": "休む", "proposer": "citizen"})

    assert page.status_code == 400
    assert Proposal.objects.count() == 0


def test_the_list_of_proposals_is_narrowed_by_what_became_of_them():
    budget_round = f.announced()
    f.proposal(budget_round, "できる案")
    f.proposal(budget_round, "できない案", verdict=Verdict.NOT_FEASIBLE)
    f.proposal(budget_round, "隠した案", state=ProposalState.HIDDEN)

    page = Client().get(url("proposals", budget_round.pk), {"state": "not_feasible"}).content.decode()
    all_of_them = Client().get(url("proposals", budget_round.pk)).content.decode()

    assert "できない案" in page.replace("<wbr>", "")
    assert "できる案" not in page.replace("<wbr>", "")
    assert "隠した案" not in all_of_them.replace("<wbr>", "")


def test_a_round_is_prepared_and_run_from_the_desk():
    desk = staff_client()
    today = timezone.localdate()
    days = {"proposals_from": -40, "proposals_until": -20, "vote_from": -3, "vote_until": 5}
    typed = {name: (today + timedelta(days=count)).isoformat() for name, count in days.items()} | {
        "title": "見本の予算", "purpose": "暮らしのため", "scope": "city", "budget_yen": "10000000",
        "fiscal_year": "2027", "verification": "device", "who_may_vote": "市に住む人", "approvals_least": "1",
        "supporters_least": "0", "rule": "equal-shares", "completion": "add1", "stop": "integral",
        "increment_yen": "1", "tie_1": "max-votes", "tie_2": "min-cost", "lot_words": "さいころで",
    }  # fmt: skip

    made = desk.post(url("new"), typed)
    budget_round = Round.objects.get()
    desk.post(url("step", budget_round.pk, "announce"))
    refused = desk.post(url("step", budget_round.pk, "open"))
    f.proposal(budget_round, ward=None)
    desk.post(url("step", budget_round.pk, "open"))

    budget_round.refresh_from_db()
    assert made.status_code == 302
    assert refused.status_code == 409
    assert budget_round.state == "voting"
    assert desk.get(url("desk-round", budget_round.pk)).status_code == 200
    assert "見本の予算" in Client().get(url("rounds")).content.decode().replace("<wbr>", "")


def test_papers_are_numbered_read_by_two_and_settled_at_the_desk():
    budget_round = now_voting()
    first, second = staff_client(), staff_client()
    first.post(url("papers", budget_round.pk), {"count": "2", "place": "区役所"})
    paper, other = PaperBallot.objects.all()
    address = url("read-paper", budget_round.pk, paper.receipt)
    typed = {"numbers": "1 3", "channel": "meeting", "received_on": timezone.localdate().isoformat()}

    opened = first.post(url("reading", budget_round.pk), {"number": shown(paper.receipt)})
    first.post(address, typed | {"form_key": "a"})
    mine = first.get(address).content.decode()
    second.post(address, typed | {"form_key": "b", "numbers": "1"})
    differing = second.get(address).content.decode()
    second.post(address, typed | {"form_key": "c"})
    wrong = first.post(url("read-paper", budget_round.pk, other.receipt), typed | {"form_key": "d", "numbers": "1 x"})

    assert opened.headers["Location"] == address
    assert "一人目は、あなたです" in mine.replace("<wbr>", "")
    assert "くいちがいを決める" in differing.replace("<wbr>", "")
    assert Ballot.objects.get().choices == "1,3"
    assert wrong.status_code == 400


def test_codes_are_told_once_as_a_table():
    budget_round = now_voting(rules=f.rules(verification=Verification.CODE))

    answer = staff_client().post(url("codes", budget_round.pk), {"count": "3", "as": "table"})

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert "/ballot/?code=" in lines[1]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_hidden_result_is_seen_by_nobody_before_the_end():
    budget_round = now_voting()
    for numbers in ((1,), (1, 2), (3,)):
        f.vote(budget_round, *numbers, now=timezone.now())

    pages = [Client().get(url("round", budget_round.pk)), staff_client().get(url("desk-round", budget_round.pk))]

    assert all("3人が投票しました" in page.content.decode().replace("<wbr>", "") for page in pages)


def test_merging_asks_for_two_and_leads_from_each_to_the_one():
    budget_round, desk = now_proposing(), staff_client()
    one, two = f.proposal(budget_round, "坂のベンチ"), f.proposal(budget_round, "駅のベンチ")
    address = url("merge", budget_round.pk)
    typed = {
        "title": "道のベンチ", "words": "休めるように。", "proposer": "group", "what_1": "ベンチ", "yen_1": "300000",
        "reason": "同じ道のため",
    }  # fmt: skip

    few = desk.get(f"{address}?of={one.pk}")
    desk.post(f"{address}?of={one.pk}&of={two.pk}", typed)

    one.refresh_from_db()
    assert few.status_code == 302
    assert one.merged_into.title == "道のベンチ"
    assert "道のベンチ" in Client().get(one.get_absolute_url()).content.decode().replace("<wbr>", "")


def test_withdrawn_rounds_say_why():
    budget_round = now_voting()
    actions.withdraw_round(budget_round=budget_round, reason="災害のため", actor=RoleFactory().user, now=timezone.now())

    assert "災害のため" in Client().get(budget_round.get_absolute_url()).content.decode().replace("<wbr>", "")
