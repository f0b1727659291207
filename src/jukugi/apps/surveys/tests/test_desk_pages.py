"""The desk: preparing a survey, putting questions together, typing in paper, with what tired people send."""

import pytest
from django.urls import reverse

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.surveys.enums import Kind
from jukugi.apps.surveys.models import AnswerSheet, Keying, PaperSheet, PersonalCode, Question, Survey
from jukugi.apps.surveys.queries.asking import questionnaire_of
from jukugi.apps.surveys.tests.factories import TODAY, ask, citizens, opened, options, paper, prepared, with_questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def wards():
    return [WardFactory(), WardFactory()]


def words(response):
    """What stands on a page, without the marks at which lines may break."""
    return response.content.decode().replace("<wbr>", "")


def url(name, survey, *more):
    return reverse(f"surveys:{name}", args=[survey.pk, *more])


class TestPreparing:
    def test_a_survey_is_prepared_and_asks_somebody(self, desk):
        ProcessFactory()
        answer = desk.post(
            reverse("surveys:new"),
            {"title": "地域のつながり", "opens_on": "2026-12-01", "closes_on": "2026-12-20", "keys_twice": "on"},
        )

        made = Survey.objects.get()
        assert answer.url == url("audiences", made)
        row = {"name0": "市民", "kind0": "citizens", "selection0": "random", "access0": "code", "asked0": "３０００"}
        others = {f"{name}{n}": value for n in (1, 2) for name, value in EMPTY_AUDIENCE.items()}
        desk.post(url("audiences", made), row | others)
        assert [(one.name, one.asked) for one in made.audiences.all()] == [("市民", 3000)]

    def test_the_questions_of_another_survey_come_along(self, desk, officer):
        source = with_questions(officer)
        fields = {"title": "二年目", "opens_on": "2027-12-01", "closes_on": "2027-12-20", "source": source.pk}

        desk.post(reverse("surveys:new"), fields)

        assert questionnaire_of(Survey.objects.get(title="二年目")) == questionnaire_of(source)

    def test_what_does_not_fit_is_told_and_nothing_is_lost(self, desk):
        ProcessFactory()
        fields = {"title": "題", "opens_on": "2026-12-20", "closes_on": "2026-12-01", "purpose": "消えない言葉"}

        answer = desk.post(reverse("surveys:new"), fields)

        assert answer.status_code == 400
        assert "終わりの日が、始まりの日より前" in words(answer)
        assert "消えない言葉" in words(answer)
        assert not Survey.objects.exists()

    def test_a_faulty_survey_is_not_opened_and_says_why(self, desk, officer):
        survey = prepared(officer)

        answer = desk.post(url("open", survey))

        assert answer.status_code == 409
        assert "設問が一つもありません" in words(answer)

    def test_codes_are_told_once_as_a_table(self, desk, officer):
        survey = prepared(officer)
        audience = citizens(survey)

        answer = desk.post(url("codes", survey, audience.pk), {"count": "3"})

        lines = answer.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 4
        assert answer["Cache-Control"] == "no-store"
        assert PersonalCode.objects.filter(audience=audience).count() == 3
        again = words(desk.get(url("codes", survey, audience.pk)))
        assert lines[1].split(",")[0] not in again

    def test_quotas_show_what_is_missing(self, desk, officer, wards):
        survey = prepared(officer)
        audience = citizens(survey)

        desk.post(url("quotas", survey, audience.pk), {f"ward{wards[0].pk}": "100", "age30": "２０"})

        page = words(desk.get(url("quotas", survey, audience.pk)))
        assert [(one.ward, one.age_band, one.wanted) for one in audience.quotas.all()] == [
            (wards[0], "", 100),
            (None, "30", 20),
        ]
        assert "30〜39歳" in page

    def test_others_see_nothing_of_it(self, client, officer):
        survey = prepared(officer)
        client.force_login(RoleFactory(kind="operator").user)

        assert client.get(reverse("surveys:desk")).status_code == 403
        assert client.get(url("desk-survey", survey)).status_code == 403


