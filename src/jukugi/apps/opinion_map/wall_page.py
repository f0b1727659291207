"""The wall: one thing at a time of a topic, and the count as it stands now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core.cache import caches
from django.db import connection
from django.utils.translation import gettext as _

from jukugi.apps.opinion_map import policies
from jukugi.apps.opinion_map.map_page import MapPage, map_page
from jukugi.apps.opinion_map.models import LiveMap, Statement, Topic
from jukugi.apps.processes.models import Phase

SECONDS_A_SLIDE = 15
SECONDS_KEPT = 3

# Of the answers after a map: those of people, and to statements, that the map did not know yet. Whether it knew them is
# looked up among each participant's own answers, so the cost follows the new answers alone: the plus keeps SQLite from
# going through all answers to a statement instead.
SINCE = """
    WITH fresh AS (
        SELECT DISTINCT v.participant_id, v.statement_id FROM opinion_map_vote v
        JOIN opinion_map_statement s ON s.id = v.statement_id
        WHERE v.id > %s AND s.topic_id = %s
    )
    SELECT
        (SELECT COUNT(*) FROM (SELECT DISTINCT participant_id FROM fresh) f WHERE NOT EXISTS (
            SELECT 1 FROM opinion_map_vote o JOIN opinion_map_statement s ON s.id = o.statement_id
            WHERE o.participant_id = f.participant_id AND o.id <= %s AND +s.topic_id = %s
        )),
        (SELECT COUNT(*) FROM fresh f WHERE NOT EXISTS (
            SELECT 1 FROM opinion_map_vote o
            WHERE o.participant_id = f.participant_id AND +o.statement_id = f.statement_id AND o.id <= %s
        ))
"""


class Slide(StrEnum):
    """What the wall can show, in the order in which it does."""

    QUESTION = "question"
    GROUPS = "groups"
    BRIDGING = "bridging"
    DIVISIVE = "divisive"
    NEWEST = "newest"

    @property
    def label(self) -> str:
        return {
            Slide.QUESTION: _("問い"),
            Slide.GROUPS: _("グループ"),
            Slide.BRIDGING: _("一致するところ"),
            Slide.DIVISIVE: _("分かれるところ"),
            Slide.NEWEST: _("新しい意見文"),
        }[self]


@dataclass(frozen=True)
class Wall:
    """What the wall shows now. ``page`` is the computed map, None where there is none yet; ``slide`` what of it.

    ``people`` and ``answers`` count every answer up to some seconds ago, whichever map stands.
    """

    slide: Slide
    following: Slide
    page: MapPage | None
    newest: Statement | None
    phase: Phase | None
    people: int
    answers: int
    now: datetime


def wall(topic: Topic, *, now: datetime, slide: Slide | None = None) -> Wall:
    """``slide`` None: what is shown follows the clock, every SECONDS_A_SLIDE another. At most five queries."""
    live_map = getattr(topic, "live_map", None)
    page = map_page(topic, live_map, None) if live_map is not None and live_map.is_readable else None
    newest = topic.statements.shown().order_by("-created_at", "-pk").first()
    slides = _with_something(page, newest)
    shown = slide or slides[int(now.timestamp()) // SECONDS_A_SLIDE % len(slides)]
    order = list(Slide)
    people, answers = answered(topic, live_map)
    return Wall(
        slide=shown,
        following=order[(order.index(shown) + 1) % len(order)],
        page=page,
        newest=newest,
        phase=policies.voting_phase(topic, now=now),
        people=people,
        answers=answers,
        now=now,
    )


def answered(topic: Topic, live_map: LiveMap | None) -> tuple[int, int]:
    """How many people gave how many current answers until SECONDS_KEPT ago at most: those of the map, and since."""
    name = f"answered-{topic.pk}"
    kept = caches["frame"].get(name)
    if kept is None:
        kept = _answered(topic, live_map)
        caches["frame"].set(name, kept, SECONDS_KEPT)
    return kept


def _answered(topic: Topic, live_map: LiveMap | None) -> tuple[int, int]:
    """One query; its cost follows the answers since the map."""
    known = (live_map.participants, live_map.votes, live_map.last_vote_pk) if live_map is not None else (0, 0, 0)
    people, answers, last = known
    with connection.cursor() as cursor:
        cursor.execute(SINCE, [last, topic.pk, last, topic.pk, last])
        more_people, more_answers = cursor.fetchone()
    return people + more_people, answers + more_answers


def _with_something(page: MapPage | None, newest: Statement | None) -> list[Slide]:
    """What there is to see now; the question always."""
    there = {
        Slide.QUESTION: True,
        Slide.GROUPS: page is not None and bool(page.groups),
        Slide.BRIDGING: page is not None and bool(page.bridging),
        Slide.DIVISIVE: page is not None and bool(page.divisive),
        Slide.NEWEST: newest is not None,
    }
    return [slide for slide in Slide if there[slide]]
