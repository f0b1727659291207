"""What a room does around its own migrations, where the database itself keeps something that they would lose."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


def around_migrations(
    config: AppConfig, *, after: Callable[..., Any], before: Callable[..., Any] | None = None
) -> None:
    """Call ``before`` and ``after`` whenever this app is migrated, with ``sender``, ``using`` and ``plan``; and
    ``after`` when the database was emptied, without a plan.
    """
    if before is not None:
        pre_migrate.connect(before, sender=config)
    post_migrate.connect(after, sender=config)
