"""The way of a survey: prepared, its questions put together, opened, answered on the web and on paper, corrected."""

from datetime import timedelta

import pytest

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.enums import AgeBand, OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.surveys import actions, errors
from jukugi.apps.surveys.actions import AudienceDraft, QuestionDraft
from jukugi.apps.surveys.enums import Access, Attribute, AudienceKind, Kind, Selection, SurveyState
from jukugi.apps.surveys.models import AnswerDraft, AnswerSheet, PersonalCode, Question
from jukugi.apps.surveys.policies import code_digest
from jukugi.apps.surveys.queries import questionnaire_of
from jukugi.apps.surveys.sealed import sheets_agree
from jukugi.apps.surveys.tests.factories import (
    LATER,
    TODAY,
    ask,
    citizens,
    notice,
    officers,
    on_paper,
    opened,
    options,
    prepared,
    send,
    with_questions,
)
from jukugi.core.questionnaire import Condition, QuestionKind, faults_of
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


class TestQuestions:
    def test_they_read_as_a_questionnaire(self, officer):
        WardFactory(name="見本区", code="999991")
        survey = with_questions(officer)

        found = questionnaire_of(survey)

        assert [one.kind for one in found.questions][3:] == [
            QuestionKind.SINGLE,
            QuestionKind.MULTIPLE,
            QuestionKind.SCALE,
            QuestionKind.MATRIX,
            QuestionKind.RANKING,
            QuestionKind.NUMBER,
            QuestionKind.TEXT,
        ]
        assert [one.page for one in found.questions] == [1, 1, 1, 2, 2, 2, 2, 3, 3, 3]
        assert found.by_code["q5"].only_if == (Condition("q4", frozenset({"a1"})),)
        assert [one.code for one in found.by_code["q1"].options] == ["999991"]
        assert [one.code for one in found.by_code["q2"].options] == AgeBand.values
        assert faults_of(found) == () or {fault.question for fault in faults_of(found)} == {"q1"}

    def test_words_change_while_codes_stay(self, officer):
        survey = with_questions(officer)
        question = survey.questions.get(code="q4")
        drafts = [actions.OptionDraft("いいえ", "a2"), actions.OptionDraft("はい", "a1"), actions.OptionDraft("忘れた")]

        actions.change_question(
            question=question,
            draft=QuestionDraft(Kind.SINGLE, "相談しましたか。", options=drafts),
            actor=officer,
            now=DURING,
        )

        assert list(question.options.values_list("code", "label")) == [
            ("a2", "いいえ"),
            ("a1", "はい"),
            ("a3", "忘れた"),
        ]
        assert questionnaire_of(survey).by_code["q5"].only_if == (Condition("q4", frozenset({"a1"})),)

    def test_one_that_others_depend_on_stays(self, officer):
        survey = with_questions(officer)

        with pytest.raises(errors.QuestionNeeded):
            actions.remove_question(question=survey.questions.get(code="q4"), actor=officer, now=DURING)

    def test_moved_before_what_it_depends_on_it_is_a_fault_that_keeps_the_survey_closed(self, officer):
        WardFactory()
        WardFactory()
        survey = with_questions(officer)

        actions.move_question(question=survey.questions.get(code="q5"), to=1, actor=officer, now=DURING)

        assert [fault.code for fault in faults_of(questionnaire_of(survey))] == ["condition_on_later"]
        with pytest.raises(errors.QuestionsFaulty):
            actions.open_survey(survey=survey, actor=officer, now=DURING)

    def test_an_attribute_is_asked_once(self, officer):
        survey = with_questions(officer)

        with pytest.raises(errors.AttributeTwice):
            ask(survey, Kind.SINGLE, "区", officer, attribute=Attribute.WARD)

    def test_a_condition_looks_back_at_a_choice(self, officer):
        survey = with_questions(officer)
        later = ask(survey, Kind.SINGLE, "問", officer, options=options("a", "b")).options.first()

        with pytest.raises(errors.ConditionUnfit):
            actions.change_question(
                question=survey.questions.get(code="q4"),
                draft=QuestionDraft(Kind.SINGLE, "問", options=options("a", "b"), conditions=[later.pk]),
                actor=officer,
                now=DURING,
            )

    def test_they_come_along_into_the_next_survey_with_their_codes(self, officer):
        source, target = with_questions(officer), prepared(officer)

        actions.copy_questions(source=source, survey=target, actor=officer, now=DURING)

        assert questionnaire_of(target) == questionnaire_of(source)

    def test_after_the_opening_nothing_of_them_changes(self, officer):
        survey = _opened(officer)

        with pytest.raises(errors.SurveyNotInState):
            ask(survey, Kind.TEXT, "もう一つ", officer)
        with pytest.raises(errors.SurveyNotInState):
            actions.remove_question(question=survey.questions.get(code="q10"), actor=officer, now=DURING)

    @pytest.mark.parametrize("kind", ["ward_officer", "operator"])
    def test_others_do_not_put_them_together(self, officer, kind):
        survey = with_questions(officer)
        other = RoleFactory(kind=kind, area=WardFactory() if kind == "ward_officer" else None).user

        with pytest.raises(NotAllowed):
            ask(survey, Kind.TEXT, "問", other)

        assert Question.objects.filter(survey=survey).count() == 10


