"""The direction of an issue: every version stays, nobody overwrites another, what changed can be read."""

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues import actions, errors
from jukugi.apps.issues.models import DirectionVersion, Issue
from jukugi.apps.issues.queries.directions import directions_of
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    person = RoleFactory().user
    client.force_login(person)
    return person


def write(issue, text, *, seen, officer=None, reason="会議で決めた"):
    return actions.write_direction(
        issue=issue, text=text, reason=reason, seen=seen, actor=officer or RoleFactory().user, now=DURING
    )


def texts(issue) -> list[tuple[int, str]]:
    return [(version.number, version.text) for version in issue.directions.all()]


def test_every_version_is_kept_and_the_last_is_the_issues_direction():
    issue = IssueFactory()

    write(issue, "一つめ", seen=0)
    write(issue, "二つめ\r\n", seen=1)
    write(issue, "", seen=2)

    issue.refresh_from_db()
    assert (texts(issue), issue.direction) == ([(1, "一つめ"), (2, "二つめ"), (3, "")], "")


def test_what_stood_before_versions_were_kept_becomes_the_first_without_a_date():
    issue = IssueFactory(direction="前からの文")

    write(issue, "新しい文", seen=0)

    first = issue.directions.first()
    assert texts(issue) == [(1, "前からの文"), (2, "新しい文")]
    assert (first.written_at, first.actor_key) == (None, "")


def test_the_second_of_two_officers_overwrites_nothing():
    issue = IssueFactory()
    mine, theirs = Issue.objects.get(pk=issue.pk), Issue.objects.get(pk=issue.pk)
    write(theirs, "先の人", seen=0)

    with pytest.raises(errors.DirectionChangedMeanwhile):
        write(mine, "後の人", seen=0)

    issue.refresh_from_db()
    assert (issue.direction, texts(issue)) == ("先の人", [(1, "先の人")])


@pytest.mark.parametrize("seen", [1, 7])
def test_a_version_that_never_was_is_refused(seen):
    with pytest.raises(errors.DirectionChangedMeanwhile):
        write(IssueFactory(), "文", seen=seen)

    assert not DirectionVersion.objects.exists()


@pytest.mark.parametrize(
    ("text", "reason", "error"),
    [
        ("同じ文\r\n", "理由", errors.NothingChanged),
        ("ほか", " ", errors.ReasonMissing),
        ("字" * 2001, "理由", errors.WordsTooLong),
        ("字\x00", "理由", errors.WordsHaveControls),
    ],
)
def test_what_changes_nothing_or_tells_no_reason_is_refused(text, reason, error):
    issue = IssueFactory(direction="同じ文")

    with pytest.raises(error):
        write(issue, text, seen=0, reason=reason)

    assert not DirectionVersion.objects.exists()


def test_an_issue_that_ended_and_a_finished_process_keep_their_direction():
    with pytest.raises(errors.IssueEnded):
        write(IssueFactory(ended_at=DURING), "文", seen=0)
    with pytest.raises(ProcessFinished):
        write(IssueFactory(process__is_finished=True), "文", seen=0)


def test_only_a_policy_officer_of_the_whole_city_writes_a_direction():
    issue, ward = IssueFactory(), WardFactory()

    for stranger in (
        UserFactory(),
        RoleFactory(kind=RoleKind.OPERATOR).user,
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user,
        RoleFactory(kind=RoleKind.POLICY_OFFICER, area=ward).user,
    ):
        with pytest.raises(NotAllowed):
            write(issue, "文", seen=0, officer=stranger)

    assert not DirectionVersion.objects.exists()


def test_two_versions_are_compared_in_their_order_whatever_was_asked():
    issue = IssueFactory()
    for number, text in enumerate(["会館を貸す。", "会館を貸す。鍵も。", "会館と公園を貸す。"]):
        write(issue, text, seen=number)

    last, turned = directions_of(issue), directions_of(issue, older=3, newer=1)

    assert (last.older.number, last.newer.number) == (2, 3)
    assert (turned.older.number, turned.newer.number) == (1, 3)
    assert "".join(change.text for change in turned.changes if change.kind != "gone") == "会館と公園を貸す。"


def test_the_public_reads_versions_reasons_and_what_changed(client):
    issue = IssueFactory(process__is_main=True)
    write(issue, "会館を貸す。<b>", seen=0, reason="声が多かった")
    write(issue, "会館を貸し、鍵を預かる。", seen=1, reason="鍵のことが抜けていた")

    page = client.get(f"/issues/{issue.pk}/direction/").content.decode().replace("<wbr>", "")
    story = client.get(issue.get_absolute_url()).content.decode().replace("<wbr>", "")

    assert ("声が多かった" in page, "鍵のことが抜けていた" in page) == (True, True)
    assert ("<ins>" in page, "<del>" in page, '<b>"' in page) == (True, True, False)
    assert "鍵のことが抜けていた" in story
    assert f"/issues/{issue.pk}/direction/" in story


@pytest.mark.parametrize("query", ["?from=9&to=9", "?from=x&to=%00", "?from=1&to=1", "?from=" + "9" * 40])
def test_nonsense_in_the_address_shows_the_versions(client, query):
    issue = IssueFactory(process__is_main=True)
    write(issue, "文", seen=0)

    assert client.get(f"/issues/{issue.pk}/direction/{query}").status_code == 200


@pytest.mark.parametrize("direction", ["", "まだ書き直されていない文"])
def test_without_versions_the_page_says_so(client, direction):
    issue = IssueFactory(process__is_main=True, direction=direction)

    response = client.get(f"/issues/{issue.pk}/direction/")

    assert (response.status_code, direction in response.content.decode()) == (200, True)


def test_who_was_overtaken_sees_both_texts_and_a_second_press_decides(client, officer):
    issue = IssueFactory(process__is_main=True)
    way = f"/desk/issues/{issue.pk}/direction/"
    first = client.post(way, {"text": "先の文。", "reason": "理由", "seen": "0"})

    refused = client.post(way, {"text": "後の文。", "reason": "手で打った理由", "seen": "0"})
    form = refused.context["form"]
    again = client.post(way, {name: form[name].value() for name in ("text", "reason", "seen")})

    issue.refresh_from_db()
    assert (first.status_code, refused.status_code, again.status_code) == (302, 400, 302)
    page = refused.content.decode()
    assert ("先の文。" in page, "後の文。" in page, "手で打った理由" in page, "<ins>" in page) == (True,) * 4
    assert (issue.direction, texts(issue)) == ("後の文。", [(1, "先の文。"), (2, "後の文。")])


@pytest.mark.parametrize("typed", [{}, {"text": "x", "seen": "-1", "reason": "x"}, {"text": "x", "seen": "x"}])
def test_nonsense_on_the_desk_writes_nothing(client, officer, typed):
    issue = IssueFactory()

    response = client.post(f"/desk/issues/{issue.pk}/direction/", typed)

    assert (response.status_code, DirectionVersion.objects.count()) == (400, 0)
