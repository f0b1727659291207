"""What a consultation does not take before it is announced, after it is called off, and after its result."""

from datetime import timedelta

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.tests.factories import MembershipFactory
from jukugi.apps.public_comments import actions, errors
from jukugi.apps.public_comments.models import Answer
from jukugi.apps.public_comments.tests.factories import (
    LATER,
    TODAY,
    announced,
    comments_in,
    finish,
    group_of,
    notice,
    prepared,
    send,
)
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


def test_a_consultation_that_is_being_prepared_takes_nothing(officer):
    consultation = prepared(officer)

    with pytest.raises(errors.ConsultationNotOpen):
        send(consultation, "場所がほしい。")
    with pytest.raises(errors.ConsultationNotInState):
        actions.add_files(consultation=consultation, files={}, now=LATER)


def test_a_consultation_that_was_called_off_goes_no_further(officer):
    consultation = announced(officer)
    actions.withdraw_consultation(consultation=consultation, reason="見本", actor=officer, now=LATER)
    done = {"consultation": consultation, "actor": officer, "now": LATER}
    later = consultation.closes_on + timedelta(days=90)

    for attempt in (
        lambda: actions.change_consultation(edition=consultation.edition, notice=notice(), **done),
        lambda: actions.set_categories(categories=[], **done),
        lambda: actions.announce_consultation(**done | {"now": LATER - timedelta(days=40)}),
        lambda: actions.extend_consultation(closes_on=later, reason="見本", **done),
        lambda: actions.withdraw_consultation(reason="見本", **done),
        lambda: actions.place_comments(comments=[1], group=None, **done),
        lambda: actions.ask_for_result(**done),
        lambda: actions.publish_result(consultation=consultation, asked_at=None, files={}, now=LATER),
    ):
        with pytest.raises(errors.ConsultationNotInState):
            attempt()


def test_a_published_result_is_neither_called_off_nor_published_again(officer):
    consultation = announced(officer)
    for text in ("場所がほしい。", "依頼を減らしてほしい。", "話す場がほしい。"):
        send(consultation, text, form_key=text.ljust(22, "k"))
    finish(consultation, officer, RoleFactory().user)

    with pytest.raises(errors.ResultPublished):
        actions.call_off_result(consultation=consultation, note="見本", actor=officer, now=LATER)
    with pytest.raises(errors.ResultPublished):
        actions.publish_result(consultation=consultation, asked_at=LATER, files={}, now=LATER)


def test_a_department_writes_its_answer_and_does_not_send_it_back(officer):
    consultation = announced(officer)
    send(consultation, "場所がほしい。")
    group = group_of(consultation, comments_in(consultation), officer)
    answer = actions.begin_answer(consultation=consultation, groups=[group.pk], actor=officer, now=LATER)
    member = MembershipFactory(person=RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user, starts_on=TODAY)
    Answer.objects.filter(pk=answer.pk).update(department=member.organization)
    answer.refresh_from_db()

    with pytest.raises(NotAllowed):
        actions.send_back_answer(answer=answer, note="見本", actor=member.person, now=LATER)
