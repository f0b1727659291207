"""What a page weighs on the way to a phone: the page, its styles and its scripts, compressed."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from jukugi.apps.opinion_map.models import Topic
from tests.sample_city import load_sample_city

pytestmark = pytest.mark.django_db

LIMIT_BYTES = 150 * 1024


def weight(client, path: str) -> int:
    page = client.get(path).content
    parts = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', page.decode())
    assert len(parts) > 3
    files = [Path(finders.find(part)).read_bytes() for part in parts]
    return sum(len(gzip.compress(content)) for content in [page, *files])


def test_home_vote_and_map_are_light(client):
    load_sample_city()
    topic = Topic.objects.get(title="地域の居場所")

    weights = {path: weight(client, path) for path in ("/", f"/topics/{topic.pk}/vote/", f"/topics/{topic.pk}/map/")}

    assert {path: size for path, size in weights.items() if size > LIMIT_BYTES} == {}
