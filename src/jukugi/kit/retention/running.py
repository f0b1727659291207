"""The daily job: everything whose time is over goes, batch by batch, and what was done is recorded by count."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F

from jukugi.kit import audit
from jukugi.kit.retention import Retention, retentions
from jukugi.kit.retention.models import RetentionRun

logger = logging.getLogger(__name__)

BATCHES_AT_MOST = 10_000
"""Of one kind on one day: an end, should one be found that never comes to nothing."""


class NotAllErased(Exception):
    """Some kinds could not be erased; the others were. The names of the kinds alone: never what a database said."""


def run_all(*, now: datetime) -> int:
    """Erase what has been kept long enough. Returns how many rows went.

    Each batch is one transaction with its count: whoever is killed goes on the next time. One kind that fails stops no
    other. Raises NotAllErased after all were tried.
    """
    total, failed = 0, []
    for name, retention in retentions.items():
        try:
            total += run(name, retention, now=now)
        except Exception as error:
            # Whatever one room's erasing stumbles over, the others still must run; its words may hold a person's.
            logger.error("retention %s failed: %s", name, type(error).__name__)
            RetentionRun.objects.filter(name=name).update(fault=type(error).__name__)
            failed.append(name)
    if failed:
        raise NotAllErased(", ".join(failed))
    return total


def run(name: str, retention: Retention, *, now: datetime) -> int:
    """Erase all batches of one kind. Returns how many rows went."""
    fields = {"began_at": now, "ended_at": None, "fault": "", "erased_last": 0}
    kept_run, _is_new = RetentionRun.objects.update_or_create(name=name, defaults=fields)
    total = 0
    for _batch in range(BATCHES_AT_MOST):
        count = _erase_batch(kept_run, retention, now=now)
        total += count
        if not count:
            break
    RetentionRun.objects.filter(pk=kept_run.pk).update(ended_at=now)
    return total


@transaction.atomic
def _erase_batch(kept_run: RetentionRun, retention: Retention, *, now: datetime) -> int:
    count = retention.erase(now, retention.kept(kept_run.name))
    if count:
        RetentionRun.objects.filter(pk=kept_run.pk).update(
            erased_last=F("erased_last") + count, erased_in_all=F("erased_in_all") + count
        )
        details = {"name": kept_run.name, "count": count}
        audit.record("retention.erased", actor=None, subject=kept_run, at=now, details=details)
    return count
