"""Two devices of one person, where a row each is kept: sheets, what is sought, proposals and consultations."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jukugi.apps.accounts.actions import merge_participants
from jukugi.apps.accounts.exports import held_of
from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.models import Proposal
from jukugi.apps.budgeting.tests.factories import announced, proposal
from jukugi.apps.circles import actions as circles
from jukugi.apps.circles.actions import SeekDraft
from jukugi.apps.circles.enums import Consent, SeekKind, SeekSide
from jukugi.apps.circles.models import Match, Seek
from jukugi.apps.circles.tests.factories import NOW as CIRCLES_DAY
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.support.actions import consulting
from jukugi.apps.support.actions.consulting import InquiryDraft
from jukugi.apps.support.enums import AskerKind
from jukugi.apps.support.models import Inquiry
from jukugi.apps.surveys.enums import SurveyState
from jukugi.apps.surveys.models import AnswerSheet, SheetExclusion, Survey
from jukugi.apps.surveys.tests.factories import opened, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey() -> Survey:
    WardFactory.create_batch(2)
    return opened()


def counted(survey: Survey) -> int:
    left_out = SheetExclusion.objects.filter(ended_at__isnull=True).values("sheet")
    return AnswerSheet.objects.standing().filter(survey=survey).exclude(pk__in=left_out).count()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.lists(st.integers(0, 1), max_size=4), turned=st.booleans(), published=st.booleans())
def test_of_a_sheet_each_the_later_is_counted_and_what_is_published_stays(survey, sent, turned, published):
    with transaction.atomic():
        devices = ParticipantFactory.create_batch(2)
        for number, device in enumerate(sent):
            later = {"form_key": f"{number:022}", "now": DURING + timedelta(seconds=number)}
            send(survey, author=devices[device], is_another=device in sent[:number], **later)
        if published:
            Survey.objects.filter(pk=survey.pk).update(state=SurveyState.PUBLISHED, published_at=DURING)
        goes, stays = devices[::-1] if turned else devices

        person = merge_participants(goes=goes, stays=stays, now=DURING)

        is_one_each = sorted(sent) == [0, 1]
        assert AnswerSheet.objects.filter(author=person).count() == len(sent)
        assert counted(survey) == (1 if is_one_each and not published else len(sent))
        if is_one_each and not published:
            left_out = AnswerSheet.objects.get(exclusions__isnull=False)
            assert left_out.received_at == DURING
        transaction.set_rollback(True)


def test_what_two_devices_sought_asked_and_proposed_is_one_person_s_and_no_match_with_oneself():
    phone, desk = ParticipantFactory.create_batch(2)
    words = [("木工ができます。ベンチを作れます。", SeekSide.OFFER, phone), ("ベンチを作りたい。", SeekSide.NEED, desk)]
    for text, side, author in words:
        draft = SeekDraft(side=side, kind=SeekKind.SKILL, text=text, consent=Consent.MATCHED)
        circles.write_seek(draft=draft, author=author, now=CIRCLES_DAY)
    circles.find_matches(now=CIRCLES_DAY)
    assert Match.objects.count() == 1
    budget_round = announced()
    for number, device in enumerate((phone, desk)):
        proposal(budget_round, f"提案{number}", author_key=device.actor_key)
        consulting.ask(draft=InquiryDraft(text="相談", asker=AskerKind.PERSON), author=device, now=DURING)

    person = merge_participants(goes=phone, stays=desk, now=DURING)

    assert Match.objects.count() == 0
    assert Seek.objects.filter(participant=person).count() == 2
    assert Proposal.objects.filter(author_key=person.actor_key).count() == 2
    assert Inquiry.objects.filter(author_key=person.actor_key).count() == 2
    titles = {str(held.heading): len(held.rows) for held in held_of(person)}
    assert {titles[name] for name in ("気になること・できること・ほしいこと", "予算の提案", "相談")} == {2}
