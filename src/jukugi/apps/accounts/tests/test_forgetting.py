"""Rows of people that nothing hangs on any more."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from jukugi.apps.accounts.forgetting import erase_participants_without_traces, erase_sessions
from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory
from jukugi.kit.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

KEPT = timedelta(days=400)
LATER = BEFORE + KEPT + timedelta(seconds=1)


def erase(now=LATER) -> int:
    return erase_participants_without_traces(now=now, kept=KEPT)


def test_who_left_nothing_goes_once_their_cookie_is_over_and_not_before():
    ParticipantFactory(token_hash="a" * 64)

    assert (erase(BEFORE + KEPT), erase(), erase()) == (0, 1, 0)


def test_whose_key_stands_in_a_record_stays_and_holds_up_nobody_else(monkeypatch):
    monkeypatch.setattr("jukugi.apps.accounts.forgetting.AT_ONCE", 1)
    named, _nobody = ParticipantFactory(), ParticipantFactory()
    AuditEntry.objects.create(
        action="tests.done", actor_key=named.actor_key, subject_type="x", subject_key="1", at=BEFORE
    )

    assert (erase(), erase()) == (1, 0)
    assert list(Participant.objects.all()) == [named]


def test_every_table_that_points_to_people_is_looked_at():
    pointing = {relation.related_model._meta.label for relation in Participant._meta.related_objects}

    assert {"opinion_map.Vote", "opinions.Submission", "circles.Seek"} <= pointing


def test_sessions_that_ran_out_go():
    for number, expires in enumerate([BEFORE, LATER]):
        Session.objects.create(session_key=f"{number:032}", session_data="x", expire_date=expires)

    assert erase_sessions(now=BEFORE + timedelta(days=1)) == 1
    assert Session.objects.get().expire_date == LATER
