import pytest
from django.urls import reverse

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions.counting import count_result, publish_result
from jukugi.apps.budgeting.actions.overriding import OverrideDraft, confirm_override, drop_override, propose_override
from jukugi.apps.budgeting.enums.results import OverrideKind, OverrideState, ResultState
from jukugi.apps.budgeting.errors import results as errors
from jukugi.apps.budgeting.models import BudgetResult, Project, ResultOverride
from jukugi.apps.budgeting.tests.factories import closed, rules
from jukugi.apps.budgeting.tests.test_counting import BALLOTS, LATER, counted, published, wanted
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def project(result, number):
    return Project.objects.get(round=result.round, number=number)


def decision(result, number, kind, officer=None, **said):
    """Proposed by an officer of the ward unless told."""
    words = {"reason": "国の補助で別に行うことになったため。", "decided_by": "見本区長"}
    draft = OverrideDraft(project=project(result, number), kind=kind, **words | said)
    officer = officer or RoleFactory(area=result.round.area).user
    return propose_override(result=result, draft=draft, actor=officer, now=LATER)


class TestPublicPage:
    def test_each_project_says_who_wanted_it_what_they_paid_and_why(self, client):
        result = published(closed(BALLOTS))

        page = client.get(reverse("budgeting:result", args=[result.round_id])).content.decode().replace("<wbr>", "")

        assert "投票した5人のうち、3人（60%）が選びました。" in page
        assert "持ち分から、3人が666,667円ずつ出し合いました。" in page
        assert "実質3票で、そのとき買える事業のうちいちばん多く、1番めに選ばれました。" in page
        assert "5人が投票し、3の事業のうち2が選ばれました。費用は合わせて7,000,000円、予算は10,000,000円です。" in page

    def test_what_is_counted_and_not_published_is_not_there(self, client):
        result = counted(closed(BALLOTS))

        for address in ("result/", "result/ballots.pb", "result/result.csv"):
            assert client.get(f"/budget/{result.round_id}/{address}").status_code == 404
        assert "数えています" in client.get(f"/budget/{result.round_id}/").content.decode()

    @pytest.mark.parametrize("name", ["ballots.pb", "rules.json", "result.json"])
    def test_files_are_given_byte_by_byte(self, client, name):
        from hashlib import sha256

        result = published(closed(BALLOTS))

        given = client.get(reverse("budgeting:result-file", args=[result.round_id, name]))

        assert sha256(given.content).hexdigest() == result.files.get(name=name).digest
        assert client.get(reverse("budgeting:result-file", args=[result.round_id, "other.pb"])).status_code == 404

    def test_the_table_has_a_row_for_each_project_with_its_sentences(self, client):
        result = published(closed(BALLOTS))

        lines = client.get(f"/budget/{result.round_id}/result/result.csv").content.decode("utf-8-sig").splitlines()

        assert len(lines) == 4
        assert lines[1].startswith("1,事業1,2000000,3,1,投票した5人のうち")

    @pytest.mark.parametrize(
        ("ballots", "costs", "words"),
        [
            ([], (2_000_000,), "投票した人はいませんでした。"),
            ([{1}, {2}], (10_000_000, 10_000_000), "同点を、公表したくじで決めたところが1か所あります。"),
            ([{1}], (9_000_000,), "1の事業のうち、選ばれたものはありませんでした。"),
        ],
    )
    def test_nobody_all_alike_and_nothing_affordable_are_told(self, client, ballots, costs, words):
        least = 2 if costs == (9_000_000,) else 0
        result = published(closed(ballots, costs=costs, rules=rules(approvals_least=0, supporters_least=least)))

        page = client.get(reverse("budgeting:result", args=[result.round_id]))

        assert page.status_code == 200
        assert words in page.content.decode().replace("<wbr>", "")

    def test_the_page_of_the_round_leads_to_its_result(self, client):
        result = published(closed(BALLOTS))

        assert result.get_absolute_url() in client.get(f"/budget/{result.round_id}/").content.decode()