class TestOpening:
    def test_it_asks_somebody_something(self, officer):
        survey = prepared(officer)

        with pytest.raises(errors.NothingAsked):
            actions.open_survey(survey=survey, actor=officer, now=DURING)
        actions.set_audiences(survey=survey, audiences=[], actor=officer, now=DURING)
        with pytest.raises(errors.NobodyAsked):
            actions.open_survey(survey=survey, actor=officer, now=DURING)

    def test_it_does_not_begin_in_the_past(self, officer):
        WardFactory()
        WardFactory()
        survey = with_questions(officer, opens_on=TODAY - timedelta(days=1))

        with pytest.raises(errors.PeriodInThePast):
            actions.open_survey(survey=survey, actor=officer, now=DURING)

    def test_two_audiences_change_their_names_with_each_other(self, officer):
        survey = prepared(officer)
        one, two = survey.audiences.all()

        actions.set_audiences(
            survey=survey,
            audiences=[
                AudienceDraft(AudienceKind.CITIZENS, two.name, Selection.SELF, Access.OPEN, pk=one.pk),
                AudienceDraft(AudienceKind.OFFICERS, one.name, Selection.ALL, Access.STAFF, pk=two.pk),
            ],
            actor=officer,
            now=DURING,
        )

        assert list(survey.audiences.values_list("pk", "name")) == [(one.pk, two.name), (two.pk, one.name)]

    def test_an_audience_that_answered_is_not_taken_away(self, officer):
        survey = _opened(officer)
        send(survey)

        with pytest.raises(errors.AudienceInUse):
            actions.set_audiences(survey=survey, audiences=[], actor=officer, now=DURING)


