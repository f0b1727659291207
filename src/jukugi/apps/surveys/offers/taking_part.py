"""The room as a way to take part: sheets of citizens that are counted."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.processes.enums import Group, ParticipationSource, participation_sources
from jukugi.apps.surveys.enums import AudienceKind
from jukugi.apps.surveys.models import AnswerSheet, SheetExclusion
from jukugi.apps.surveys.queries.groups import published_groups


def register() -> None:
    source = ParticipationSource(
        _("アンケート"),
        _("通"),
        frozenset({"ward", "age", "sex"}),
        sheets_by_group,
        _(
            "市民に聞いたアンケートの回答です。職員や役員に聞いた分と、集計から外した回答は入れていません。公表する数は、結果を公表したアンケートのものだけです。"
        ),
        published_groups,
    )
    participation_sources.register("surveys", source, order=20)


def sheets_by_group(process: Any, period: tuple[datetime, datetime] | None) -> Mapping[Group, int]:
    """One query."""
    sheets = AnswerSheet.objects.standing().filter(survey__process=process, audience__kind=AudienceKind.CITIZENS)
    sheets = sheets.exclude(Exists(SheetExclusion.objects.filter(sheet=OuterRef("pk"), ended_at__isnull=True)))
    if period is not None:
        sheets = sheets.filter(received_at__gte=period[0], received_at__lt=period[1])
    earlier = AnswerSheet.objects.filter(survey__process=process, author=OuterRef("author"))
    earlier = earlier.filter(received_at__lt=OuterRef("received_at"))
    again = Case(
        When(~Q(channel=Channel.WEB), then=Value(None)),
        When(Exists(earlier), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(null=True),
    )
    rows = sheets.order_by().annotate(again=again).values_list("ward", "age_band", "sex", "channel", "again")
    found: Counter[Group] = Counter()
    for ward, band, sex, channel, is_again, number in rows.annotate(number=Count("pk")):
        found[ward, band, sex, channel, None if is_again is None else not is_again] += number
    return found
