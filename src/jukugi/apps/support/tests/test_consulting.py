"""Consultations: asked, assigned, answered, handed on with consent, ended, erased."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.tests.factories import DepartmentFactory
from jukugi.apps.support import errors
from jukugi.apps.support.actions import consulting, forgetting
from jukugi.apps.support.actions.consulting import InquiryDraft
from jukugi.apps.support.enums import AskerKind, InquiryResult, InquiryState
from jukugi.apps.support.models import Inquiry, InquiryStep, Visit
from jukugi.apps.support.sealed import steps_agree
from jukugi.apps.support.tests.browsers import member, signed, staff
from jukugi.apps.support.tests.factories import (
    FunctionFactory,
    SituationSheetFactory,
    SupporterFactory,
    VisitFactory,
)
from jukugi.kit.errors import NotAllowed
from jukugi.kit.retention.running import run_all

pytestmark = pytest.mark.django_db
ASKED, REACHED, ANSWER = "ひみつの相談です", "hisoka@example.jp", "拠点で話を聞けます"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ward():
    return WardFactory()


@pytest.fixture
def officer(ward):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user


@pytest.fixture
def inquiry(ward, now):
    draft = InquiryDraft(text=ASKED, asker=AskerKind.GROUP, ward=ward, contact=REACHED)
    return consulting.ask(draft=draft, author=ParticipantFactory(), now=now)


class TestSteps:
    def test_what_is_asked_waits_fourteen_days_and_its_contact_is_not_readable_in_the_table(self, inquiry, now):
        assert inquiry.due_on == timezone.localdate(now) + timedelta(days=14)
        assert (REACHED in inquiry.contact, inquiry.contact_words) == (False, REACHED)
        assert [step.words for step in inquiry.steps.all()] == [ASKED]

    def test_it_is_assigned_answered_and_ended_each_a_sealed_row(self, inquiry, officer, now):
        by = {"actor": officer, "now": now}
        due = timezone.localdate(now)
        consulting.assign(inquiry=inquiry, officer=officer, due_on=due, reason="", **by)
        consulting.answer(inquiry=inquiry, words=ANSWER, **by)
        consulting.close(inquiry=inquiry, result=InquiryResult.LEARNED, words="伝わった", **by)

        inquiry.refresh_from_db()
        acts = list(InquiryStep.objects.values_list("act", flat=True))
        assert acts == ["received", "assigned", "answered", "closed"]
        assert (inquiry.state, inquiry.result, inquiry.days_to_answer, steps_agree().count) == (
            InquiryState.CLOSED,
            "learned",
            0,
            0,
        )

    def test_a_changed_word_is_found(self, inquiry):
        InquiryStep.objects.update(words="ほかの言葉")

        assert steps_agree().count == 1

    def test_nobody_is_handed_on_without_consent(self, inquiry, officer, now):
        given = {"body": SupporterFactory(), "reason": "場を探せる", "due_on": timezone.localdate(now)}

        with pytest.raises(errors.NoConsent):
            consulting.hand_on(inquiry=inquiry, consent="", actor=officer, now=now, **given)
        consulting.hand_on(inquiry=inquiry, consent="電話で本人に聞いた", actor=officer, now=now, **given)

        inquiry.refresh_from_db()
        assert (inquiry.state, inquiry.may_hand_on) == (InquiryState.HANDED_ON, True)

    def test_after_its_end_nothing_is_added(self, inquiry, officer, now):
        consulting.close(inquiry=inquiry, result=InquiryResult.UNKNOWN, words="連絡なし", actor=officer, now=now)

        with pytest.raises(errors.InquiryClosed):
            consulting.answer(inquiry=inquiry, words="もう一度", actor=officer, now=now)

    def test_an_officer_of_another_ward_neither_answers_nor_is_assigned(self, inquiry, officer, now):
        other = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user

        with pytest.raises(NotAllowed):
            consulting.answer(inquiry=inquiry, words=ANSWER, actor=other, now=now)
        with pytest.raises(errors.NotTheirs):
            consulting.assign(
                inquiry=inquiry, officer=other, due_on=timezone.localdate(), reason="", actor=officer, now=now
            )

    def test_whose_role_is_over_is_not_assigned(self, inquiry, officer, ward, now):
        over = {"starts_on": BEFORE.date(), "ends_on": timezone.localdate(now) - timedelta(days=1)}
        former = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward, **over).user

        with pytest.raises(errors.NotTheirs):
            consulting.assign(
                inquiry=inquiry, officer=former, due_on=timezone.localdate(now), reason="", actor=officer, now=now
            )

    def test_one_device_asks_five_times_a_day(self, ward, now):
        author = ParticipantFactory()
        draft = InquiryDraft(text="相談", asker=AskerKind.PERSON)
        for _ in range(5):
            consulting.ask(draft=draft, author=author, now=now)

        with pytest.raises(errors.TooManyAsked):
            consulting.ask(draft=draft, author=author, now=now)

    def test_a_card_keeps_its_channel_and_day(self, ward, officer, now):
        entered = consulting.enter_inquiry(
            draft=InquiryDraft(text="カードの相談", asker=AskerKind.PERSON, ward=ward),
            channel=Channel.CARD,
            received_on=timezone.localdate(now) - timedelta(days=3),
            actor=officer,
            now=now,
        )

        assert (entered.channel, entered.due_on) == ("card", timezone.localdate(now) + timedelta(days=11))

    def test_the_web_is_not_typed_in(self, ward, officer, now):
        with pytest.raises(errors.NotOnPaper):
            consulting.enter_inquiry(
                draft=InquiryDraft(text="相談", asker=AskerKind.PERSON, ward=ward),
                channel=Channel.WEB,
                received_on=timezone.localdate(now),
                actor=officer,
                now=now,
            )


class TestReading:
    def test_who_knows_the_number_reads_the_answer_but_not_what_was_asked(self, inquiry, officer, now):
        consulting.answer(inquiry=inquiry, words=ANSWER, actor=officer, now=now)

        page = Client().get(f"/threads/{inquiry.receipt}/").content.decode().replace("<wbr>", "")

        assert (ANSWER in page, ASKED in page, REACHED in page) == (True, False, False)

    def test_reasons_among_those_at_work_are_not_for_who_asked(self, inquiry, officer, now):
        consulting.assign(
            inquiry=inquiry,
            officer=officer,
            due_on=timezone.localdate(now),
            reason="うちわの理由",
            actor=officer,
            now=now,
        )

        page = Client().get(f"/threads/{inquiry.receipt}/").content.decode().replace("<wbr>", "")

        assert ("うちわの理由" in page, officer.display_name in page) == (False, False)

    @pytest.mark.parametrize("kind", [RoleKind.OPERATOR, RoleKind.WARD_OFFICER])
    def test_others_at_work_read_nothing(self, inquiry, kind):
        client = staff(kind, WardFactory() if kind == RoleKind.WARD_OFFICER else None, DepartmentFactory())

        pages = [client.get(path) for path in (f"/desk/support/consultations/{inquiry.pk}/", "/desk/", "/threads/")]
        pages += [client.get("/desk/support/consultations/"), client.get(f"/threads/{inquiry.receipt}/")]

        assert not [page for page in pages if ASKED in page.content.decode() or REACHED in page.content.decode()]

    def test_a_body_reads_it_from_the_day_on_which_it_was_handed_on(self, inquiry, officer, now):
        body = SupporterFactory()
        client = member(body)
        address = f"/desk/support/consultations/{inquiry.pk}/"
        assert client.get(address).status_code == 403

        consulting.hand_on(
            inquiry=inquiry,
            body=body,
            reason="場",
            consent="聞いた",
            due_on=timezone.localdate(now),
            actor=officer,
            now=now,
        )

        assert ASKED in client.get(address).content.decode()
        client.post(f"{address}told/", {"words": "部屋が決まりました"})
        assert inquiry.steps.last().words == "部屋が決まりました"
        assert client.get(f"{address}answer/").status_code == 403


class TestPages:
    def test_one_asks_on_the_web_and_is_led_to_the_receipt(self, ward):
        function = FunctionFactory()
        client = Client()
        given = {"text": "居場所を始めたい", "asker": "person", "ward": ward.pk, "function": function.pk}

        response = client.post("/support/ask/", given)

        asked = Inquiry.objects.get()
        assert response.headers["Location"] == f"/threads/{asked.receipt}/"
        assert "居場所を始めたい" in client.get(f"/threads/{asked.receipt}/").content.decode().replace("<wbr>", "")

    def test_an_empty_question_comes_back_with_words(self):
        response = Client().post("/support/ask/", {"asker": "person"})

        assert (response.status_code, "ここが空です" in response.content.decode().replace("<wbr>", "")) == (400, True)

    def test_an_officer_takes_a_call_answers_hands_on_and_ends_it(self, officer, ward):
        client, body = signed(officer), SupporterFactory()
        day = timezone.localdate().isoformat()
        given = {"text": "相談", "asker": "firm", "ward": ward.pk, "channel": "phone", "received_on": day}
        client.post("/desk/support/consultations/new/", given)
        asked = Inquiry.objects.get()
        home = f"/desk/support/consultations/{asked.pk}/"

        answers = [
            client.post(f"{home}assign/", {"officer": officer.pk, "due_on": day, "reason": ""}),
            client.post(f"{home}hand-on/", {"body": body.pk, "reason": "場", "consent": "聞いた", "due_on": day}),
            client.post(f"{home}told/", {"words": "会えた"}),
            client.post(f"{home}answer/", {"words": ANSWER}),
            client.post(f"{home}close/", {"result": "moved", "words": "始まった"}),
            client.get(home),
            client.get("/desk/support/consultations/?done=1"),
            client.get("/support/ask/figures/"),
            client.get("/support/ask/figures.csv"),
        ]

        assert [answer.status_code for answer in answers] == [302] * 5 + [200] * 4

    def test_an_unknown_deed_is_not_found(self, officer, inquiry):
        assert signed(officer).get(f"/desk/support/consultations/{inquiry.pk}/anything/").status_code == 404

    def test_the_card_is_printed(self):
        response = Client().get("/support/ask/card/")

        assert response["Content-Type"] in ("application/pdf", "text/html; charset=utf-8")


class TestForgetting:
    def test_who_asks_for_it_has_the_words_erased_and_the_rows_stay(self, inquiry, officer, now):
        forgetting.erase_inquiry(inquiry=inquiry, reason="申し出", actor=officer, now=now)

        inquiry.refresh_from_db()
        words = list(inquiry.steps.values_list("act", "words"))
        assert (inquiry.contact, words) == ("", [("received", ""), ("erased", "申し出")])
        assert steps_agree().count == 0

    def test_a_contact_goes_ninety_days_after_the_end_and_the_words_after_three_years(self, inquiry, officer, now):
        consulting.close(inquiry=inquiry, result=InquiryResult.MOVED, words="始まった", actor=officer, now=now)

        run_all(now=now + timedelta(days=89))
        inquiry.refresh_from_db()
        assert inquiry.contact_words == REACHED
        run_all(now=now + timedelta(days=91))
        inquiry.refresh_from_db()
        assert (inquiry.contact, inquiry.erased_at) == ("", None)
        run_all(now=now + timedelta(days=1100))

        assert set(inquiry.steps.values_list("words", flat=True)) == {""}

    def test_editions_go_three_years_after_the_next_one_and_the_last_stays(self, now):
        long_ago = now - timedelta(days=1200)
        old = SituationSheetFactory(written_at=long_ago - timedelta(days=9), wants_words="古い")
        new = SituationSheetFactory(organization=old.organization, number=2, written_at=long_ago, wants_words="新しい")
        VisitFactory(organization=old.organization, recorded_at=long_ago)

        run_all(now=now)

        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.wants_words, old.wants, old.seal_key, new.wants_words) == ("", [], "", "新しい")
        assert Visit.objects.get().heard == ""

    def test_all_of_an_association_goes_a_year_after_it_ended(self, now):
        sheet = SituationSheetFactory(wants_words="望み")
        sheet.organization.ended_on = timezone.localdate(now) - timedelta(days=400)
        sheet.organization.save()

        run_all(now=now)

        sheet.refresh_from_db()
        assert sheet.wants_words == ""


def test_a_waiting_consultation_stands_in_the_queue_of_the_ward_alone(inquiry, officer):
    own, other = signed(officer), staff(RoleKind.WARD_OFFICER, WardFactory())

    pages = [client.get("/desk/").content.decode().replace("<wbr>", "") for client in (own, other)]

    assert ["相談に答える" in page for page in pages] == [True, False]