class TestDesk:
    def test_from_the_seed_to_the_publication_by_two_people(self, client):
        budget_round = closed(BALLOTS)
        one, other = (RoleFactory(area=budget_round.area).user for _ in range(2))
        address = reverse("budgeting:count", args=[budget_round.pk])
        client.force_login(one)

        empty = client.post(address, {"seed": "", "seed_words": ""})
        client.post(address, {"seed": "4217", "seed_words": "見本の数字（6月22日）"})
        count_result(result_pk=BudgetResult.objects.get().pk, now=LATER)
        own = client.post(reverse("budgeting:publish-result", args=[budget_round.pk]))
        client.force_login(other)
        client.post(reverse("budgeting:publish-result", args=[budget_round.pk]))

        assert (empty.status_code, own.status_code) == (400, 403)
        assert "ほかの担当者に" in own.content.decode().replace("<wbr>", "")
        assert BudgetResult.objects.get().state == ResultState.PUBLISHED

    def test_officers_of_other_wards_do_not_get_in(self, client):
        result = counted(closed(BALLOTS))
        client.force_login(RoleFactory(area=WardFactory()).user)

        for name in ("count", "recount", "override"):
            assert client.get(reverse(f"budgeting:{name}", args=[result.round_id])).status_code == 403

    def test_a_wrong_seed_is_given_up_with_a_reason(self, client):
        result = counted(closed(BALLOTS))
        client.force_login(RoleFactory(area=result.round.area).user)

        client.post(reverse("budgeting:recount", args=[result.round_id]), {"reason": "種を打ちまちがえたため。"})

        assert BudgetResult.objects.get().state == ResultState.REPLACED
        page = client.get(reverse("budgeting:count", args=[result.round_id])).content.decode()
        assert "くじの種を入れて" in page.replace("<wbr>", "")

    def test_the_page_waits_while_it_is_counted(self, client):
        result = wanted(closed(BALLOTS))
        client.force_login(RoleFactory(area=result.round.area).user)

        page = client.get(reverse("budgeting:count", args=[result.round_id])).content.decode().replace("<wbr>", "")

        assert "数えています" in page.replace("<wbr>", "")


