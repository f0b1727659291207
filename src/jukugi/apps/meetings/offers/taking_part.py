"""The room as a way to take part: people who registered, without a name, and came in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.meetings.models import Registration
from jukugi.apps.processes.enums import Group, ParticipationSource, participation_sources


def register() -> None:
    source = ParticipationSource(
        _("会議"),
        _("人"),
        frozenset(),
        guests_by_group,
        _("申し込んで、会場で受付をした人の延べ人数です。住んでいる区や年代は聞いていません。"),
    )
    participation_sources.register("meetings", source, order=50)


def guests_by_group(process: Any, period: tuple[datetime, datetime] | None) -> Mapping[Group, int]:
    """One query."""
    guests = Registration.objects.seated().filter(meeting__process=process, checked_in_at__isnull=False)
    if period is not None:
        guests = guests.filter(checked_in_at__gte=period[0], checked_in_at__lt=period[1])
    people = guests.count()
    return {(None, "", "", Channel.MEETING.value, None): people} if people else {}
