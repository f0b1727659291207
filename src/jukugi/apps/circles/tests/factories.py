from datetime import UTC, datetime

from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.circles import actions
from jukugi.apps.circles.actions import CircleDraft
from jukugi.apps.circles.models import Circle, CircleMember

NOW = datetime(2026, 4, 7, 1, 30, tzinfo=UTC)
"""A Tuesday, half past ten in Japan, in fiscal year 2026."""


def draft(ward: Area | None = None, **fields) -> CircleDraft:
    """A bench at a stop."""
    said = {
        "title": "坂の途中にベンチを置く",
        "about": "買い物の帰りに休めるように、手作りのベンチを置きたい。",
        "ward": ward or WardFactory(),
    }
    return CircleDraft(**said | fields)


def begun(ward: Area | None = None, author: Participant | None = None, now: datetime = NOW, **fields) -> Circle:
    """A circle that somebody began on the web."""
    return actions.begin_circle(draft=draft(ward, **fields), author=author or ParticipantFactory(), now=now)


def starter_of(circle: Circle) -> Participant:
    return CircleMember.objects.select_related("participant").filter(circle=circle).earliest("pk").participant


def companion_of(circle: Circle, now: datetime = NOW, **fields) -> Participant:
    """Somebody who asked to join, and was welcomed."""
    person = ParticipantFactory()
    said = {"note": "手伝います。", "name": "", "name_shown": False}
    asking = actions.ask_to_join(circle=circle, author=person, now=now, **said | fields)
    actions.answer_asking(asking=asking, is_welcome=True, author=starter_of(circle), now=now)
    return person
