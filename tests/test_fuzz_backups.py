"""Spoiled backups: opened to the end, or refused in words. ``make fuzz`` asks for many."""

import traceback
from functools import partial
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import strategies as st

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.kit.backups.errors import BackupFault
from jukugi.kit.backups.making import write_backup
from jukugi.kit.backups.restoring import opened
from tests.hostile_files import broken_bytes
from tests.test_fuzz_forms import JAPANESE
from tests.test_fuzz_imports import first_fault

pytestmark = pytest.mark.django_db(transaction=True)


def fault_of_backup(file: Path, secret: bytes, content: bytes) -> str | None:
    """Why a backup is neither opened to its end nor refused in words."""
    file.write_bytes(content)
    try:
        with opened(file, secret) as (_head, members):
            for _part in members:
                pass
    except BackupFault as refused:
        return None if JAPANESE.search(str(refused)) else f"no words: {refused}"
    except Exception:
        return traceback.format_exc(limit=-4)
    return None


@pytest.mark.parametrize("secret", [b"", b"a key of twenty letters or more"], ids=["open", "locked"])
def test_spoiled_backups_are_opened_to_the_end_or_refused_in_words(tmp_path, secret):
    WardFactory()
    list(write_backup(tmp_path / "good", connection=connection, now=timezone.now(), secret=secret or None))
    good = (tmp_path / "good").read_bytes()
    ends = [good[: len(good) // 2], good + b"more", good[:600] + b"x" + good[601:], good[:-600], good[2000:]]

    files = st.one_of(broken_bytes(good), broken_bytes(good), st.sampled_from(ends))
    fault = first_fault(files, partial(fault_of_backup, tmp_path / "spoiled", secret))

    assert fault is None, fault