class TestQuestions:
    def test_a_question_is_asked_with_its_options(self, desk, officer):
        survey = prepared(officer)

        desk.post(
            url("new-question", survey) + "?kind=multiple",
            {
                "label": "何に困っていますか。",
                "option0": "場所",
                "option1": "お金",
                "option2": "ない",
                "way2": "alone",
                "at_most": "2",
            },
        )

        question = survey.questions.get()
        assert (question.kind, question.at_most) == (Kind.MULTIPLE, 2)
        assert [(one.label, one.is_exclusive) for one in question.options.all()] == [
            ("場所", False),
            ("お金", False),
            ("ない", True),
        ]

    def test_more_rows_keep_what_was_typed(self, desk, officer):
        survey = prepared(officer)
        page = desk.get(url("new-question", survey) + "?kind=single")
        shown = words(page).count('name="option')

        more = desk.post(
            url("new-question", survey) + "?kind=single",
            {"label": "問い", "option0": "はい", "rows_shown": str(shown), "more": "1"},
        )

        assert words(more).count('name="option') > shown
        assert 'value="はい"' in words(more)
        assert not survey.questions.exists()

    def test_a_scale_begins_with_usual_steps(self, desk, officer):
        survey = prepared(officer)

        page = words(desk.get(url("new-question", survey) + "?kind=scale&scale=enough"))

        assert 'value="まあ足りている"' in page
        assert 'value="わからない"' in page

    def test_a_condition_is_chosen_among_earlier_questions(self, desk, officer):
        survey = prepared(officer)
        first = ask(survey, Kind.SINGLE, "ありますか。", officer, options=options("ある", "ない"))
        option = first.options.get(code="a1")

        desk.post(url("new-question", survey) + "?kind=text", {"label": "なぜですか。", "conditions": [option.pk]})

        page = words(desk.get(url("questions", survey)))
        assert "問1で「ある」と答えた人だけに" in page

    def test_it_goes_up_and_away(self, desk, officer):
        survey = prepared(officer)
        ask(survey, Kind.TEXT, "一", officer)
        ask(survey, Kind.TEXT, "二", officer)

        desk.post(url("arrange", survey, "q2"), {"act": "up"})
        desk.post(url("arrange", survey, "q1"), {"act": "remove"})

        assert list(survey.questions.values_list("code", "position")) == [("q2", 0)]

    def test_faults_are_shown_where_they_are(self, desk, officer):
        survey = prepared(officer)
        ask(survey, Kind.SINGLE, "一つだけの選択肢", officer, options=options("ある"))

        page = words(desk.get(url("questions", survey)))

        assert "選択肢が二つより少なくなっています" in page
        assert "直す所が1か所あります" in page

    @pytest.mark.parametrize("sent", [{}, {"label": " "}, {"label": "x" * 300}, {"label": "問", "option0": "y" * 200}])
    def test_nothing_faulty_is_kept(self, desk, officer, sent):
        survey = prepared(officer)

        answer = desk.post(url("new-question", survey) + "?kind=single", sent)

        assert answer.status_code == 400
        assert not Question.objects.filter(survey=survey).exists()


