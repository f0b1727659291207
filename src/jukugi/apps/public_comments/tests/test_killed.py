"""A process that is killed, and forty officers at once: nothing acknowledged is lost, nothing half-done is public."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.public_comments import actions, errors, tasks
from jukugi.apps.public_comments.actions import AnswerDraft
from jukugi.apps.public_comments.enums import ResultForm
from jukugi.apps.public_comments.models import (
    Answer,
    AnswerWriting,
    CommentGroup,
    Consultation,
    PublicComment,
    UnsavedAnswer,
)
from jukugi.apps.public_comments.queries import counting
from jukugi.apps.public_comments.tests.factories import (
    LATER,
    announced,
    category,
    comments_in,
    group_of,
    send,
)

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

HEAD = """
import django, sys
from django.conf import settings
name, pk = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = name
django.setup()
from datetime import datetime, UTC
"""
# Publishes as the worker does, with the settings and the database of the test, and says when the files are made.
PUBLISHES = (
    HEAD
    + """
from jukugi.apps.public_comments import papers, tasks
print("begins", flush=True)
made = papers.result_files
def told(*given):
    files = made(*given)
    print("made", flush=True)
    return files
papers.result_files = told
tasks.publish(int(pk))
"""
)
GATHERS = (
    HEAD
    + """
from jukugi.apps.public_comments.actions import gathering
from django.utils import timezone
gathering.ROWS_AT_ONCE = 5
place = gathering._place
def told(rows):
    place(rows)
    print("placed", flush=True)
gathering._place = told
gathering.gather(run_pk=int(pk), clock=timezone.now)
"""
)
WRITES = (
    HEAD
    + """
