import csv
import io
import json

import pytest
from django.urls import reverse

from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE
from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.actions.mapping import is_due
from jukugi.apps.opinion_map.enums import Choice, StatementState
from jukugi.apps.opinion_map.map_page import counted, map_page, results
from jukugi.apps.opinion_map.models import LiveMap
from jukugi.apps.opinion_map.pictures import hull
from jukugi.apps.opinion_map.tests.factories import StatementFactory, cast_at_once, open_topic
from jukugi.apps.processes.tests.factories import DURING

pytestmark = pytest.mark.django_db


def vote(statement, voter, choice):
    actions.cast_vote(statement=statement, voter=voter, choice=choice, now=DURING)


@pytest.fixture
def two_camps():
    """Ten statements: the first five divide two camps of twelve, the others everybody agrees with."""
    topic = open_topic()
    statements = StatementFactory.create_batch(10, topic=topic)
    people = ParticipantFactory.create_batch(24)
    cast_at_once(
        (statement, person, Choice.AGREE if place >= 5 or number < 12 else Choice.DISAGREE)
        for number, person in enumerate(people)
        for place, statement in enumerate(statements)
        if (number + place) % 11  # nobody answers everything
    )
    return topic, statements, people


def test_two_camps_are_found_with_what_joins_and_divides_them(two_camps):
    topic, statements, people = two_camps

    live_map = actions.refresh_map(topic=topic, now=DURING)
    page = map_page(topic, live_map, people[0])

    assert (live_map.participants, live_map.statements, live_map.votes) == (24, 10, topic_votes(topic))
    assert sorted(group.size for group in page.groups) == [12, 12]
    assert {claim.statement for claim in page.bridging} <= set(statements[5:])
    assert page.bridging_count == 5
    assert {claim.statement for claim in page.divisive} == set(statements[:5])
    assert page.headline == "二つの考え方があり、五つのことでは一致しています"
    assert (page.clustered, page.not_placed) == (24, 0)


def topic_votes(topic):
    return sum(s.current_votes.count() for s in topic.statements.all())


def test_one_stands_where_ones_camp_stands(two_camps):
    topic, _, people = two_camps
    live_map = actions.refresh_map(topic=topic, now=DURING)

    letters = [map_page(topic, live_map, person).you.letter for person in people]

    assert len(set(letters[:12])) == len(set(letters[12:])) == 1
    assert letters[0] != letters[12]


def test_a_stranger_and_somebody_without_answers_stand_nowhere(two_camps):
    topic, _, _ = two_camps
    live_map = actions.refresh_map(topic=topic, now=DURING)

    assert map_page(topic, live_map, None).you is None
    assert map_page(topic, live_map, ParticipantFactory()).you is None


def test_a_hidden_statement_is_neither_computed_with_nor_shown(two_camps):
    topic, statements, _ = two_camps
    secret = statements[5]
    before = actions.refresh_map(topic=topic, now=DURING)
    assert secret.text in str([claim.statement.text for claim in map_page(topic, before, None).bridging])

    secret.state = StatementState.HIDDEN
    secret.save()
    hidden_now = map_page(topic, before, None)
    after = actions.refresh_map(topic=topic, now=DURING)

    for page in (hidden_now, map_page(topic, after, None)):
        assert secret not in [claim.statement for claim in (*page.bridging, *page.divisive)]
    assert secret.pk not in after.document["model"]["statement_ids"]
    assert after.statements == 10


def test_the_same_votes_give_the_same_document(two_camps):
    topic, _, _ = two_camps

    first = actions.refresh_map(topic=topic, now=DURING).document
    second = actions.refresh_map(topic=topic, now=DURING).document

    assert json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)


def test_the_stored_map_names_no_participant(two_camps):
    topic, _, people = two_camps

    live_map = actions.refresh_map(topic=topic, now=DURING)

    stored = json.dumps(live_map.document)
    assert not any(person.actor_key in stored for person in people)
    assert "labels" not in live_map.document
    assert "participant_ids" not in live_map.document["model"]