class TestKeying:
    def test_two_people_who_type_the_same_make_a_sheet(self, client, officer, wards):
        survey = opened(officer)
        sheet = paper(survey, officer)
        second = RoleFactory().user
        for person in (officer, second):
            client.force_login(person)
            client.post(url("key", survey, sheet.receipt), typed())

        found = AnswerSheet.objects.get()
        assert found.answers == {"q4": "a1", "q5": ["a1", "a3"], "q5.words": "交番", "q7": {"r1": "a2"}, "q9": "12"}
        assert (found.channel, found.receipt) == ("post", sheet.receipt)
        assert Keying.objects.count() == 2

    def test_what_differs_is_found_and_settled(self, client, officer, wards):
        survey = opened(officer)
        sheet = paper(survey, officer)
        client.force_login(officer)
        client.post(url("key", survey, sheet.receipt), typed())
        client.force_login(RoleFactory().user)

        answer = client.post(url("key", survey, sheet.receipt), typed(a_q5="1", a_q5__words="", a_q9="13"))

        assert answer.url == url("settle", survey, sheet.receipt)
        page = words(client.get(answer.url))
        assert "1 区役所、3 そのほか" in page
        assert "交番" in page
        assert not AnswerSheet.objects.exists()
        client.post(answer.url, typed(a_q9="13"))
        assert AnswerSheet.objects.get().answers["q9"] == "13"

    def test_who_typed_first_does_not_type_second(self, desk, officer, wards):
        survey = opened(officer)
        sheet = paper(survey, officer)
        desk.post(url("key", survey, sheet.receipt), typed())

        page = desk.get(url("key", survey, sheet.receipt))
        answer = desk.post(url("key", survey, sheet.receipt), typed())

        assert "一回目は、あなたが入力しました" in words(page)
        assert answer.status_code == 400
        assert Keying.objects.count() == 1

    def test_a_survey_that_is_content_with_one_counts_at_once(self, desk, officer, wards):
        survey = opened(officer, keys_twice=False)
        sheet = paper(survey, officer)

        desk.post(url("key", survey, sheet.receipt), typed())

        assert AnswerSheet.objects.count() == 1

    def test_a_number_that_no_option_has_is_told_at_its_field(self, desk, officer, wards):
        survey = opened(officer)
        sheet = paper(survey, officer)

        answer = desk.post(url("key", survey, sheet.receipt), typed(a_q4="9", a_q9="たくさん"))

        assert answer.status_code == 400
        assert "その番号の選択肢はありません" in words(answer)
        assert 'value="たくさん"' in words(answer)
        assert not Keying.objects.exists()

    def test_what_nobody_asked_is_left_out_without_a_fault(self, desk, officer, wards):
        survey = opened(officer, keys_twice=False)
        sheet = paper(survey, officer)

        desk.post(url("key", survey, sheet.receipt), typed(a_q4="2"))

        assert AnswerSheet.objects.get().answers == {"q4": "a2", "q7": {"r1": "a2"}, "q9": "12"}

    def test_a_sheet_is_found_by_its_number_however_it_is_typed(self, desk, officer, wards):
        survey = opened(officer)
        sheet = paper(survey, officer)
        wide = sheet.receipt.translate(str.maketrans("0123456789", "０１２３４５６７８９"))

        answer = desk.post(url("number-paper", survey), {"number": f"{wide[:4]}－{wide[4:]}"})

        assert answer.url == url("key", survey, sheet.receipt)

    @pytest.mark.parametrize("number", ["", "123", "000000001", "あいうえお"])
    def test_a_number_that_is_none_is_told(self, desk, officer, wards, number):
        survey = opened(officer)

        answer = desk.post(url("number-paper", survey), {"number": number})

        assert answer.status_code == 400
        assert f'value="{number}"' in words(answer) or number == ""

    def test_a_copy_without_a_number_gets_one(self, desk, officer, wards):
        survey = opened(officer)

        answer = desk.post(url("number-paper", survey), {"audience": citizens(survey).pk})

        assert answer.url == url("key", survey, PaperSheet.objects.get().receipt)

    def test_a_counted_sheet_is_corrected_with_a_reason(self, desk, officer, wards):
        survey = opened(officer, keys_twice=False)
        sheet = paper(survey, officer)
        desk.post(url("key", survey, sheet.receipt), typed())

        refused = desk.post(url("correct", survey, sheet.receipt), typed(a_q9="21"))
        desk.post(url("correct", survey, sheet.receipt), typed(a_q9="21", reason="見まちがい"))

        assert refused.status_code == 400
        assert AnswerSheet.objects.standing().get().answers["q9"] == "21"
        assert AnswerSheet.objects.count() == 2


EMPTY_AUDIENCE = {"name": "", "kind": "citizens", "selection": "self", "access": "open", "asked": ""}


def typed(**fields):
    """What one types from a sheet."""
    return {
        "channel": "post",
        "received_on": TODAY.isoformat(),
        "a_q4": "１",
        "a_q5": "3，1",
        "a_q5__words": "交番",
        "a_q7__r1": "2",
        "a_q9": "１２",
    } | fields
