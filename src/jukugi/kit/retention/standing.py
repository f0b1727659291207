"""What is kept how long, and how erasing went, for the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from jukugi.kit.retention import Retention, retentions
from jukugi.kit.retention.models import RetentionRun


@dataclass(frozen=True)
class Standing:
    """One kind of thing that ends: its rule, its time in words, and its last run (None: never yet)."""

    name: str
    rule: Retention
    time: str
    run: RetentionRun | None


def time_in_words(name: str, rule: Retention) -> Any:
    """How long it is kept here."""
    return rule.each or _("%(days)s日") % {"days": f"{rule.kept(name).days:,}"}


def standings() -> list[Standing]:
    """Every kind by name. One query."""
    runs = {run.name: run for run in RetentionRun.objects.all()}
    return [Standing(name, rule, time_in_words(name, rule), runs.get(name)) for name, rule in retentions.items()]


def last_run(found: list[Standing]) -> datetime | None:
    """When the daily job began last; None before its first time."""
    return max((one.run.began_at for one in found if one.run), default=None)
