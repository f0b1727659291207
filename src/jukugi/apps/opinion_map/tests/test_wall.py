"""The wall: what it shows, that its count is fresh, and that a map is not computed without rest."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.actions.pacing import Pace
from jukugi.apps.opinion_map.enums import Choice, StatementState
from jukugi.apps.opinion_map.models import Topic, Vote
from jukugi.apps.opinion_map.tests.factories import StatementFactory, TopicFactory, divided_topic, open_topic
from jukugi.apps.opinion_map.wall_page import SECONDS_A_SLIDE, Slide, wall
from jukugi.apps.processes.tests.factories import DURING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["frame"].clear()


def vote(statement, voter, choice=Choice.AGREE):
    actions.cast_vote(statement=statement, voter=voter, choice=choice, now=DURING)


def fresh(topic) -> Topic:
    return Topic.objects.select_related("process", "issue", "live_map").get(pk=topic.pk)


def counted(topic) -> tuple[int, int]:
    caches["frame"].clear()
    now = wall(fresh(topic), now=DURING)
    return now.people, now.answers


def test_the_wall_shows_the_question_the_count_and_the_way_to_join(client):
    topic = open_topic(title="集まれる場所", description="どう増やすか。")
    statement = StatementFactory(topic=topic)
    vote(statement, ParticipantFactory())

    page = client.get(f"/wall/topics/{topic.pk}/?show=question").content.decode().replace("<wbr>", "")

    assert "集まれる場所" in page
    assert "どう増やすか。" in page
    assert "<b>1</b>人が<b>1</b>回答えました" in page
    assert f"http://testserver/topics/{topic.pk}/vote/" in page
    assert 'class="qr"' in page
    assert "style=" not in page


@pytest.mark.parametrize("slide", [slide.value for slide in Slide])
def test_a_topic_without_a_map_or_statements_still_shows_every_slide_in_words(client, slide):
    topic = TopicFactory()

    response = client.get(f"/wall/topics/{topic.pk}/?show={slide}")

    assert response.status_code == 200
    assert 'id="wall-title"' in response.content.decode()


@pytest.mark.parametrize("show", ["", "nothing", "x" * 5000, "'><script>"])
def test_an_unknown_slide_lets_the_clock_decide(client, show):
    topic = open_topic()

    response = client.get(f"/wall/topics/{topic.pk}/", {"show": show})

    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace("<script src", "")
    assert client.get("/wall/topics/999999/").status_code == 404


def test_a_request_of_htmx_gets_what_changes_alone(client):
    topic = open_topic()

    response = client.get(f"/wall/topics/{topic.pk}/?show=newest", headers={"HX-Request": "true"})

    part = response.content.decode()
    assert part.strip().startswith('<div class="wall-now"')
    assert f'hx-get="/wall/topics/{topic.pk}/?show=newest"' in part
    assert "<html" not in part


def test_the_slides_follow_the_clock_and_leave_out_what_is_not_there_yet():
    topic, _statements = divided_topic(people=40, n_statements=8)
    bare = open_topic()
    actions.refresh_map(topic=topic, now=DURING)
    steps = [DURING + timedelta(seconds=SECONDS_A_SLIDE * n) for n in range(5)]

    shown = {wall(fresh(topic), now=moment).slide for moment in steps}
    shown_of_bare = {wall(fresh(bare), now=moment).slide for moment in steps}

    assert shown == set(Slide)
    assert shown_of_bare == {Slide.QUESTION}


def test_the_slides_say_what_the_map_says(client):
    topic, statements = divided_topic(people=40, n_statements=8)
    actions.refresh_map(topic=topic, now=DURING)

    pages = {
        slide: client.get(f"/wall/topics/{topic.pk}/?show={slide}").content.decode().replace("<wbr>", "")
        for slide in Slide
    }

    found = wall(fresh(topic), now=DURING).page
    assert found is not None
    assert "二つのグループ" in pages[Slide.GROUPS]
    assert pages[Slide.GROUPS].count('<b class="num">20<small>') == 2
    assert found.bridging[0].statement in statements[:2]
    assert found.bridging[0].statement.text in pages[Slide.BRIDGING]
    assert found.divisive[0].statement.text in pages[Slide.DIVISIVE]


def test_the_newest_statement_is_the_last_one_that_is_public(client):
    topic = open_topic()
    StatementFactory(topic=topic, text="先の意見文。")
    StatementFactory(topic=topic, text="新しい意見文。", created_at=DURING)
    StatementFactory(topic=topic, text="待つ意見文。", created_at=timezone.now(), state=StatementState.WAITING)

    page = client.get(f"/wall/topics/{topic.pk}/?show=newest").content.decode().replace("<wbr>", "")

    assert "新しい意見文。" in page
    assert "先の意見文。" not in page
    assert "待つ意見文。" not in page


def test_the_count_is_that_of_all_answers_whichever_map_stands():
    topic = open_topic()
    first, second = StatementFactory.create_batch(2, topic=topic)
    elsewhere = StatementFactory(topic=open_topic())
    people = ParticipantFactory.create_batch(6)
    assert counted(topic) == (0, 0)

    for person in people[:5]:
        vote(first, person)
    assert counted(topic) == (5, 5)
    actions.refresh_map(topic=topic, now=DURING)
    assert counted(topic) == (5, 5)

    vote(first, people[0], Choice.DISAGREE)
    assert counted(topic) == (5, 5)
    vote(second, people[0])
    assert counted(topic) == (5, 6)
    vote(elsewhere, people[5])
    assert counted(topic) == (5, 6)
    vote(second, people[5])
    vote(second, people[5], Choice.PASS)
    assert counted(topic) == (6, 7)

    actions.refresh_map(topic=topic, now=DURING)
    assert counted(topic) == (6, 7)


def test_the_count_is_asked_once_in_some_seconds(client, django_assert_max_num_queries):
    topic, _statements = divided_topic(people=6, n_statements=8)
    actions.refresh_map(topic=topic, now=DURING)
    address = f"/wall/topics/{topic.pk}/?show=question"
    client.get(address)
    first = Vote.objects.first()
    vote(first.statement, ParticipantFactory())

    with django_assert_max_num_queries(6):
        page = client.get(address).content.decode()

    assert "<b>6</b>" in page
    caches["frame"].clear()
    assert "<b>7</b>" in client.get(address).content.decode()


def test_a_map_rests_four_times_as_long_as_it_took():
    seconds = [100.0]
    pace = Pace(lambda: seconds[0])

    with pace.measuring(1):
        seconds[0] += 3

    assert (pace.may_go(1), pace.may_go(2)) == (False, True)
    seconds[0] += 11.9
    assert pace.may_go(1) is False
    seconds[0] += 0.1
    assert pace.may_go(1) is True


def test_a_resting_topic_is_left_out_while_another_that_is_due_is_computed():
    topics = [open_topic(), open_topic()]
    for topic in topics:
        statement = StatementFactory(topic=topic)
        for person in ParticipantFactory.create_batch(5):
            vote(statement, person)
    ticking = iter([0.0, 10.0])
    pace = Pace(lambda: next(ticking, 11.0))
    with pace.measuring(topics[0].pk):
        pass

    assert actions.refresh_due_maps(now=DURING, pace=pace) == 1
    assert not hasattr(fresh(topics[0]), "live_map")
    assert actions.refresh_due_maps(now=DURING) == 1
