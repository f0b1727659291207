"""What is published of a map lets nobody compute how fewer than five people answered."""

import csv
import io

import pytest
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.enums import Choice
from jukugi.apps.opinion_map.map_page import map_page, results
from jukugi.apps.opinion_map.tests.factories import StatementFactory, cast_at_once, open_topic
from jukugi.apps.processes.tests.factories import DURING

pytestmark = pytest.mark.django_db

CAMP = 12


def vote(statement, voter, choice):
    actions.cast_vote(statement=statement, voter=voter, choice=choice, now=DURING)


@pytest.fixture
def camps():
    """Two camps of twelve who answer ten statements; the first five divide them."""
    topic = open_topic()
    statements = StatementFactory.create_batch(10, topic=topic)
    people = [ParticipantFactory(channel=Channel.WEB) for _ in range(2 * CAMP)]
    cast_at_once(
        (statement, person, Choice.AGREE if place >= 5 or number < CAMP else Choice.DISAGREE)
        for number, person in enumerate(people)
        for place, statement in enumerate(statements)
        if (number + place) % 11  # nobody answers everything
    )
    return topic, statements, people


def computed(topic):
    live_map = actions.refresh_map(topic=topic, now=DURING)
    page = map_page(topic, live_map, None)
    assert len(page.groups) == 2
    return live_map, page


def row_of(topic, live_map, statement):
    return next(row for row in results(topic, live_map) if row.statement == statement)


def cells(row):
    return sorted(group.answers.total if group.answers else 0 for group in row.groups)


def test_everybody_without_the_groups_is_never_a_few_people(camps, client):
    topic, statements, _ = camps
    for statement in statements[:2]:
        for _ in range(3):
            vote(statement, ParticipantFactory(), Choice.DISAGREE)  # too few answers to be placed
    for _ in range(6):
        vote(statements[2], ParticipantFactory(), Choice.DISAGREE)

    live_map, _ = computed(topic)
    address = reverse("opinion_map:results-csv", args=[topic.pk])
    table = list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))

    assert cells(row_of(topic, live_map, statements[0]))[0] == 0
    assert cells(row_of(topic, live_map, statements[2]))[0] > 0
    for statement in statements:
        lines = [line for line in table if line["番号"] == str(statement.number) and line["賛成"].isdigit()]
        counts = {line["対象"]: sum(int(line[c]) for c in ("賛成", "反対", "わからない")) for line in lines}
        left = counts.pop("全員") - sum(counts.values())
        assert left == 0 or left >= 5


def test_no_stored_figure_is_of_a_few_people(camps):
    topic, _, people = camps
    rare = StatementFactory(topic=topic)
    for person in (*people[:8], *people[CAMP : CAMP + 2]):
        vote(rare, person, Choice.AGREE)

    live_map, _ = computed(topic)

    for figures in live_map.document["statements"].values():
        assert all(sum(cell) >= 5 for cell in (figures["everybody"], *figures["groups"]) if cell)
    assert live_map.document["statements"][str(rare.pk)] == {"everybody": [10, 0, 0], "groups": [None, None]}


def test_a_statement_joins_the_groups_only_where_all_of_them_are_shown(camps):
    topic, _, people = camps
    quiet = StatementFactory(topic=topic)
    for person in (*people[:CAMP], *people[CAMP : CAMP + 4]):
        vote(quiet, person, Choice.AGREE)

    _, page = computed(topic)
    assert quiet not in [claim.statement for claim in page.bridging]
    assert page.bridging_count == 5

    vote(quiet, people[-1], Choice.AGREE)
    for number, person in enumerate(people[-6:-1]):
        vote(quiet, person, Choice.AGREE if number else Choice.DISAGREE)
    _, page = computed(topic)
    claim = next((c for c in page.bridging if c.statement == quiet), None)
    assert page.bridging_count == 6
    assert claim is None or claim.lowest == min(group.answers.agree_share for group in claim.groups)


