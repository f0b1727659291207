"""The register of policies: who keeps it, where policies meet, how issues are tied to it."""

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues import actions, errors
from jukugi.apps.issues.actions import Demand, Part, PolicyWords
from jukugi.apps.issues.enums import DemandKind, IssueLevel
from jukugi.apps.issues.models import LineageAct, Policy, PolicyDemand, PolicyLink, PolicyPart
from jukugi.apps.issues.queries.policies import overlaps, policy_page
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.organizations.tests.factories import DepartmentFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

MEETING, LIST, REQUEST = DemandKind
TYPED = {"code": "P1", "name": "地域防災", "level": "chiiki", "aim": "備える"}


@pytest.fixture
def officer(client):
    person = RoleFactory().user
    client.force_login(person)
    return person


def save(code="P1", *, policy=None, officer=None, parts=(), demands=(), **words):
    fields = {"code": code, "name": f"施策{code}", "level": IssueLevel.SHIIKI} | words
    return actions.save_policy(
        policy=policy,
        words=PolicyWords(**fields),
        parts=parts,
        demands=demands,
        actor=officer or RoleFactory().user,
        now=DURING,
    )


def link(policy, issue, reason="同じ人に頼んでいる"):
    return actions.link_policy(policy=policy, issue=issue, reason=reason, actor=RoleFactory().user, now=DURING)


def test_a_policy_is_kept_with_who_does_what_and_what_it_asks():
    body = DepartmentFactory(name="見本課")

    policy = save(parts=[Part(body, "受付")], demands=[Demand(REQUEST, "推薦", "町内会", (5, 4, 4))], started="2016-06")

    shown = policy_page(Policy.objects.get())
    assert (policy.started, [(p.organization, p.role) for p in shown.parts]) == ("2016-06", [(body, "受付")])
    assert [(d.kind, d.name, d.target, d.months) for d in shown.demands] == [("request", "推薦", "町内会", [4, 5])]


def test_what_is_gone_from_the_register_is_ended_and_what_stays_is_not_touched():
    first, second = DepartmentFactory(), DepartmentFactory()
    policy = save(parts=[Part(first, "受付"), Part(second, "会計")], demands=[Demand(LIST, "名簿", "町内会")])

    save(policy=policy, parts=[Part(second, "会計")])

    assert PolicyPart.objects.count() == 2
    assert list(PolicyPart.objects.in_force().values_list("role", flat=True)) == ["会計"]
    assert (PolicyDemand.objects.count(), PolicyDemand.objects.in_force().count()) == (1, 0)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"code": " "}, errors.CodeMissing),
        ({"code": "x" * 41}, errors.CodeMissing),
        ({"code": "P9"}, errors.CodeTaken),
        ({"name": ""}, errors.TitleMissing),
        ({"started": "平成29年"}, errors.DayUnreadable),
        ({"started": "2017-13"}, errors.DayUnreadable),
        ({"started": "2017-05", "ended": "2016"}, errors.EndsBeforeItStarts),
        ({"legal_basis": "字" * 201}, errors.WordsTooLong),
        ({"aim": "字\x00"}, errors.WordsHaveControls),
    ],
)
def test_what_cannot_stand_in_the_register_is_refused(words, error):
    save("P9")

    with pytest.raises(error):
        save(**words)

    assert Policy.objects.count() == 1


def test_a_period_that_is_known_in_part_is_taken():
    assert save(started="2006-04", ended="2006").pk


def test_policies_meet_where_they_ask_the_same_people_in_the_same_month():
    body = DepartmentFactory()
    one = save("P1", parts=[Part(body, "受付")], demands=[Demand(REQUEST, "推薦", "町内会", (4, 5))])
    two = save("P2", parts=[Part(body, "会計")], demands=[Demand(LIST, "名簿", "町内会", (5, 6))])
    save("P3", demands=[Demand(LIST, "名簿", "町内会", (9,)), Demand(LIST, "別", "民生委員", (4,))])
    four = save("P4", demands=[Demand(MEETING, "集まり", "民生委員")])

    found = overlaps()

    pairs = [(o.first.code, o.second.code, len(o.organizations), [m.months for m in o.meetings]) for o in found]
    assert pairs == [("P1", "P2", 1, [(5,)]), ("P3", "P4", 0, [None])]
    assert [(o.first, o.second) for o in overlaps(two)] == [(one, two)]
    assert [o.meetings[0].when for o in overlaps(four)] == ["月は未確認"]


def test_overlaps_take_as_many_queries_for_many_policies_as_for_few(django_assert_max_num_queries):
    body = DepartmentFactory()
    for number in range(8):
        save(f"P{number}", parts=[Part(body, "受付")], demands=[Demand(REQUEST, "推薦", "町内会", (4,))])

    with django_assert_max_num_queries(3):
        assert len(overlaps()) == 28