class TestAnswering:
    def test_a_sheet_keeps_answers_attributes_and_words_as_an_opinion(self, officer):
        ward = WardFactory(code="999991")
        survey = _opened(officer)

        sheet = send(
            survey,
            {"q1": "999991", "q2": "30", "q3": "female", "q4": "a2", "q9": "１２", "q10": "集まる場所がほしい。"},
        )

        assert (sheet.ward, sheet.age_band, sheet.sex, sheet.channel) == (ward, "30", "female", Channel.WEB)
        assert sheet.answers["q9"] == "12"
        opinion = Opinion.objects.get()
        assert opinion.text == "集まる場所がほしい。"
        assert (opinion.submission, opinion.submission.call) == (sheet.submission, survey.call)
        assert opinion.state == OpinionState.WAITING
        assert sheets_agree().count == 0

    def test_the_same_form_sent_twice_is_one_sheet(self, officer):
        survey, author = _opened(officer), ParticipantFactory()

        assert send(survey, author=author) == send(survey, author=author)

    def test_one_device_answers_once_but_another_person_may_say_so(self, officer):
        survey, author = _opened(officer), ParticipantFactory()
        send(survey, author=author)

        with pytest.raises(errors.AlreadyAnswered):
            send(survey, author=author, form_key="b" * 22)
        send(survey, author=author, form_key="b" * 22, is_another=True)

        assert AnswerSheet.objects.count() == 2

    def test_a_code_answers_once(self, officer):
        survey = _opened(officer)
        audience = citizens(survey)
        [code] = actions.make_codes(audience=audience, count=1, actor=officer, now=DURING)
        personal = PersonalCode.objects.get(digest=code_digest(code.upper()))
        send(survey, personal_code=personal)

        with pytest.raises(errors.CodeUsed):
            send(survey, personal_code=personal, form_key="b" * 22)
        with pytest.raises(errors.CodeUsed):
            on_paper(survey, {"q4": "a2"}, officer, personal_code=personal)

    def test_officers_answer_signed_in(self, officer):
        survey = _opened(officer)

        with pytest.raises(errors.AnotherDoor):
            send(survey, audience=officers(survey))
        assert send(survey, audience=officers(survey), user=officer).audience == officers(survey)

    @pytest.mark.parametrize("moment", [DURING - timedelta(days=2), LATER])
    def test_before_and_after_the_period_nothing_is_taken(self, officer, moment):
        survey = _opened(officer)

        with pytest.raises(errors.SurveyNotOpen):
            send(survey, now=moment)

    def test_paper_of_the_period_is_taken_later(self, officer):
        survey = _opened(officer)

        sheet = on_paper(survey, {"q4": "a1", "q10": "紙で書きました。"}, officer)

        assert (sheet.channel, sheet.receipt) == (Channel.POST, sheet.paper.receipt)
        assert Opinion.objects.get().submission.channel == Channel.POST

    def test_nothing_at_all_is_no_answer(self, officer):
        survey = _opened(officer)

        with pytest.raises(errors.NothingAnswered):
            send(survey, {"q10": "  "})

    def test_what_does_not_fit_is_told_with_its_place(self, officer):
        survey = _opened(officer)

        with pytest.raises(errors.AnswersUnfit) as refused:
            send(survey, {"q4": "a9", "q9": "たくさん"})

        assert [fault.question for fault in refused.value.params["faults"]] == ["q4", "q9"]
        assert not AnswerSheet.objects.exists()

    def test_a_draft_waits_on_the_device_and_goes_when_it_is_sent(self, officer):
        survey, author = _opened(officer), ParticipantFactory()
        audience = citizens(survey)
        for page, answers in [(1, {"q1": "x"}), (2, {"q1": "x", "q4": "a1"})]:
            actions.keep_draft(
                audience=audience, answers=answers, page=page, author=author, form_key="a" * 22, now=DURING
            )
        draft = AnswerDraft.objects.get()
        assert (draft.answers, draft.page) == ({"q1": "x", "q4": "a1"}, 2)

        send(survey, author=author)

        assert not AnswerDraft.objects.exists()

    def test_a_corrected_sheet_stands_in_the_place_of_the_first(self, officer):
        survey = _opened(officer)
        first = on_paper(survey, {"q4": "a1"}, officer)

        second = actions.correct_sheet(
            sheet=first, answers={"q4": "a2"}, reason="丸の位置を見まちがえた", actor=officer, now=LATER
        )

        assert list(AnswerSheet.objects.standing()) == [second]
        assert (second.receipt, second.paper) == (first.receipt, first.paper)
        with pytest.raises(errors.SheetCorrected):
            actions.correct_sheet(sheet=first, answers={"q4": "a2"}, reason="もう一度", actor=officer, now=LATER)

    def test_a_sheet_is_left_out_of_the_count_and_counted_again_with_reasons(self, officer):
        sheet = send(_opened(officer))
        actions.exclude_sheet(sheet=sheet, reason="試しの入力", actor=officer, now=LATER)

        with pytest.raises(errors.AlreadyExcluded):
            actions.exclude_sheet(sheet=sheet, reason="試しの入力", actor=officer, now=LATER)
        actions.include_sheet(sheet=sheet, reason="本物だった", actor=officer, now=LATER)

        assert sheet.exclusions.get().ended_reason == "本物だった"


class TestEnds:
    def test_a_withdrawn_survey_keeps_what_came_in(self, officer):
        survey = _opened(officer)
        send(survey)

        actions.withdraw_survey(survey=survey, reason="設問に誤りがあった", actor=officer, now=DURING)

        survey.refresh_from_db()
        assert survey.state == SurveyState.WITHDRAWN
        assert AnswerSheet.objects.count() == 1
        with pytest.raises(errors.SurveyNotOpen):
            send(survey, form_key="b" * 22)

    def test_it_is_extended_for_a_reason(self, officer):
        survey = _opened(officer)

        actions.extend_survey(
            survey=survey, closes_on=TODAY + timedelta(days=60), reason="祝日のため", actor=officer, now=DURING
        )

        survey.refresh_from_db()
        assert survey.is_open_at(LATER)
        assert survey.call.is_open_at(LATER)

    def test_a_changed_notice_stands_until_it_opens(self, officer):
        survey = with_questions(officer)
        actions.change_survey(survey=survey, notice=notice(title="新しい題"), actor=officer, now=DURING)
        survey.refresh_from_db()
        assert survey.title == "新しい題"


def _opened(officer):
    if not WardFactory._meta.model.objects.filter(level="ward").count() >= 2:
        WardFactory()
        WardFactory()
    return opened(officer)