def test_a_map_waits_for_five_people_so_that_no_step_gives_one_away():
    topic = open_topic()
    statement = StatementFactory(topic=topic)
    for _ in range(4):
        vote(statement, ParticipantFactory(), Choice.AGREE)
    assert is_due(topic) is False
    assert actions.refresh_due_maps(now=DURING) == 0

    vote(statement, ParticipantFactory(), Choice.AGREE)

    assert actions.refresh_due_maps(now=DURING) == 1
    assert LiveMap.objects.get().votes == 5
    assert actions.refresh_due_maps(now=DURING) == 0


def test_one_person_who_answers_often_does_not_set_off_a_new_map():
    topic = open_topic()
    statements = StatementFactory.create_batch(9, topic=topic)
    for _ in range(5):
        vote(statements[0], ParticipantFactory(), Choice.AGREE)
    actions.refresh_due_maps(now=DURING)
    busy = ParticipantFactory()
    for statement in statements:
        vote(statement, busy, Choice.PASS)

    assert actions.refresh_due_maps(now=DURING) == 0


def test_a_topic_without_votes_can_be_computed():
    topic = open_topic()
    StatementFactory(topic=topic)

    live_map = actions.refresh_map(topic=topic, now=DURING)

    assert (live_map.votes, live_map.document["reason"]) == (0, "no_votes")
    assert map_page(topic, live_map, None).groups == ()


def test_results_are_those_of_the_map_and_small_counts_are_left_out(two_camps, client):
    topic, statements, _ = two_camps
    rare = StatementFactory(topic=topic)
    for _ in range(4):
        vote(rare, ParticipantFactory(), Choice.AGREE)
    live_map = actions.refresh_map(topic=topic, now=DURING)

    rows = {row.statement: row for row in results(topic, live_map)}
    page = client.get(reverse("opinion_map:results", args=[topic.pk])).content.decode()
    table = csv.DictReader(
        io.StringIO(client.get(reverse("opinion_map:results-csv", args=[topic.pk])).content.decode("utf-8-sig"))
    )

    assert rows[rare].everybody is None
    assert rows[statements[9]].everybody.agree == statements[9].current_votes.filter(choice=1).count()
    assert page.count("少人数を守るため非表示") == 1
    whole = {int(row["番号"]): row["賛成"] for row in table if row["対象"] == "全員"}
    assert whole[rare.number] == "少人数を守るため非表示"
    assert whole[statements[9].number] == str(rows[statements[9]].everybody.agree)


def test_a_statement_that_looks_like_a_formula_stays_text_in_office_software(client):
    topic = open_topic()
    StatementFactory(topic=topic, text='=HYPERLINK("http://example.org")')
    actions.refresh_map(topic=topic, now=DURING)

    content = client.get(reverse("opinion_map:results-csv", args=[topic.pk])).content.decode("utf-8-sig")

    assert next(csv.DictReader(io.StringIO(content)))["意見文"].startswith("'=")


def test_the_map_page_says_where_one_stands(two_camps, client):
    topic, statements, _ = two_camps
    actions.refresh_map(topic=topic, now=DURING)
    url = reverse("opinion_map:map", args=[topic.pk])
    assert "あなた" not in client.get(url).content.decode()
    from jukugi.apps.accounts.actions import begin_participation, new_token

    token = new_token()
    person = begin_participation(token=token, now=DURING)
    for statement in statements[:8]:
        vote(statement, person, Choice.AGREE)
    client.cookies[PARTICIPANT_COOKIE] = token

    assert "に近いところにあります" in client.get(url).content.decode().replace("<wbr>", "")


def test_a_topic_without_a_map_says_what_will_be_here(client):
    topic = open_topic()

    for name in ("map", "results"):
        page = client.get(reverse(f"opinion_map:{name}", args=[topic.pk]))
        assert (page.status_code, "5人以上になると" in page.content.decode().replace("<wbr>", "")) == (200, True)
    empty = client.get(reverse("opinion_map:results-csv", args=[topic.pk])).content.decode("utf-8-sig")
    assert empty.strip() == "番号,意見文,対象,賛成,反対,わからない,集計日時"


