"""The sample shows a telling that was sent and one that waits, and says so when it has nothing to tell."""

import pytest
from django.utils import timezone

from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.threads.actions.sending import send_due
from jukugi.apps.threads.models import Address, Notice, Telling
from jukugi.apps.threads.sample import SENT_AGO, load_sample

pytestmark = pytest.mark.django_db


def test_the_sample_is_loaded_once_and_nothing_of_it_is_sent(mailoutbox):
    now = timezone.now()
    process = ProcessFactory(is_sample=True)
    for _ in range(7):
        OpinionFactory(
            submission__process=process, submission__received_at=now - 2 * SENT_AGO, state=OpinionState.SHOWN
        )

    said = load_sample(now)
    again = load_sample(now)
    send_due(clock=lambda: now)

    assert (said, again) == (
        "知らせ：メールで知らせる人3、送った知らせ1、承認を待つ知らせ1",
        "知らせ：あります（そのまま）",
    )
    assert sorted(Notice.objects.values_list("state", flat=True)) == ["refused", "sent", "unsure"]
    assert sorted(Telling.objects.values_list("state", flat=True)) == ["done", "draft"]
    assert Address.objects.confirmed().count() == 3
    assert mailoutbox == []


def test_without_sample_voices_nothing_is_loaded():
    ProcessFactory(is_sample=True)

    assert "載せませんでした" in load_sample(timezone.now())
    assert not Telling.objects.exists()
