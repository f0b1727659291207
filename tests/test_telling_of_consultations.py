"""Who commented on a draft and left an address is told when the answer is public, once a person has approved it."""

import pytest
from django.core import mail

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.public_comments.tests.factories import LATER, announced, finish, on_paper, send
from jukugi.apps.threads.actions.sending import send_due
from jukugi.apps.threads.actions.tellings import approve_telling, cancel_telling, count_telling, draft_for_occasion
from jukugi.apps.threads.models import Telling
from jukugi.apps.threads.tests.factories import AddressFactory
from jukugi.kit.pages.voices import Occasion
from jukugi.kit.receipts import shown

pytestmark = pytest.mark.django_db
WORDS = "うちのとなりの人のことまで書いた、そのままの言葉"


def test_who_left_an_address_with_a_comment_is_told_the_answer_and_others_are_not(settings):
    officer, head = RoleFactory().user, RoleFactory().user
    consultation = announced(officer)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    sent = send(consultation, WORDS)
    send(consultation, "二つめ", form_key="j" * 22)
    AddressFactory(process=consultation.process, receipt=sent.receipt, email="comment@example.jp")
    AddressFactory(process=consultation.process, email="other@example.jp")
    finish(consultation, officer, head)

    telling = Telling.objects.get()
    assert (telling.call_id, telling.drafted_by) == (consultation.call_id, head.actor_key)
    count_telling(telling=telling, now=LATER)
    telling.refresh_from_db()
    assert (telling.mails, telling.letters) == (1, 0)
    approve_telling(telling=telling, actor=officer, now=LATER)
    send_due(clock=lambda: LATER)

    (letter,) = mail.outbox
    assert letter.to == ["comment@example.jp"]
    assert shown(sent.receipt) in letter.body
    assert "区分A" in letter.body
    assert WORDS not in letter.body


def test_nobody_to_tell_no_draft_and_never_two():
    officer, head = RoleFactory().user, RoleFactory().user
    consultation = announced(officer)
    send(consultation, WORDS, "二つめ")
    finish(consultation, officer, head)
    assert not Telling.objects.exists()

    other = announced(officer)
    on_paper(other, "紙の意見", officer)
    occasion = Occasion(other.process, other.call_id, "結果", "公表しました。", head.actor_key)
    draft_for_occasion(occasion, LATER)
    draft_for_occasion(occasion, LATER)
    telling = Telling.objects.get()
    cancel_telling(telling=telling, reason="書き直すため", actor=officer, now=LATER)
    draft_for_occasion(occasion, LATER)
    assert Telling.objects.count() == 2
