"""Ask for the main pages in this process, through the whole stack, on the database of the JUKUGI_* settings.

`python -m bench.probe TIMES` measures; with `--grow` it grows the sample first. Prints JSON: page → queries, and
milliseconds of each request by the clock on the wall and of the processor.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django

WARMING = 2


def main() -> int:
    django.setup()
    from django.utils import timezone

    from bench import growth

    if "--grow" in sys.argv:
        growth.grow(now=timezone.now())
    found = {name: measure(client, path, int(sys.argv[1])) for name, client, path in pages()}
    print(json.dumps(found))
    return 0


def pages() -> Iterator[tuple[str, Any, str]]:
    """Every page that is measured: its name, the client that asks for it, its address."""
    from django.db.models import Count
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from bench import growth
    from bench.growth import ACTOR
    from jukugi.apps.accounts.models import User
    from jukugi.apps.issues.models import Issue
    from jukugi.apps.opinions.models import IssueLink, Opinion
    from jukugi.apps.opinions.queries.finding import Wish
    from jukugi.apps.opinions.queries.reading import opinion_page
    from jukugi.apps.processes.queries import main_process

    process = main_process()
    assert process is not None
    # The same issue and voice before and after: what the sample itself linked.
    links = IssueLink.objects.in_force().filter(issue__isnull=False).exclude(actor_key=ACTOR)
    spoken_of = links.values_list("issue").annotate(n=Count("pk")).order_by("-n", "issue")
    issue = Issue.objects.get(pk=spoken_of[0][0])
    linked = links.values_list("opinion").annotate(n=Count("pk")).filter(n=1)
    shown = Opinion.objects.shown().filter(pk__in=[pk for pk, _n in linked[:500]]).with_origin().order_by("-pk")[0]
    last = opinion_page(process, Wish(), page=1).pages
    visitor, officer = Client(), Client()
    officer.force_login(User.objects.get(username="mihon-shisaku"))
    topic, vote = voting(visitor)
    board, opinions = reverse("issues:board"), reverse("opinions:list")
    yield from (("home", visitor, "/"), ("vote", visitor, vote))
    yield from ((name, visitor, reverse(f"opinion_map:{name}", args=[topic])) for name in ("map", "results"))
    yield from (("board", visitor, board), ("board, open", visitor, f"{board}?open={issue.pk}"))
    yield from (("issue", visitor, issue.get_absolute_url()), ("opinions", visitor, opinions))
    yield ("opinions, last page", visitor, f"{opinions}?page={last}")
    yield ("opinions of an issue", visitor, f"{opinions}?issue={issue.pk}")
    yield from (("write", visitor, reverse("opinions:write")), ("threads", visitor, reverse("threads")))
    yield ("thread", visitor, shown.submission.get_absolute_url())
    yield ("desk", officer, reverse("desk"))
    for queue, waiting in (("review", Opinion.objects.waiting()), ("link", Opinion.objects.unlinked())):
        first = waiting.order_by("submission__received_at", "pk")[0]
        yield (f"work, {queue}", officer, f"{reverse('opinions:handle', args=[first.pk])}?queue={queue}")
    yield ("desk issues", officer, reverse("issues:desk"))
    yield from (
        ("search", visitor, f"{opinions}?q=場所"),
        ("desk search", officer, f"{reverse('opinions:search')}?q=場所"),
    )
    group = growth.group(issue, now=timezone.now())
    yield from (
        ("groups", officer, reverse("grouping:overview")),
        ("groups, one", officer, f"/desk/groups/{group.pk}/"),
    )
    for name, view in (("groups, issue", "issue"), ("groups, new voices", "issue-new")):
        yield (name, officer, reverse(f"grouping:{view}", args=[issue.pk]))
    yield ("groups, suggestions", officer, reverse("grouping:suggestions"))


def voting(visitor: Any) -> tuple[int, str]:
    """A topic on which the visitor has begun to vote, and the address of its cards."""
    from django.urls import reverse

    from jukugi.apps.opinion_map.models import Topic

    topic = Topic.objects.order_by("pk")[0]
    statement = topic.statements.order_by("pk")[0]
    said = visitor.post(reverse("opinion_map:cast", args=[topic.pk, statement.pk]), {"choice": "agree"})
    assert said.status_code == 302, f"the vote was answered with {said.status_code}"
    return topic.pk, reverse("opinion_map:vote", args=[topic.pk])


def measure(client: Any, path: str, times: int) -> dict[str, Any]:
    """Queries with nothing kept from before; then, warm as in operation, the milliseconds of each request."""
    from django.core.cache import caches

    caches["frame"].clear()
    with counting() as queries:
        status = client.get(path).status_code
    assert status == 200, f"{path} → {status}"
    for _ in range(WARMING):
        client.get(path)
    wall, processor = [], []
    for _ in range(times):
        begun, worked = time.perf_counter(), time.process_time()
        client.get(path)
        wall.append(1000 * (time.perf_counter() - begun))
        processor.append(1000 * (time.process_time() - worked))
    return {"queries": len(queries), "wall": wall, "processor": processor}


@contextmanager
def counting() -> Iterator[list[str]]:
    """The SQL that is asked while the block lasts."""
    from django.db import connection

    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


if __name__ == "__main__":
    sys.exit(main())