from jukugi.apps.accounts.models import User
from jukugi.apps.public_comments import actions
from jukugi.apps.public_comments.models import Answer
answer = Answer.objects.select_related("consultation__process", "consultation__area").get(pk=pk)
actor = User.objects.get(actor_key=answer.written_by)
now = answer.written_at
actions.write_answer(answer=answer, draft=actions.AnswerDraft("保存した文"), seen_version=1, actor=actor, now=now)
actions.keep_unsaved(answer=answer, text="書きかけの文", seen_version=2, actor=actor, now=now)
print("kept", flush=True)
import time
time.sleep(60)
"""
)


def killed_at(code: str, pk: int, word: str, *, after: float = 0.0) -> None:
    """Let a process work, and kill it so many seconds after it said this word."""
    command = [sys.executable, "-c", code, str(connection.settings_dict["NAME"]), str(pk)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        for line in worker.stdout:
            if line.strip() == word:
                time.sleep(after)
                break
        worker.kill()


def whole() -> tuple[Consultation, object]:
    """A consultation of which every comment has its approved answer."""
    officer, head = RoleFactory().user, RoleFactory().user
    consultation = announced(officer)
    for number in range(6):
        send(consultation, f"{number}つめの意見です。地域の居場所がほしい。", form_key=f"{number:022d}")
    groups = [group_of(consultation, [comment], officer, gist="要旨") for comment in comments_in(consultation)]
    answer = actions.begin_answer(
        consultation=consultation, groups=[group.pk for group in groups], actor=officer, now=LATER
    )
    draft = AnswerDraft("参考とします。", category(consultation, "C"))
    actions.write_answer(answer=answer, draft=draft, seen_version=1, actor=officer, now=LATER)
    actions.submit_answer(answer=answer, actor=officer, now=LATER)
    actions.approve_answers(consultation=consultation, answers=[answer.pk], actor=head, now=LATER)
    actions.ask_for_result(consultation=consultation, actor=head, now=LATER)
    return Consultation.objects.get(pk=consultation.pk), head


@pytest.mark.parametrize(("word", "after"), [("begins", 0.3), ("made", 0.0), ("made", 0.02)])
def test_the_result_is_public_with_all_its_files_or_not_at_all(word, after):
    consultation, _head = whole()

    killed_at(PUBLISHES, consultation.pk, word, after=after)

    left = Consultation.objects.get(pk=consultation.pk)
    assert (left.is_published, left.files.count()) in [(False, 0), (True, len(ResultForm))]
    tasks.publish(consultation.pk)
    tasks.publish(consultation.pk)
    public = Consultation.objects.get(pk=consultation.pk)
    assert (public.is_published, public.files.count()) == (True, len(ResultForm))
    assert public.steps.filter(act="published").count() == 1


def test_gathering_goes_on_where_a_killed_worker_left_it():
    officer = RoleFactory().user
    consultation = announced(officer)
    for number in range(20):
        send(consultation, f"{number}つめの意見です。依頼を減らしてほしい。", form_key=f"{number:022d}")
    run = actions.ask_for_gathering(consultation=consultation, actor=officer, now=LATER)

    killed_at(GATHERS, run.pk, "placed")

    placed = PublicComment.objects.filter(group__isnull=False).count()
    assert placed < 20
    run.refresh_from_db()
    with pytest.raises(errors.GatheringUnderWay):
        actions.ask_for_gathering(consultation=consultation, actor=officer, now=run.seen_at)
    again = actions.ask_for_gathering(consultation=consultation, actor=officer, now=run.seen_at + timedelta(minutes=6))
    actions.gather(run_pk=again.pk, clock=lambda: LATER)
    assert counting.progress(consultation).unplaced == 0
    assert sum(counting.group_sizes(consultation).values()) == 20
    empty = CommentGroup.objects.standing().filter(comments__isnull=True)
    assert empty.count() == 0


def test_what_was_acknowledged_is_there_after_a_killed_server():
    officer = RoleFactory().user
    consultation = announced(officer)
    send(consultation, "居場所がほしい。")
    group = group_of(consultation, comments_in(consultation), officer)
    answer = actions.begin_answer(consultation=consultation, groups=[group.pk], actor=officer, now=LATER)

    killed_at(WRITES, answer.pk, "kept")

    assert Answer.objects.get().text == "保存した文"
    assert UnsavedAnswer.objects.get().text == "書きかけの文"


OFFICERS = 40


def _write(answer: Answer, officer, number: int) -> bool:
    try:
        actions.write_answer(
            answer=answer, draft=AnswerDraft(f"{number}人めの文"), seen_version=1, actor=officer, now=LATER
        )
    except errors.AnswerChangedMeanwhile:
        return False
    finally:
        connections.close_all()
    return True


def test_forty_officers_write_forty_answers_and_none_is_lost():
    officers = [RoleFactory().user for _ in range(OFFICERS)]
    consultation = announced(officers[0])
    begun = []
    for number in range(OFFICERS):
        send(consultation, f"{number}つめの意見", form_key=f"{number:022d}")
    for comment in comments_in(consultation):
        group = group_of(consultation, [comment], officers[0])
        begun.append(actions.begin_answer(consultation=consultation, groups=[group.pk], actor=officers[0], now=LATER))

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(_write, begun, officers, range(OFFICERS)))

    assert done == [True] * OFFICERS
    texts = dict(Answer.objects.values_list("pk", "text"))
    assert [texts[answer.pk] for answer in begun] == [f"{number}人めの文" for number in range(OFFICERS)]


def test_of_forty_officers_who_save_one_answer_one_is_first_and_nothing_is_overwritten():
    officers = [RoleFactory().user for _ in range(OFFICERS)]
    consultation = announced(officers[0])
    send(consultation, "居場所がほしい。")
    group = group_of(consultation, comments_in(consultation), officers[0])
    answer = actions.begin_answer(consultation=consultation, groups=[group.pk], actor=officers[0], now=LATER)

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(_write, [answer] * OFFICERS, officers, range(OFFICERS)))

    assert done.count(True) == 1
    saved = Answer.objects.get()
    assert saved.text == f"{done.index(True)}人めの文"
    assert (saved.version, AnswerWriting.objects.count()) == (2, 2)
