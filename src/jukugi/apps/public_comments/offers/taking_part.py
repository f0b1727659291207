"""The room as a way to take part: the letters (通) of its consultations, which the room of opinions keeps."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.models import Submission
from jukugi.apps.opinions.queries.taking_part import groups_of
from jukugi.apps.processes.enums import Group, ParticipationSource, participation_sources


def register() -> None:
    source = ParticipationSource(
        _("パブリックコメント"),
        _("通"),
        frozenset({"ward", "age"}),
        letters_by_group,
        _("案への意見として届いた通数です。意見の数には入れていません。"),
        listed=frozenset({"channel"}),
    )
    participation_sources.register("public_comments", source, order=40)


def letters_by_group(process: Any, period: tuple[datetime, datetime] | None) -> Mapping[Group, int]:
    """One query."""
    return groups_of(Submission.objects.filter(call__consultation__process=process), period)
