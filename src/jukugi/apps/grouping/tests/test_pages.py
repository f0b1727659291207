"""The pages of the grouping desk: what stands there, what comes back, who is turned away."""

import pytest
from django.urls import reverse

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.grouping import actions
from jukugi.apps.grouping.enums import RunState
from jukugi.apps.grouping.models import GroupingRun, IssueSuggestion, Placement
from jukugi.apps.grouping.queries import desk
from jukugi.apps.grouping.tests.factories import TEXTS, grouped, standing, voice
from jukugi.apps.grouping.views import desk as desk_views
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import IssueLink
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    person = RoleFactory().user
    client.force_login(person)
    return person


@pytest.fixture
def process():
    return ProcessFactory(is_main=True)


@pytest.fixture
def issue(process):
    return IssueFactory(process=process, title="公園の使い方", keywords="公園 ベンチ")


@pytest.fixture
def voices(officer, process, issue):
    made = [voice(process, issue, text) for text in TEXTS[:5]]
    made.append(voice(process, issue, f"お願いします。{TEXTS[0]}"))
    grouped(process, issue, officer)
    return made


def words(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def test_before_anything_is_there_the_pages_say_so(client, officer):
    assert "検討プロセスが、まだありません" in words(client.get(reverse("grouping:overview")))
    assert client.get(reverse("grouping:without")).status_code == 404

    ProcessFactory(is_main=True)

    assert "論点につないだ声は、まだありません" in words(client.get(reverse("grouping:overview")))
    assert "声は、まだありません" in words(client.get(reverse("grouping:without")))
    assert "論点の案がある声は、いまありません" in words(client.get(reverse("grouping:suggestions")))


def test_the_sum_stands_on_the_overview(client, voices, process):
    voice(process, None, "まだ論点のない声")
    voice(process, None, "見せられない声", state=OpinionState.HIDDEN)

    page = words(client.get(reverse("grouping:overview")))

    assert "受け付けた声 <b>8</b>" in page
    assert "論点の声 <b>6</b>" in page
    assert "まだ論点のない声 <b>1</b>" in page
    assert "非公開 <b>1</b>" in page


def test_many_issues_are_listed_page_by_page_and_all_counted(client, process, officer, monkeypatch):
    monkeypatch.setattr(desk_views, "ISSUES_ON_A_PAGE", 2)
    for _ in range(3):
        voice(process, IssueFactory(process=process), "坂が急です。")

    first, second = (client.get(reverse("grouping:overview"), {"page": page}) for page in (1, 2))

    assert [len(page.context["page"]) for page in (first, second)] == [2, 1]
    assert [page.context["shown"].homes.at_issues for page in (first, second)] == [3, 3]
    assert 'href="?page=2"' in words(first)


def test_groups_are_asked_for_and_made_by_the_worker(client, officer, process, issue):
    for text in TEXTS:
        voice(process, issue, text)

    answer = client.post(reverse("grouping:start"), {"issue": issue.pk})

    assert answer.url == reverse("grouping:issue", args=[issue.pk])
    page = words(client.get(answer.url))
    assert "始まるのを待っています" in page
    assert "取りやめる" in page
    again = client.post(reverse("grouping:start"), {"issue": issue.pk})
    assert again.status_code == 409
    assert "計算は、もう始まっています" in words(again)
    run = GroupingRun.objects.get()
    actions.carry_out(run_pk=run.pk, clock=lambda: DURING)
    part = client.get(answer.url, headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true", "the groups below are new"
    assert "<html" not in words(part)


def test_a_run_is_cancelled_from_the_page(client, officer, process, issue):
    client.post(reverse("grouping:start"), {"issue": issue.pk})
    run = GroupingRun.objects.get()

    answer = client.post(reverse("grouping:cancel", args=[run.pk]), follow=True)

    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert "取りやめました" in words(answer)


def test_a_group_shows_its_voices_and_who_repeats_them(client, voices, process, issue):
    (group,) = standing(process, issue)

    page = words(client.get(reverse("grouping:group", args=[group.pk])))

    assert all(opinion.text in page for opinion in voices)
    assert "書き方だけが違う声を合わせて2件" in page


def test_a_repeated_voice_is_parted(client, voices, process, issue):
    (group,) = standing(process, issue)

    client.post(reverse("grouping:apart", args=[voices[-1].pk]), {"source": group.pk})

    assert Placement.objects.get(opinion=voices[-1]).is_apart


def test_ticked_voices_move_to_a_new_group(client, voices, process, issue):
    (group,) = standing(process, issue)

    answer = client.post(
        reverse("grouping:move"),
        {"issue": issue.pk, "source": group.pk, "opinions": [voices[1].pk, voices[2].pk], "into": "new"},
        follow=True,
    )

    assert len(standing(process, issue)) == 2
    assert "2件を" in words(answer)
    assert voices[1].text in words(answer)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"into": "new"}, "声が選ばれていません"),
        ({"into": "999", "opinions": ["1"]}, "ほかのまとまりに合わせたか"),
        ({"into": "x' OR 1=1", "opinions": ["1"]}, "ほかのまとまりに合わせたか"),
        ({"into": "new", "opinions": ["999999"]}, "もうこの論点の声ではありません"),
        ({"into": "new", "opinions": ["-1", "１", "9" * 40]}, "声が選ばれていません"),
        ({}, "ほかのまとまりに合わせたか"),
    ],
)
def test_a_move_that_cannot_be_made_is_told_and_moves_nothing(client, voices, process, issue, fields, told):
    (group,) = standing(process, issue)

    answer = client.post(reverse("grouping:move"), {"issue": issue.pk, "source": group.pk, **fields})

    assert answer.status_code == 400
    assert told in words(answer)
    assert not Placement.objects.filter(is_held=True).exists()


