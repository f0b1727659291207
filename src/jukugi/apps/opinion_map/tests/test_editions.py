"""Editions: published once, unchanged, and computed again from the log."""

import hashlib

import numpy as np
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinion_map import actions, errors
from jukugi.apps.opinion_map.actions.editions import document_digest, verified_editions
from jukugi.apps.opinion_map.enums import Choice, StatementState
from jukugi.apps.opinion_map.models import MapEdition, Topic, Vote
from jukugi.apps.opinion_map.tests.factories import StatementFactory, cast_at_once, open_topic
from jukugi.apps.processes.tests.factories import DURING
from jukugi.core.disclosure.steps import counted_answers, next_step
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    """Two groups of seven who answer five statements the opposite way."""
    topic = open_topic(title="地域の居場所")
    statements = StatementFactory.create_batch(5, topic=topic)
    cast_at_once(
        (statement, person, Choice.AGREE if number % 2 else Choice.DISAGREE)
        for number, person in enumerate(ParticipantFactory.create_batch(14))
        for statement in statements
    )
    return topic


def vote(statement, voter):
    actions.cast_vote(statement=statement, voter=voter, choice=Choice.DISAGREE, now=DURING)


def publish(topic, *, actor=None, title="中間報告", note="") -> MapEdition:
    staff = actor or RoleFactory(kind=RoleKind.POLICY_OFFICER).user
    return actions.publish_edition(topic=topic, title=title, note=note, actor=staff, now=DURING)


def more_answers(topic, people):
    statement = topic.statements.first()
    for _ in range(people):
        vote(statement, ParticipantFactory())


def faults() -> list[str]:
    return [verdict.fault for verdict in verified_editions()]


def test_an_edition_is_computed_again_to_the_same_document(topic):
    first = publish(topic)
    more_answers(topic, 5)
    second = publish(topic, title="")

    assert (first.number, second.number) == (1, 2)
    assert len(first.document["groups"]) == 2
    assert faults() == ["", ""]


def test_what_comes_later_changes_no_edition(topic):
    publish(topic)
    before = MapEdition.objects.get().document
    more_answers(topic, 9)
    statement = topic.statements.first()
    actions.review_statement(
        statement=statement, state=StatementState.HIDDEN, reason="理由", actor=RoleFactory().user, now=DURING
    )
    actions.refresh_map(topic=topic, now=DURING)

    assert MapEdition.objects.get().document == before
    assert faults() == [""]


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda: Vote.objects.filter(pk=Vote.objects.earliest("pk").pk).update(choice=0), "数えた票が"),
        (lambda: Vote.objects.latest("pk").delete(), "数えた票が"),
        (lambda: MapEdition.objects.update(votes=1), "人数か票数が"),
        (lambda: MapEdition.objects.update(document_digest="0" * 64), "公開した地図そのものが"),
        (lambda: MapEdition.objects.update(data_digest="0" * 64), "数えた票が"),
    ],
)
def test_whatever_is_changed_afterwards_is_named(topic, harm, words):
    publish(topic)

    harm()

    assert words in faults()[0]


def test_a_document_changed_together_with_its_digest_is_found_by_computing_again(topic):
    from jukugi.apps.opinion_map.actions.editions import document_digest

    edition = publish(topic)
    edition.document["groups"][0]["size"] += 1
    MapEdition.objects.update(document=edition.document, document_digest=document_digest(edition.document))

    assert "計算し直した地図が、公開したものと違います" in faults()[0]


def test_two_editions_between_which_few_people_answered_are_refused(topic):
    publish(topic)
    more_answers(topic, 4)

    with pytest.raises(errors.EditionUnchanged):
        publish(topic)

    more_answers(topic, 1)
    assert publish(topic).number == 2


def test_there_must_be_something_to_publish():
    with pytest.raises(errors.NothingToPublish):
        publish(open_topic())

    with pytest.raises(errors.EditionTitleTooLong):
        publish(open_topic(), title="題" * 81)


def test_only_those_who_run_the_topic_publish(topic):
    another_ward = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user

    for person in (UserFactory(), RoleFactory(kind=RoleKind.OPERATOR).user, another_ward):
        with pytest.raises(NotAllowed):
            publish(topic, actor=person)

    assert not MapEdition.objects.exists()


def test_the_pages_show_what_was_published_and_how_to_check_it(client, topic):
    edition = publish(topic, note="中間報告に使いました。")
    listed = client.get(reverse("opinion_map:editions", args=[topic.pk])).content.decode()
    page = client.get(edition.get_absolute_url()).content.decode().replace("<wbr>", "")
    document = client.get(reverse("opinion_map:edition-json", args=[topic.pk, 1])).content

    assert "中間報告" in listed
    for words in ("第1版", "中間報告に使いました。", edition.data_digest, "jukugi verify"):
        assert words in page
    assert hashlib.sha256(document).hexdigest() == edition.document_digest
    for name in ("edition", "edition-json"):
        assert client.get(reverse(f"opinion_map:{name}", args=[topic.pk, 2])).status_code == 404


def test_staff_publish_from_a_page_and_a_refusal_keeps_their_words(client, topic):
    client.force_login(RoleFactory(kind=RoleKind.POLICY_OFFICER).user)
    page = reverse("opinion_map:publish-edition", args=[topic.pk])

    made = client.post(page, {"title": "中間報告", "note": "添えた言葉"})
    again = client.post(page, {"title": "もう一度", "note": "残る言葉"})

    assert made.url == MapEdition.objects.get().get_absolute_url()
    assert again.status_code == 400
    assert "残る言葉" in again.content.decode()
    assert "5人に足りません" in again.content.decode().replace("<wbr>", "")


rows = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 4), st.sampled_from([1, 0, -1])), min_size=1, max_size=40)


@given(rows, st.lists(st.integers(0, 40), max_size=3), st.integers(1, 4))
def test_the_answers_of_a_step_are_found_again_from_its_keys(log, stops, minimum):
    table = np.array([(key, *row) for key, row in enumerate(log, start=1)], dtype=np.int64)
    before: dict[int, int] = {}
    for through in [*sorted(stops), len(log)]:
        step = next_step(table, before=before, renewable={1, 2, 3, 4}, through=through, minimum=minimum)
        before = step.counted_through

        again = counted_answers(table, step.counted_through)

        for name in ("participant", "statement", "choice"):
            assert getattr(again, name).tolist() == getattr(step, name).tolist()


def test_an_edition_from_before_a_part_was_added_is_still_shown_and_checked(client, topic):
    edition = publish(topic)
    earlier = {name: part for name, part in edition.document.items() if name not in ("patterns", "is_in_cells")}
    MapEdition.objects.update(document=earlier, document_digest=document_digest(earlier), code_version="0.1.0/3")

    assert client.get(edition.get_absolute_url()).status_code == 200
    assert faults() == [""]
