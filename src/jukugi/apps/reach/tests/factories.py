"""Rows of the room, without surprises."""

from datetime import date
from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area, PopulationCount
from jukugi.apps.opinions.models import Submission
from jukugi.apps.processes.models import Process
from jukugi.apps.reach.actions import OutreachDraft

AGES = (("u18", 0, 17), ("18", 18, 29), ("30", 30, 39), ("40", 40, 49), ("50", 50, 59), ("60", 60, 69))


def people_live(ward: Area, **by_band: int) -> None:
    """As many men as women of each band of age."""
    for code, age_from, age_to in AGES:
        for sex in ("male", "female"):
            count = by_band.get(f"b{code}", 0)
            PopulationCount.objects.create(
                area=ward,
                as_of=date(2020, 10, 1),
                age_from=age_from,
                age_to=age_to,
                sex=sex,
                people=count,
                source="試験",
            )


def sent(process: Process, number: int, *, ward: Area | None = None, band: str = "", **told: Any) -> list[Submission]:
    """So many submissions, each from somebody of their own."""
    now = timezone.now()
    rows = []
    for _each in range(number):
        channel = told.get("channel", Channel.WEB)
        author = told.get("author") or Participant.objects.create(channel=channel, created_at=now)
        key = f"{author.pk}-{Submission.objects.count()}"
        rows.append(
            Submission.objects.create(
                process=process,
                receipt=f"{Submission.objects.count():09d}",
                channel=channel,
                ward=ward,
                age_band=band,
                author=author,
                call=told.get("call"),
                received_at=told.get("at", now),
                entered_at=now,
                sent_key=key,
            )
        )
    return rows


def draft(**told: Any) -> OutreachDraft:
    """An attempt as an officer writes it."""
    stands = {"kind": "leaflet", "title": "駅前でちらしを配った", "done_on": date(2026, 1, 10), "handed_out": 100}
    return OutreachDraft(**{**stands, **told})