class TestOverride:
    def test_it_stands_beside_the_result_when_a_second_person_decided(self, client):
        result = published(closed(BALLOTS))
        before = bytes(result.content)
        address = result.get_absolute_url()

        proposed = decision(result, 2, OverrideKind.LEFT_OUT)
        assert proposed.reason not in client.get(address).content.decode()
        confirm_override(override=proposed, actor=RoleFactory(area=result.round.area).user, now=LATER)

        page = client.get(address).content.decode().replace("<wbr>", "")
        assert proposed.reason in page
        assert "見本区長が" in page
        result.refresh_from_db()
        assert bytes(result.content) == before

    def test_who_proposed_does_not_decide(self):
        result = published(closed(BALLOTS))
        officer = RoleFactory(area=result.round.area).user
        proposed = decision(result, 2, OverrideKind.LEFT_OUT, officer)

        with pytest.raises(errors.SecondHandNeeded):
            confirm_override(override=proposed, actor=officer, now=LATER)

    @pytest.mark.parametrize(("number", "kind"), [(1, OverrideKind.ADDED), (3, OverrideKind.LEFT_OUT)])
    def test_it_fits_what_was_counted(self, number, kind):
        with pytest.raises(errors.OverrideUnfit):
            decision(published(closed(BALLOTS)), number, kind)

    def test_one_stands_for_a_project_until_it_is_dropped(self):
        result = published(closed(BALLOTS))
        first = decision(result, 3, OverrideKind.ADDED)
        with pytest.raises(errors.OverrideStands):
            decision(result, 3, OverrideKind.ADDED)

        drop_override(override=first, actor=RoleFactory(area=result.round.area).user, now=LATER)
        decision(result, 3, OverrideKind.ADDED)

        states = list(ResultOverride.objects.values_list("state", flat=True))
        assert states == [OverrideState.DROPPED, OverrideState.PROPOSED]

    def test_a_decision_is_not_taken_back(self):
        result = published(closed(BALLOTS))
        proposed = decision(result, 2, OverrideKind.CHANGED)
        confirm_override(override=proposed, actor=RoleFactory(area=result.round.area).user, now=LATER)

        with pytest.raises(errors.ResultNotInState):
            drop_override(override=proposed, actor=RoleFactory(area=result.round.area).user, now=LATER)

    def test_a_result_that_is_not_published_has_none(self):
        with pytest.raises(errors.ResultNotInState):
            decision(counted(closed(BALLOTS)), 2, OverrideKind.LEFT_OUT)

    def test_a_project_of_another_round_is_refused(self):
        result, other = published(closed(BALLOTS)), closed(BALLOTS)
        draft = OverrideDraft(other.projects.first(), OverrideKind.LEFT_OUT, "理由です。", "見本区長")

        with pytest.raises(errors.ProjectOfAnother):
            propose_override(result=result, draft=draft, actor=RoleFactory(area=result.round.area).user, now=LATER)

    def test_who_does_not_run_the_round_decides_nothing(self):
        result = published(closed(BALLOTS))

        with pytest.raises(NotAllowed):
            decision(result, 2, OverrideKind.LEFT_OUT, RoleFactory(area=WardFactory()).user)

    def test_at_the_desk_it_is_proposed_and_decided(self, client):
        result = published(closed(BALLOTS))
        one, other = (RoleFactory(area=result.round.area).user for _ in range(2))
        form = {
            "project": project(result, 3).pk,
            "kind": "added",
            "reason": "寄付で費用が出るため。",
            "decided_by": "見本区長",
        }
        client.force_login(one)
        unfit = client.post(reverse("budgeting:override", args=[result.round_id]), form | {"kind": "left_out"})
        client.post(reverse("budgeting:override", args=[result.round_id]), form)
        made = ResultOverride.objects.get()
        client.force_login(other)
        client.post(reverse("budgeting:decide", args=[result.round_id, made.pk, "confirm"]))

        assert unfit.status_code == 400
        assert ResultOverride.objects.get().state == OverrideState.CONFIRMED


class TestOffers:
    def test_what_waits_stands_on_the_desk_of_those_who_run_the_round_until_it_is_done(self, client):
        budget_round = closed(BALLOTS)
        one, other = (RoleFactory(area=budget_round.area).user for _ in range(2))

        def desk():
            client.force_login(other)
            return client.get("/desk/").content.decode().replace("<wbr>", "")

        assert "予算の投票を数える" in desk()
        result = counted(budget_round, officer=one)
        assert "予算の投票の結果を公表する" in desk()
        publish_result(result=result, actor=other, now=LATER)
        decision(result, 3, OverrideKind.ADDED, one)
        assert "結果と違う決定を確かめる" in desk()
        confirm_override(override=ResultOverride.objects.get(), actor=other, now=LATER)
        assert "結果と違う決定を確かめる" not in desk()
        client.force_login(RoleFactory(area=WardFactory()).user)
        assert "予算の投票" not in client.get("/desk/").content.decode().split("<main")[1].split("<nav")[0]

    def test_home_leads_to_a_new_result_for_some_weeks(self, rf):
        from jukugi.apps.budgeting.offers.results import NEW_FOR, read_a_result

        result = published(closed(BALLOTS))

        (action,) = read_a_result(rf.get("/"), LATER)
        assert action.url == result.get_absolute_url()
        assert read_a_result(rf.get("/"), LATER + NEW_FOR + NEW_FOR) == []


def test_the_sample_counts_what_is_closed_once():
    from django.utils import timezone

    from jukugi.apps.accounts.tests.factories import UserFactory
    from jukugi.apps.budgeting import sample_results
    from jukugi.apps.budgeting.models import Round

    budget_round = closed(BALLOTS)
    Round.objects.update(is_sample=True)
    for name in (sample_results.OFFICER, sample_results.SECOND):
        RoleFactory(user=UserFactory(username=name), area=budget_round.area)

    said = [sample_results.load_sample(timezone.now()) for _ in range(2)]

    assert said == ["予算の投票の結果：1件"] * 2
