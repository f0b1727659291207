"""Who is responsible for an issue, and working material: that it is there is hidden from nobody, what it says is."""

from datetime import timedelta

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues import actions, errors
from jukugi.apps.issues.models import DutyChange, Material
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.tests.factories import DepartmentFactory, MembershipFactory
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

TITLE, TEXT = "秘密の題名", "秘密の中身"


@pytest.fixture
def issue():
    return IssueFactory(process__is_main=True)


def assign(issue, department, *, seen=None, officer=None, reason="組織が変わった"):
    return actions.assign_department(
        issue=issue, department=department, reason=reason, seen=seen, actor=officer or RoleFactory().user, now=DURING
    )


def add(issue, *, title=TITLE, text=TEXT, officer=None, dated_on=None):
    return actions.add_material(
        issue=issue,
        title=title,
        text=text,
        dated_on=dated_on or DURING.date(),
        actor=officer or RoleFactory().user,
        now=DURING,
    )


def strangers():
    ward = WardFactory()
    return [
        UserFactory(),
        RoleFactory(kind=RoleKind.OPERATOR).user,
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user,
        RoleFactory(kind=RoleKind.POLICY_OFFICER, area=ward).user,
    ]


def test_each_change_of_department_is_a_row_and_part_of_the_story(client, issue):
    first, second = DepartmentFactory(name="前の課"), DepartmentFactory(name="後の課")

    assign(issue, first)
    assign(issue, second, seen=first.pk)
    assign(issue, None, seen=second.pk, reason="調整中")

    page = client.get(issue.get_absolute_url()).content.decode().replace("<wbr>", "")
    issue.refresh_from_db()
    assert [(c.was, c.became) for c in DutyChange.objects.all()] == [(None, first), (first, second), (second, None)]
    assert issue.department is None
    assert "担当が「前の課」から「後の課」へ" in page


@pytest.mark.parametrize("kind", [kind for kind in OrganizationKind if kind != OrganizationKind.DEPARTMENT])
def test_no_body_but_a_department_is_responsible_for_an_issue(issue, kind):
    with pytest.raises(errors.NotADepartment):
        assign(issue, DepartmentFactory(kind=kind, name="見本の団体"))

    assert not DutyChange.objects.exists()


def test_a_change_that_is_none_late_or_without_a_reason_is_refused(issue):
    department = DepartmentFactory()

    with pytest.raises(errors.NothingChanged):
        assign(issue, None)
    with pytest.raises(errors.IssueChangedMeanwhile):
        assign(issue, department, seen=department.pk)
    with pytest.raises(errors.ReasonMissing):
        assign(issue, department, reason=" ")
    issue.process.is_finished = True
    with pytest.raises(ProcessFinished):
        assign(issue, department)

    assert not DutyChange.objects.exists()


def test_material_keeps_the_department_and_day_of_who_added_it(issue):
    membership = MembershipFactory()
    RoleFactory(user=membership.person, kind=RoleKind.POLICY_OFFICER)

    material = add(issue, officer=membership.person)

    assert (material.department, material.dated_on) == (membership.organization, DURING.date())


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"title": " "}, errors.TitleMissing),
        ({"title": "字" * 81}, errors.TitleTooLong),
        ({"text": "\n"}, errors.MaterialEmpty),
        ({"text": "字" * 2001}, errors.WordsTooLong),
        ({"dated_on": DURING.date() + timedelta(days=2)}, errors.MaterialInTheFuture),
    ],
)
def test_material_without_words_or_from_the_future_is_refused(issue, fields, error):
    with pytest.raises(error):
        add(issue, **fields)

    assert not Material.objects.exists()


def test_only_a_policy_officer_of_the_whole_city_assigns_adds_and_opens(issue):
    material = add(issue)

    for stranger in strangers():
        with pytest.raises(NotAllowed):
            assign(issue, DepartmentFactory(), officer=stranger)
        with pytest.raises(NotAllowed):
            add(issue, officer=stranger)
        with pytest.raises(NotAllowed):
            actions.open_material(material=material, reason="理由", actor=stranger, now=DURING)

    assert (Material.objects.get().opened_at, DutyChange.objects.count()) == (None, 0)


