"""What a room does around its own migrations, where the database itself keeps something that they would lose."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


def around_migrations(config: AppConfig, *, before: Callable[..., Any], after: Callable[..., Any]) -> None:
    """Call ``before`` and ``after`` whenever this app is migrated, with ``sender``, ``using`` and ``plan``."""
    pre_migrate.connect(before, sender=config)
    post_migrate.connect(after, sender=config)
