"""Real conversations through the whole product: import, map, page."""

from datetime import UTC, datetime

import pytest

from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.models import LiveMap
from jukugi.project.commands.map import read_folder

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 1, tzinfo=UTC)
# Participants, statements with a vote, current votes: published by the source.
PUBLISHED = {
    "london.youth.policing": (26, 36, 638),
    "brexit-consensus": (204, 50, 5303),
    "canadian-electoral-reform": (448, 174, 11950),
    "scoop-hivemind.biodiversity": (536, 314, 29719),
    "vtaiwan.uberx": (1921, 197, 49443),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_real_conversation_is_imported_and_shown_with_its_published_counts(polis_dir, client, name):
    files = read_folder(polis_dir(name))

    topic, _ = actions.import_polis(files=files, attribution="The Computational Democracy Project", now=NOW)

    live_map = LiveMap.objects.get(topic=topic)
    assert (live_map.participants, live_map.statements, live_map.votes) == PUBLISHED[name]
    page = client.get(f"/topics/{topic.pk}/map/").content.decode().replace("<wbr>", "")
    people, statements, votes = (f"{number:,}" for number in PUBLISHED[name])
    assert f"{people}人が{statements}の意見文に{votes}回答えました" in page
    assert "The Computational Democracy Project" in page
