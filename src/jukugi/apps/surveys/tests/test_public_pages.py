"""Pages for everybody: the list, the notice with its ways in, the form from the first page to the number."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.enums import Access, SurveyState
from jukugi.apps.surveys.models import AnswerDraft, AnswerSheet, Audience, Survey
from jukugi.apps.surveys.tests.factories import citizens, officers, opened, prepared
from jukugi.kit import receipts

pytestmark = pytest.mark.django_db
KEY = "k" * 22
FIRST = {"shown": ["q1", "q2", "q3"], "page": "1", "go": "next", "a_q2": "30"}
SECOND = {"shown": ["q4", "q6", "q7"], "page": "2", "go": "next"}
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x30, 0x7B)}
THIRD = {"shown": ["q8", "q9", "q10"], "page": "3", "go": "next"}


@pytest.fixture(autouse=True)
def _wards():
    WardFactory(name="見本区", code="999991")
    WardFactory(name="例示区", code="999992")


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def client2():
    return Client()


@pytest.fixture
def survey(officer):
    return running(opened(officer))


def running(survey, *, opens=-3, closes=11):
    """Let a survey be open from so many days from today to so many."""
    today = timezone.localdate()
    Survey.objects.filter(pk=survey.pk).update(
        opens_on=today + timedelta(days=opens), closes_on=today + timedelta(days=closes)
    )
    survey.refresh_from_db()
    survey.call.opens_at, survey.call.closes_at = survey.opens_at, survey.closes_at
    survey.call.save()
    return survey


def let(audience, access):
    Audience.objects.filter(pk=audience.pk).update(access=access)


def form(survey, audience=None):
    return reverse("surveys:answer", args=[survey.code, (audience or citizens(survey)).pk])


def check(survey, audience=None):
    return reverse("surveys:check", args=[survey.code, (audience or citizens(survey)).pk])


def post(client, survey, audience=None, **fields):
    return client.post(form(survey, audience), {"form_key": KEY, **fields})


def send(client, survey, audience=None, **fields):
    return client.post(check(survey, audience), {"form_key": KEY, **fields})


def words(response):
    """What stands on a page, without the marks at which lines may break."""
    return response.content.decode().replace("<wbr>", "")


class TestList:
    def test_nothing_yet(self, client):
        assert "アンケートは、いまはありません" in words(client.get(reverse("surveys:list")))

    def test_each_stands_where_it_belongs(self, client, officer):
        for opens, closes in ((-3, 11), (2, 40), (-50, -5)):
            running(opened(officer), opens=opens, closes=closes)

        page = words(client.get(reverse("surveys:list")))

        assert "あと12日" in page
        for heading in ("いま答えられるもの", "これから聞くもの", "集計しているもの"):
            assert heading in page

    def test_what_is_prepared_is_shown_to_nobody(self, client, officer):
        survey = prepared(officer, title="まだ秘密のアンケート")

        assert "まだ秘密" not in words(client.get(reverse("surveys:list")))
        assert client.get(survey.get_absolute_url()).status_code == 404


class TestNotice:
    def test_it_tells_how_long_it_takes_and_opens_the_door_of_everybody(self, client, survey):
        page = words(client.get(survey.get_absolute_url()))

        assert "回答をはじめる" in page
        assert form(survey) in page
        assert form(survey, officers(survey)) not in page
        assert "およそ3分" in page

    def test_nothing_is_counted_while_it_runs(self, client, survey):
        assert "届いた回答" not in words(client.get(survey.get_absolute_url()))
        assert "届いた回答" in words(client.get(running(survey, opens=-30, closes=-1).get_absolute_url()))

    def test_the_key_of_a_link_opens_a_door_and_leaves_the_address(self, client, survey):
        audience = citizens(survey)
        let(audience, Access.LINK)

        assert client.get(form(survey)).status_code == 403
        assert words(client.get(f"{survey.get_absolute_url()}?key=wrong")).count("このページからは回答できません") == 1
        response = client.get(f"{survey.get_absolute_url()}?key={audience.key}")

        assert response.url == survey.get_absolute_url()
        assert client.get(form(survey)).status_code == 200

    @pytest.mark.parametrize("write", [str, str.upper, lambda code: code.replace("-", "－ ").translate(FULL_WIDTH)])
    def test_a_code_is_found_however_it_is_typed(self, client, survey, officer, write):
        audience = citizens(survey)
        let(audience, Access.CODE)
        [code] = actions.make_codes(audience=audience, count=1, actor=officer, now=DURING)

        assert client.get(form(survey)).status_code == 403
        response = client.post(survey.get_absolute_url(), {"code": write(code)})

        assert response.url == form(survey)
        assert client.get(form(survey)).status_code == 200

    def test_an_unknown_code_is_told(self, client, survey):
        let(citizens(survey), Access.CODE)

        response = client.post(survey.get_absolute_url(), {"code": "abcd"})

        assert response.status_code == 400
        assert "回答番号が見つかりません" in words(response)

    def test_staff_come_by_signing_in(self, client, survey, officer):
        address = form(survey, officers(survey))

        assert "/accounts/login/" in client.get(address).url
        client.force_login(officer)

        assert client.get(address).status_code == 200


class TestAnswering:
    def test_from_the_first_page_to_the_number(self, client, survey):
        client.get(form(survey))

        assert post(client, survey, **FIRST).url == f"{form(survey)}?page=2"
        second = post(client, survey, **SECOND, a_q6="a5", a_q7__r1="a2", a_q4="a2")
        assert second.url == f"{form(survey)}?page=3"
        third = post(client, survey, **THIRD, a_q8__1="a3", a_q8__2="a1", a_q9="１２", a_q10="場所がほしい。")
        assert third.url == check(survey)
        page = words(client.get(check(survey)))
        for told in ("1番目：人", "12年", "場所がほしい。", "居場所：足りない", "30〜39歳"):
            assert told in page.replace("１２", "12")
        sheet = AnswerSheet.objects.get(receipt=send(client, survey).url.split("/")[-2])

        assert sheet.answers == {
            "q2": "30",
            "q4": "a2",
            "q6": "a5",
            "q7": {"r1": "a2"},
            "q8": ["a3", "a1"],
            "q9": "12",
            "q10": "場所がほしい。",
        }
        assert Opinion.objects.get().text == "場所がほしい。"
        assert not AnswerDraft.objects.exists()

    def test_a_second_press_is_told_the_same_number(self, client, survey):
        client.get(form(survey))
        post(client, survey, **FIRST)

        first, second = send(client, survey), send(client, survey)

        assert first.url == second.url
        assert AnswerSheet.objects.count() == 1

    def test_a_question_that_an_answer_opens_is_shown_on_the_same_page(self, client, survey):
        client.get(form(survey))

        response = post(client, survey, **SECOND, a_q4="a1")

        assert response.url == f"{form(survey)}?page=2#q-q5"
        page = client.get(response.url).context["shown"]
        assert [(one.question.code, one.is_waiting) for one in page] == [
            ("q4", False),
            ("q5", False),
            ("q6", False),
            ("q7", False),
        ]
        again = post(client, survey, **(SECOND | {"shown": ["q4", "q5", "q6", "q7"]}), a_q4="a1")
        assert again.url == f"{form(survey)}?page=3"

    def test_words_tick_their_option(self, client, survey):
        client.get(form(survey))
        post(client, survey, shown=["q4", "q5"], page="2", go="next", a_q4="a1", a_q5__words="図書館")

        draft = AnswerDraft.objects.get()

        assert draft.answers == {"q4": "a1", "q5": ["a3"], "q5.words": "図書館"}

    def test_a_choice_is_taken_back(self, client, survey):
        client.get(form(survey))
        post(client, survey, **SECOND, a_q4="a2")
        post(client, survey, **SECOND, a_q4="-")

        assert AnswerDraft.objects.get().answers == {}

    def test_what_does_not_fit_is_told_and_kept(self, client, survey):
        client.get(form(survey))

        response = post(client, survey, **THIRD, a_q8__1="a1", a_q8__2="a1", a_q9="たくさん", a_q10="残る")

        assert response.status_code == 400
        page = words(response)
        assert "直すところが2つあります" in page
        assert "「場所」が二度選ばれています" in page
        assert 'value="たくさん"' in page
        assert "残る" in page
        refused = send(client, survey)
        assert refused.status_code == 409
        assert "送る前に、直すところが2つあります" in words(refused)
        assert not AnswerSheet.objects.exists()

    def test_one_goes_on_where_one_was(self, client, survey):
        client.get(form(survey))
        post(client, survey, **FIRST)
        post(client, survey, **SECOND, a_q6="a1")

        response = client.get(form(survey))

        assert response.context["page"] == 2
        assert "前の続きからです" in words(response)

    def test_with_the_same_code_one_goes_on_on_another_device(self, client, client2, survey, officer):
        audience = citizens(survey)
        let(audience, Access.CODE)
        [code] = actions.make_codes(audience=audience, count=1, actor=officer, now=DURING)
        for device in (client, client2):
            device.post(survey.get_absolute_url(), {"code": code})
        client.get(form(survey))
        post(client, survey, **FIRST)

        assert client2.get(f"{form(survey)}?page=1").context["shown"][1].value == "30"
        send(client2, survey)

        assert "もう回答をいただいています" in words(client.get(form(survey)))

    def test_who_answered_already_may_hand_the_device_on(self, client, survey):
        client.get(form(survey))
        post(client, survey, **FIRST)
        number = receipts.shown(send(client, survey).url.split("/")[-2])
        page = words(client.get(form(survey)))
        assert number in page
        assert "別の人として答える" in page

        client.get(f"{form(survey)}?another=1")
        client.post(form(survey), {"form_key": "z" * 22, "another": "1", **FIRST})
        client.post(check(survey), {"form_key": "z" * 22, "another": "1"})

        assert AnswerSheet.objects.count() == 2

    def test_nothing_is_sent_twice_from_a_page_that_lay_open(self, client, survey):
        client.get(form(survey))
        post(client, survey, **FIRST)
        send(client, survey)

        late = post(client, survey, **FIRST)

        assert "もう回答をいただいています" in words(late)
        assert not AnswerDraft.objects.exists()

    def test_an_end_in_between_shows_the_words_to_copy_and_keeps_the_draft(self, client, survey):
        client.get(form(survey))
        post(client, survey, **FIRST)
        running(survey, opens=-30, closes=-1)

        response = post(client, survey, **THIRD, a_q10="長い長い文章")

        assert response.status_code == 409
        assert "長い長い文章" in words(response)
        assert AnswerDraft.objects.get().answers == {"q2": "30"}

    def test_nothing_answered_is_refused_with_words(self, client, survey):
        client.get(form(survey))
        post(client, survey, page="1", go="next")

        response = send(client, survey)

        assert response.status_code == 409
        assert "どの設問にも答えがありません" in words(response)

    def test_officers_are_asked_behind_their_sign_in(self, client, survey, officer):
        client.force_login(officer)
        audience = officers(survey)
        client.get(form(survey, audience))
        post(client, survey, audience, **FIRST)
        send(client, survey, audience)

        assert AnswerSheet.objects.get().audience == audience

    def test_a_withdrawn_survey_says_why(self, client, survey):
        Survey.objects.filter(pk=survey.pk).update(state=SurveyState.WITHDRAWN, withdrawn_reason="台風のため。")

        assert "台風のため。" in words(client.get(survey.get_absolute_url()))
        assert "取りやめました" in words(client.get(form(survey)))


NAMES = [f"a_q{number}" for number in range(1, 11)]
ENDS = ["", "__words", "__r1", "__r2", "__1", "__2"]
FIELDS = st.sampled_from([name + end for name in NAMES for end in ENDS])
VALUES = st.one_of(
    st.sampled_from(["a1", "a2", "a3", "-", "", "999991", "1e400", "NaN", "-0", "\x00", "九", "１", "a" * 5000]),
    st.text(max_size=30).map(lambda text: text.encode("utf-8", "ignore").decode()),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(FIELDS, st.lists(VALUES, min_size=1, max_size=3), max_size=12),
    shown=st.lists(st.sampled_from(["q1", "q4", "q5", "q6", "q7", "q8", "q9", "q10", "q99", "\x00"]), max_size=10),
    page=st.sampled_from(["1", "2", "3", "0", "99", "-1", "x", ""]),
    go=st.sampled_from(["next", "back", "check", "", "x"]),
    key=st.sampled_from([KEY, "", "x", "\x00"]),
)
def test_any_post_gives_a_page(client, survey, fields, shown, page, go, key):
    response = client.post(form(survey), {**fields, "shown": shown, "page": page, "go": go, "form_key": key})

    assert response.status_code in (200, 302, 400)
    assert client.get(form(survey)).status_code == 200
    assert client.get(check(survey)).status_code == 200
    assert client.post(check(survey), {"form_key": "q" * 22, "another": "1"}).status_code in (200, 302, 400, 409)
    AnswerDraft.objects.all().delete()