@pytest.mark.parametrize("who", ["visitor", "no_role", "operator"])
def test_that_there_is_material_is_hidden_from_nobody_and_what_it_says_is(client, issue, who):
    material = add(issue)
    if who != "visitor":
        client.force_login(RoleFactory(kind=RoleKind.OPERATOR).user if who == "operator" else UserFactory())

    page = client.get(issue.get_absolute_url())
    board = client.get("/issues/", {"open": issue.pk})
    own = client.get(f"/issues/materials/{material.pk}/")
    desk = client.get(f"/desk/issues/materials/{material.pk}/")
    story = client.get(f"/issues/{issue.pk}/direction/")

    assert "庁内資料 1件" in page.content.decode().replace("<wbr>", "")
    assert (own.status_code, desk.status_code) == (200, 302 if who == "visitor" else 403)
    for response in (page, board, own, desk, story):
        assert (TITLE in response.content.decode(), TEXT in response.content.decode()) == (False, False)


@pytest.mark.parametrize("kind", [RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER])
def test_officers_read_material(client, issue, kind):
    material = add(issue)
    client.force_login(RoleFactory(kind=kind, area=WardFactory() if kind == RoleKind.WARD_OFFICER else None).user)

    page = client.get(f"/desk/issues/materials/{material.pk}/").content.decode().replace("<wbr>", "")
    public = client.get(f"/issues/materials/{material.pk}/").content.decode()

    assert (TITLE in page, TEXT in page) == (True, True)
    assert (TITLE in public, TEXT in public) == (False, False)


def test_opened_material_is_for_everybody_and_is_opened_once(client, issue):
    material = add(issue)
    officer = RoleFactory().user
    stale = Material.objects.get(pk=material.pk)
    actions.open_material(material=material, reason="会議で示した", actor=officer, now=DURING)

    with pytest.raises(errors.MaterialOpened):
        actions.open_material(material=stale, reason="もう一度", actor=officer, now=DURING)

    page = client.get(f"/issues/materials/{material.pk}/")
    assert page.status_code == 200
    assert [words in page.content.decode().replace("<wbr>", "") for words in (TITLE, TEXT, "会議で示した")] == [
        True
    ] * 3
    assert TITLE in client.get(issue.get_absolute_url()).content.decode().replace("<wbr>", "")


def test_a_visitor_cannot_open_material_by_a_form(client, issue):
    material = add(issue)

    way = f"/desk/issues/materials/{material.pk}/"
    answers = [client.post(way, {"reason": "理由"})]
    for person in (UserFactory(), RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user):
        client.force_login(person)
        answers.append(client.post(way, {"reason": "理由"}))

    assert [answer.status_code for answer in answers] == [302, 403, 403]
    assert Material.objects.get().opened_at is None


def test_the_desk_assigns_adds_and_opens_and_keeps_what_was_typed(client, issue):
    client.force_login(RoleFactory().user)
    department = DepartmentFactory()
    way = f"/desk/issues/{issue.pk}/"

    assigned = client.post(f"{way}duty/", {"department": department.pk, "reason": "理由"})
    refused = client.post(f"{way}materials/add/", {"title": "手で打った題", "text": "", "dated_on": "2017-10-01"})
    typed = {"title": "題", "text": "中身", "dated_on": "2017-10-01"}
    added = client.post(f"{way}materials/add/", typed)
    material = Material.objects.get()
    opened = client.post(f"/desk/issues/materials/{material.pk}/", {"reason": "会議で示した"})

    assert [answer.status_code for answer in (assigned, refused, added, opened)] == [302, 400, 302, 302]
    assert "手で打った題" in refused.content.decode()
    material.refresh_from_db()
    assert material.opened_reason == "会議で示した"