def test_an_issue_and_a_policy_are_linked_once_with_a_reason_and_the_end_has_one_too():
    policy, issue = save(), IssueFactory()
    made = link(policy, issue)

    with pytest.raises(errors.PolicyLinked):
        link(policy, issue)
    with pytest.raises(errors.ReasonMissing):
        link(policy, IssueFactory(), reason=" ")
    with pytest.raises(errors.IssueEnded):
        link(policy, IssueFactory(ended_at=DURING))
    officer = RoleFactory().user
    actions.end_policy_link(link=made, reason="別の施策だった", actor=officer, now=DURING)
    with pytest.raises(errors.PolicyLinkEnded):
        actions.end_policy_link(link=made, reason="もう一度", actor=officer, now=DURING)

    assert PolicyLink.objects.get().ended_reason == "別の施策だった"


def test_links_follow_an_issue_that_is_merged_and_come_back():
    policy, a = save(), IssueFactory()
    b, officer = IssueFactory(process=a.process), RoleFactory().user
    link(policy, a)
    act = actions.merge_issues(issues=[a], into=b, reason="同じ問い", actor=officer, now=DURING)
    moved = PolicyLink.objects.get().issue

    actions.undo_lineage(
        act=LineageAct.objects.get(pk=act.pk), heir=None, reason="考え直した", actor=officer, now=DURING
    )

    assert (moved, PolicyLink.objects.get().issue) == (b, a)


def test_only_a_policy_officer_of_the_whole_city_keeps_the_register():
    policy, issue, ward = save(), IssueFactory(), WardFactory()
    made = link(policy, issue)

    for stranger in (
        UserFactory(),
        RoleFactory(kind=RoleKind.OPERATOR).user,
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user,
    ):
        with pytest.raises(NotAllowed):
            save("P2", officer=stranger)
        with pytest.raises(NotAllowed):
            actions.link_policy(policy=policy, issue=IssueFactory(), reason="理由", actor=stranger, now=DURING)
        with pytest.raises(NotAllowed):
            actions.end_policy_link(link=made, reason="理由", actor=stranger, now=DURING)

    assert (Policy.objects.count(), PolicyLink.objects.in_force().count()) == (1, 1)


def test_the_desk_keeps_the_register_and_tells_every_faulty_line(client, officer):
    body = DepartmentFactory(name="見本課")
    issue = IssueFactory(process__is_main=True)
    new = "/desk/issues/policies/new/"

    wrong = client.post(
        new, TYPED | {"parts": "ない課｜受付\n見本課", "demands": f"会合｜x｜y\n依頼｜推薦｜町内会｜{'9' * 5000}"}
    )
    made = client.post(new, TYPED | {"parts": "見本課|受付", "demands": "依頼｜推薦｜町内会｜4、5月\n\n"})
    policy = Policy.objects.get()
    linked = client.post(f"/desk/issues/policies/{policy.pk}/link/", {"issue": issue.pk, "reason": "同じ人に頼む"})
    ended = client.post(f"/desk/issues/policy-links/{PolicyLink.objects.get().pk}/end/", {"reason": "違った"})
    shown = client.get(f"/desk/issues/policies/{policy.pk}/")

    assert (wrong.status_code, len(wrong.context["form"].errors["parts"])) == (400, 2)
    assert len(wrong.context["form"].errors["demands"]) == 2
    assert [answer.status_code for answer in (made, linked, ended)] == [302, 302, 302]
    assert (policy.parts.get().organization, policy.demands.get().months) == (body, [4, 5])
    assert shown.context["form"]["demands"].value() == "依頼｜推薦｜町内会｜4,5"


def test_the_public_reads_finds_and_compares_policies(client):
    body = DepartmentFactory(name="見本課")
    first = save(
        "P1", name="地域防災", aim="備える", department=body, demands=[Demand(REQUEST, "推薦", "町内会", (4,))]
    )
    save("P2", name="見守り", demands=[Demand(LIST, "名簿", "町内会", (4,))])
    issue = IssueFactory(process__is_main=True)
    link(first, issue, reason="訓練に人が要る")

    def found(**asked):
        return [policy.name for policy in client.get("/issues/policies/", asked).context["page"].object_list]

    page = client.get(first.get_absolute_url()).content.decode().replace("<wbr>", "")
    assert (found(), found(q="備え"), found(level="kobetsu")) == (["地域防災", "見守り"], ["地域防災"], [])
    assert (found(department=body.pk), found(level="x", department="y", page="z")) == (
        ["地域防災"],
        ["地域防災", "見守り"],
    )
    assert [words in page for words in ("訓練に人が要る", "推薦", "見守り")] == [True] * 3
    assert "見守り" in client.get("/issues/policies/overlaps/").content.decode().replace("<wbr>", "")
    assert "訓練に人が要る" in client.get(issue.get_absolute_url()).content.decode().replace("<wbr>", "")


@pytest.mark.parametrize("path", ["/issues/policies/", "/issues/policies/overlaps/"])
def test_an_empty_register_says_what_will_be_there(client, path):
    response = client.get(path)

    assert (response.status_code, 'class="empty' in response.content.decode()) == (200, True)