def test_the_hull_goes_round_its_points():
    square = [(0, 0), (4, 0), (4, 4), (0, 4)]

    assert hull([*square, (2, 2), (1, 3), (2, 0)]) == [(0, 0), (4, 0), (4, 4), (0, 4)]
    assert hull([(3, 3), (3, 3)]) == [(3, 3)]
    assert hull([(0, 0), (1, 1), (2, 2)]) == [(0, 0), (2, 2)]


def test_small_counts_are_written_as_a_heading_writes_them():
    assert [counted(n) for n in (1, 3, 9, 10, 12)] == ["一つ", "三つ", "九つ", "10", "12"]


def test_what_many_cannot_tell_is_a_finding_of_its_own(two_camps):
    topic, statements, people = two_camps
    for person in people[:10]:
        vote(statements[7], person, Choice.PASS)
    for person in people[:5]:
        vote(statements[8], person, Choice.PASS)

    page = map_page(topic, actions.refresh_map(topic=topic, now=DURING), None)

    assert [claim.statement for claim in page.unsure] == [statements[7]]
    assert page.unsure[0].unsure == pytest.approx(10 / page.unsure[0].answered)
    assert page.unsure_count == 1


def test_few_answers_are_no_finding_however_unsure(two_camps):
    topic, _, people = two_camps
    late = StatementFactory.create(topic=topic)
    for person in people[:9]:
        vote(late, person, Choice.PASS)

    page = map_page(topic, actions.refresh_map(topic=topic, now=DURING), None)

    assert page.unsure == ()


def test_ways_of_answering_to_look_at_are_counted_and_the_map_without_them_is_told(two_camps):
    topic, statements, _ = two_camps
    more = StatementFactory.create_batch(4, topic=topic)
    for person in ParticipantFactory.create_batch(6):
        for statement in [*statements, *more]:
            vote(statement, person, Choice.AGREE)

    page = map_page(topic, actions.refresh_map(topic=topic, now=DURING), None)

    assert page.patterns is not None
    assert (page.patterns.people, page.patterns.k) == (6, 2)
    assert page.patterns.still <= page.patterns.joining == page.bridging_count
    assert page.live_map.participants == 30  # nobody is left out of the map itself


def test_few_who_answer_so_are_not_told_of(two_camps):
    topic, statements, _ = two_camps
    more = StatementFactory.create_batch(4, topic=topic)
    for person in ParticipantFactory.create_batch(4):
        for statement in [*statements, *more]:
            vote(statement, person, Choice.AGREE)

    live_map = actions.refresh_map(topic=topic, now=DURING)

    assert live_map.document["patterns"] == {"people": None}
    assert map_page(topic, live_map, None).patterns is None


def test_groups_that_the_draws_find_again_are_called_stable(two_camps):
    topic, _, _ = two_camps
    live_map = actions.refresh_map(topic=topic, now=DURING)
    live_map.document["groups"][1]["stability"] = 0.6

    assert [group.is_stable for group in map_page(topic, live_map, None).groups] == [True, False]


def test_of_many_people_the_picture_shows_cells_with_enough_of_them(two_camps, monkeypatch):
    topic, _, _ = two_camps
    points = actions.refresh_map(topic=topic, now=DURING).document
    monkeypatch.setattr("jukugi.apps.opinion_map.pictures.MAX_POINTS", 20)
    monkeypatch.setattr("jukugi.apps.opinion_map.pictures.CELL", 720)

    cells = actions.refresh_map(topic=topic, now=DURING).document

    assert (points["is_in_cells"], cells["is_in_cells"]) == (False, True)
    for before, after in zip(points["groups"], cells["groups"], strict=True):
        assert before["path"].count("M") > after["path"].count("M") == 1
        assert after["area"] == "M360 360z"


def test_a_group_that_stands_too_scattered_for_cells_keeps_its_name_and_shows_nobody(two_camps, monkeypatch):
    topic, _, _ = two_camps
    monkeypatch.setattr("jukugi.apps.opinion_map.pictures.MAX_POINTS", 20)
    monkeypatch.setattr("jukugi.apps.opinion_map.pictures.CELL_MINIMUM", 13)

    live_map = actions.refresh_map(topic=topic, now=DURING)

    assert {group["path"] for group in live_map.document["groups"]} == {""}
    assert [group.letter for group in map_page(topic, live_map, None).groups] == ["A", "B"]