def test_the_lowest_share_is_that_of_all_groups_and_answered_counts_everybody(camps):
    topic, statements, _ = camps
    for _ in range(6):
        vote(statements[7], ParticipantFactory(), Choice.DISAGREE)

    live_map, page = computed(topic)
    claims = {claim.statement: claim for claim in page.bridging}

    for statement, claim in claims.items():
        row = row_of(topic, live_map, statement)
        assert claim.lowest == min(group.answers.agree_share for group in row.groups)
        assert claim.answered == row.everybody.total
    assert claims[statements[7]].answered == sum(cells(row_of(topic, live_map, statements[7]))) + 6


def test_a_group_is_not_set_against_a_few_others(camps):
    topic, statements, _ = camps
    for _ in range(2):
        vote(statements[0], ParticipantFactory(), Choice.AGREE)

    live_map, page = computed(topic)

    shown = {group.letter: group.answers for group in row_of(topic, live_map, statements[0]).groups}
    assert list(shown.values()).count(None) == 1
    traits = [trait.statement for group in page.groups for trait in group.traits]
    assert statements[0] not in traits
    assert set(traits) <= set(statements[1:5])
    assert traits


@pytest.mark.parametrize(
    ("on_paper", "shown"),
    [
        ((6, 6), {(("card", 6), ("web", 6))}),
        ((6, 3), {(("card", None), ("web", None))}),
        ((6, 0), {(("card", 6), ("web", 6)), (("web", 12),)}),
        ((3, 1), {()}),  # four people on paper in all: not told of, and not to be got by subtraction either
    ],
)
def test_the_ways_a_group_took_part_do_not_follow_from_its_size_and_the_totals(camps, client, on_paper, shown):
    topic, _, people = camps
    for camp, count in zip((people[:CAMP], people[CAMP:]), on_paper, strict=True):
        for person in camp[:count]:
            person.channel = Channel.CARD
            person.save()

    _, page = computed(topic)

    assert {tuple(sorted(group.channels)) for group in page.groups} == shown
    told = dict(page.channels)
    assert sum(told.values()) + page.few_channels == page.clustered
    assert all(count >= 5 for count in told.values())
    words = client.get(reverse("opinion_map:map", args=[topic.pk])).content.decode().replace("<wbr>", "")
    assert ("手段を示さない人" in words) is (page.few_channels > 0)


def test_the_figures_of_a_statement_stand_until_five_people_have_answered_it_anew(camps):
    topic, statements, people = camps
    first, _ = computed(topic)
    before = {s: row_of(topic, first, s) for s in statements}

    vote(statements[9], people[0], Choice.DISAGREE)  # one person changes this answer …
    for person in people[4:8]:
        vote(statements[8], person, Choice.DISAGREE)
    newcomers = ParticipantFactory.create_batch(5)
    for person in newcomers:  # … while five answer another statement
        vote(statements[0], person, Choice.PASS)
    second, page = computed(topic)

    assert row_of(topic, second, statements[9]).everybody == before[statements[9]].everybody
    assert row_of(topic, second, statements[8]).everybody == before[statements[8]].everybody
    assert row_of(topic, second, statements[9]).groups == before[statements[9]].groups
    assert row_of(topic, second, statements[0]).everybody.unsure == 5
    assert (second.participants, second.votes) == (29, first.votes + 5)
    claims = {claim.statement: claim for claim in page.bridging}
    assert claims[statements[9]].lowest == 1.0

    vote(statements[8], people[8], Choice.DISAGREE)
    third = actions.refresh_map(topic=topic, now=DURING)  # those five may be a group of their own now

    assert row_of(topic, third, statements[9]).everybody == before[statements[9]].everybody
    assert row_of(topic, third, statements[8]).everybody.disagree == 5


def test_a_statement_is_told_of_when_five_have_answered_it():
    topic = open_topic()
    old, new = StatementFactory.create_batch(2, topic=topic)
    people = ParticipantFactory.create_batch(5)
    for person in people:
        vote(old, person, Choice.AGREE)
    for person in people[:4]:
        vote(new, person, Choice.DISAGREE)
    live_map = actions.refresh_map(topic=topic, now=DURING)
    assert row_of(topic, live_map, new).everybody is None
    assert (live_map.participants, live_map.statements, live_map.votes) == (5, 2, 9)

    vote(new, people[4], Choice.DISAGREE)
    live_map = actions.refresh_map(topic=topic, now=DURING)

    assert row_of(topic, live_map, new).everybody.disagree == 5
