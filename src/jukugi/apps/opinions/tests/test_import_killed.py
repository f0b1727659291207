"""A worker that is killed in the middle of an import: nothing is lost, nothing doubled."""

import subprocess
import sys
import time

import pytest
from django.db import connection
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions.importing import CHUNK, take_rows
from jukugi.apps.opinions.enums import ImportState
from jukugi.apps.opinions.models import Opinion, Submission
from jukugi.apps.opinions.tests.factories import hearing_process
from jukugi.apps.processes.tests.factories import DURING

ROWS = CHUNK * 20
# Takes the rows as the worker does, with the settings and the database of the test.
WORKER = """
import django, sys
from django.conf import settings
name, import_pk = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = name
django.setup()
from django.utils import timezone
from jukugi.apps.opinions.actions.importing import take_rows
take_rows(import_pk=int(import_pk), clock=timezone.now)
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_goes_on_where_it_was():
    name = str(connection.settings_dict["NAME"])
    lines = [f"{n},公園{n},2026-10-20,会場" for n in range(ROWS)]
    officer = RoleFactory().user
    brought = actions.bring_table(
        process=hearing_process(),
        file_name="意見.csv",
        content="\n".join(["番号,意見,日付,手段", *lines]).encode(),
        actor=officer,
        now=DURING,
    )
    meaning = actions.Meaning({"number": "番号", "words": "意見", "day": "日付", "channel": "手段"})
    actions.check_table(opinion_import=brought, meaning=meaning, actor=officer, now=DURING)
    actions.take_table(opinion_import=brought, actor=officer, now=DURING)

    worker = subprocess.Popen([sys.executable, "-c", WORKER, name, str(brought.pk)])
    try:
        while Submission.objects.count() < CHUNK * 2 and worker.poll() is None:
            time.sleep(0.005)
    finally:
        worker.kill()
        worker.wait()
    brought.refresh_from_db()
    left_at = brought.done
    assert (brought.state, 0 < left_at < ROWS) == (ImportState.TAKING, True)
    assert Submission.objects.count() == Opinion.objects.count() == brought.taken == left_at

    take_rows(import_pk=brought.pk, clock=timezone.now)
    take_rows(import_pk=brought.pk, clock=timezone.now)

    brought.refresh_from_db()
    numbers = Submission.objects.values_list("import_number", flat=True)
    assert (brought.state, brought.taken, brought.known, brought.faulty) == (ImportState.DONE, ROWS, 0, 0)
    assert sorted(numbers, key=int) == [str(n) for n in range(ROWS)]
    assert Opinion.objects.count() == ROWS
