"""The room as a way to take part: people who voted, each once. It asks nobody for a ward, an age or a sex."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinion_map.models import Vote
from jukugi.apps.processes.enums import Group, ParticipationSource, participation_sources


def register() -> None:
    source = ParticipationSource(
        _("熟議の賛否"),
        _("人"),
        frozenset(),
        voters_by_group,
        _(
            "賛成・反対・わからないで答えた人です。何問に答えても一人と数え、引き継ぎコードでつないだ機械も合わせて一人と数えます。区も年代も聞いていません。"
        ),
    )
    participation_sources.register("opinion_map", source, order=30)


def voters_by_group(process: Any, period: tuple[datetime, datetime] | None) -> Mapping[Group, int]:
    """One query."""
    votes = Vote.objects.filter(statement__topic__process=process)
    if period is not None:
        votes = votes.filter(cast_at__gte=period[0], cast_at__lt=period[1])
    rows = votes.by_person().order_by().values_list("participant__channel").annotate(Count("person", distinct=True))
    return {(None, "", "", channel, None): people for channel, people in rows}