def test_what_was_ticked_stays_ticked_after_a_refusal(client, voices, process, issue):
    (group,) = standing(process, issue)

    answer = client.post(
        reverse("grouping:move"), {"issue": issue.pk, "source": group.pk, "into": "999", "opinions": [voices[1].pk]}
    )

    assert f'value="{voices[1].pk}" checked' in words(answer)


def test_a_group_is_named_and_then_stands_on_the_page_of_the_issue(client, voices, process, issue):
    (group,) = standing(process, issue)
    assert "声のまとまり" not in words(client.get(issue.get_absolute_url()))

    refused = client.post(reverse("grouping:name", args=[group.pk]), {"label": " "})
    assert refused.status_code == 400
    assert "名前が書かれていません" in words(refused)
    long = client.post(reverse("grouping:name", args=[group.pk]), {"label": "長" * 60})
    assert "60字あります" in words(long)
    assert "長" * 60 in words(long), "what was typed is kept"

    client.post(reverse("grouping:name", args=[group.pk]), {"label": "<b>公園</b>で遊ぶ"})

    public = words(client.get(issue.get_absolute_url()))
    assert "&lt;b&gt;公園&lt;/b&gt;で遊ぶ" in public
    assert "まん中の声" in public


def test_two_groups_are_merged(client, officer, voices, process, issue):
    (first,) = standing(process, issue)
    new = actions.move_opinions(
        process=process, issue=issue, opinions=[voices[1].pk], into=None, actor=officer, now=DURING
    )

    answer = client.post(reverse("grouping:merge", args=[new.pk]), {"into": first.pk}, follow=True)

    assert "まとまりを合わせました" in words(answer)
    assert standing(process, issue) == [first]
    gone = client.get(reverse("grouping:group", args=[new.pk]))
    assert gone.status_code == 409
    assert reverse("grouping:issue", args=[issue.pk]) in words(gone)
    assert client.post(reverse("grouping:merge", args=[first.pk]), {"into": "none"}).status_code == 400


def test_new_voices_wait_on_a_page_of_their_own(client, voices, process, issue):
    late = voice(process, issue, "公園の水飲み場を直してほしい")

    page = words(client.get(reverse("grouping:issue-new", args=[issue.pk])))

    assert late.text in page
    assert voices[0].text not in page


def test_an_issue_is_proposed_with_its_words_and_linked_by_a_person(client, officer, process, issue):
    IssueFactory(process=process, title="会議の持ち方", keywords="会議")
    mine = voice(process, None, "公園のベンチが足りない")
    waiting = voice(process, None, "公園のベンチを直して", state=OpinionState.WAITING)
    actions.suggest_for_new(process=process, is_anew=False, clock=lambda: DURING)
    IssueSuggestion.objects.update(is_abstaining=False)

    page = words(client.get(reverse("grouping:suggestions")))
    assert mine.text in page
    assert waiting.text not in page, "nothing is linked before it is public"
    assert "<mark>公園</mark>" in page

    client.post(reverse("grouping:link"), {"issue": issue.pk, "opinions": [mine.pk]})

    link = IssueLink.objects.get()
    assert (link.opinion, link.issue) == (mine, issue)
    assert "「公園」" in link.reason
    assert words(client.get(reverse("opinions:handle", args=[waiting.pk]))).count("公園の使い方") >= 1


def test_a_link_that_cannot_be_made_is_told(client, officer, process, issue, voices):
    for fields, told in (
        ({}, "声が選ばれていません"),
        ({"opinions": [voices[0].pk]}, "もうこの論点の声ではありません"),
    ):
        answer = client.post(reverse("grouping:link"), {"issue": issue.pk, **fields})
        assert answer.status_code == 400
        assert told in words(answer)
    assert client.post(reverse("grouping:link"), {"issue": "x"}).status_code == 404


def test_proposals_are_made_once_unless_they_are_asked_for_anew(process, issue):
    IssueFactory(process=process)
    mine = voice(process, None, "公園のベンチが足りない")

    assert actions.suggest_for_new(process=process, is_anew=False, clock=lambda: DURING) == 1
    assert actions.suggest_for_new(process=process, is_anew=False, clock=lambda: DURING) == 0
    assert actions.suggest_for_new(process=process, is_anew=True, clock=lambda: DURING) == 1
    assert IssueSuggestion.objects.get().opinion == mine


def test_ward_officers_see_none_of_it(client, process, issue):
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user)

    for name in ("overview", "without", "without-new", "suggestions"):
        assert client.get(reverse(f"grouping:{name}")).status_code == 403


def test_pages_take_the_same_queries_for_few_and_for_many(
    client, officer, process, issue, django_assert_max_num_queries
):
    for text in TEXTS:
        voice(process, issue, text)
    grouped(process, issue, officer)
    for number in range(3):
        voice(process, IssueFactory(process=process), f"声{number}")

    with django_assert_max_num_queries(10):
        desk.overview(process)
    with django_assert_max_num_queries(8):
        desk.pile(process, issue)
    with django_assert_max_num_queries(5):
        desk.members(process, issue, standing(process, issue)[0], page=1)
