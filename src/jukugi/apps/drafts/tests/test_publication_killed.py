"""A worker that is killed during publication: nothing is half-published, and the next one brings it to its end."""

import subprocess
import sys
import time

import pytest
from django.db import connection

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.drafts import actions, tasks
from jukugi.apps.drafts.enums import EditionState
from jukugi.apps.drafts.freezing import digest_of
from jukugi.apps.drafts.models import Edition
from jukugi.apps.drafts.tests.factories import add, begun, originate, public_opinion
from jukugi.apps.processes.tests.factories import DURING

CLAUSES = 40
# Publishes as the worker does, with the settings and the database of the test, and says when the files are made.
WORKER = """
import django, sys
from django.conf import settings
name, pk = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = name
django.setup()
from jukugi.apps.drafts import papers, tasks
print("begins", flush=True)
made = papers.edition_files
def told(*given):
    files = made(*given)
    print("made", flush=True)
    return files
papers.edition_files = told
tasks.publish(int(pk))
"""


def asked() -> Edition:
    """A document of many clauses with origins, approved and asked for."""
    writer, checker = RoleFactory().user, RoleFactory().user
    edition = begun(writer)
    for number in range(CLAUSES):
        clause = add(edition, writer, f"{number}番目の文。" * 10)
        originate(edition, clause, public_opinion(edition.document), writer)
    actions.check_edition(edition=edition, note="", actor=checker, now=DURING)
    actions.approve_edition(edition=edition, note="", actor=checker, now=DURING)
    actions.ask_for_publication(edition=edition, actor=checker, now=DURING)
    return edition


def killed_at(edition: Edition, word: str, *, after: float) -> None:
    """Let a worker publish, and kill it so many seconds after it said this word."""
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-c", WORKER, name, str(edition.pk)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        for line in worker.stdout:
            if line.strip() == word:
                time.sleep(after)
                break
        worker.kill()


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("word", "after"), [("begins", 0.3), ("made", 0.0), ("made", 0.02)])
def test_it_is_public_with_all_its_files_or_not_at_all(word, after):
    edition = asked()

    killed_at(edition, word, after=after)

    left = Edition.objects.get(pk=edition.pk)
    kept = (left.state, digest_of(left.frozen) == left.digest, left.files.count(), left.published_at is not None)
    assert kept in [(EditionState.APPROVED, False, 0, False), (EditionState.PUBLISHED, True, 2, True)]
    tasks.publish(edition.pk)
    tasks.publish(edition.pk)
    public = Edition.objects.get(pk=edition.pk)
    assert (public.state, digest_of(public.frozen), public.files.count()) == (EditionState.PUBLISHED, public.digest, 2)
    assert public.steps.filter(act="published").count() == 1
