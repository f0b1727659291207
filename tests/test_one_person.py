"""Two devices of one person: whatever they did before they were joined, nothing is lost and nobody counted twice."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jukugi.apps.accounts.actions import erase_participant, merge_participants
from jukugi.apps.accounts.enums import Channel, ErasureReason
from jukugi.apps.accounts.exports import held_of
from jukugi.apps.accounts.models import Participant, ParticipantMerge
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.budgeting.models import Ballot, CurrentBallot
from jukugi.apps.budgeting.tests.factories import NOW as VOTING_DAY
from jukugi.apps.budgeting.tests.factories import vote as cast_ballot
from jukugi.apps.budgeting.tests.factories import voting
from jukugi.apps.circles import actions as circles
from jukugi.apps.circles.enums import MemberState
from jukugi.apps.circles.errors import AlreadyAsked
from jukugi.apps.circles.models import CircleMember
from jukugi.apps.circles.tests.factories import begun
from jukugi.apps.evaluations.models import EvaluationSheet
from jukugi.apps.evaluations.tests.factories import opened
from jukugi.apps.evaluations.tests.factories import send as send_sheet
from jukugi.apps.opinion_map.actions import cast_vote, mark_helpful, publish_edition, refresh_map
from jukugi.apps.opinion_map.actions.editions import verified_editions
from jukugi.apps.opinion_map.enums import Choice, ReasonSide
from jukugi.apps.opinion_map.models import CurrentVote, HelpfulMark, Vote
from jukugi.apps.opinion_map.offers.taking_part import voters_by_group
from jukugi.apps.opinion_map.tests.factories import ReasonFactory, StatementFactory, divided_topic, open_topic
from jukugi.apps.opinions.actions import send_opinion
from jukugi.apps.opinions.models import Opinion, SearchDoc, Submission
from jukugi.apps.opinions.tests.factories import hearing_process
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.audit.sealing import seal_all, verify_all
from jukugi.kit.audit.streams import checks

pytestmark = pytest.mark.django_db

PHONE, DESK = 0, 1
DEVICES = st.sampled_from([PHONE, DESK])
CHOICES = st.sampled_from(list(Choice))
ACTS = st.one_of(
    st.tuples(st.just("vote"), DEVICES, st.integers(0, 2), CHOICES),
    st.tuples(st.just("mark"), DEVICES, st.integers(0, 1), st.booleans()),
    st.tuples(st.just("ballot"), DEVICES, st.sets(st.integers(1, 3), min_size=1).map(frozenset), st.none()),
    st.tuples(st.just("sheet"), DEVICES, st.sampled_from(["yes", "no"]), st.none()),
    st.tuples(st.just("opinion"), DEVICES, st.integers(0, 10_000), st.none()),
    st.tuples(st.just("join"), DEVICES, st.none(), st.none()),
)


class Place:
    """Where two devices act: three statements, two reasons, a round, a review, a hearing and a circle."""

    def __init__(self) -> None:
        self.topic = open_topic()
        self.statements = StatementFactory.create_batch(3, topic=self.topic)
        self.reasons = [ReasonFactory(statement=self.statements[0], side=ReasonSide.FOR) for _n in range(2)]
        self.round = voting()
        self.review = opened()
        self.process = hearing_process()
        self.circle = begun()


class Deeds:
    """What two devices of one person do, and what must come of it: the last of each kind."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.devices = [ParticipantFactory(), ParticipantFactory()]
        self.votes: dict[int, Choice] = {}
        self.marks: dict[int, bool] = {}
        self.ballot: frozenset[int] | None = None
        self.sheets = self.opinions = self.cast = 0
        self.joined = False

    def do(self, act: tuple, number: int) -> None:
        kind, device, what, how = act
        getattr(self, kind)(self.devices[device], what, how, timedelta(seconds=number))

    def vote(self, who: Participant, what: int, how: Choice, later: timedelta) -> None:
        statement = self.place.statements[what]
        self.cast += cast_vote(statement=statement, voter=who, choice=how, now=DURING + later)
        if Vote.objects.filter(statement=statement).latest("pk").participant_id == who.pk:
            self.votes[statement.pk] = how

    def mark(self, who: Participant, what: int, how: bool, later: timedelta) -> None:
        reason = self.place.reasons[what]
        mark_helpful(reason=reason, participant=who, is_on=how, now=DURING + later)
        self.marks[reason.pk] = how

    def ballot_of(self) -> list[str]:
        return [",".join(map(str, sorted(self.ballot)))] if self.ballot else []

    def sheet(self, who: Participant, what: str, _how: None, later: timedelta) -> None:
        send_sheet(self.place.review, what, author=who, form_key=f"{later.seconds:022}")
        self.sheets += 1

    def opinion(self, who: Participant, what: int, _how: None, later: timedelta) -> None:
        send_opinion(
            process=self.place.process,
            text=f"声{what}",
            ward=None,
            age_band="",
            about=None,
            author=who,
            form_key=f"{later.seconds:022}",
            now=DURING + later,
        )
        self.opinions += 1

    def join(self, who: Participant, _what: None, _how: None, later: timedelta) -> None:
        try:
            circles.ask_to_join(
                circle=self.place.circle, note="手伝います。", name="", name_shown=False, author=who, now=VOTING_DAY
            )
        except AlreadyAsked:
            return
        self.joined = True


def cast(deeds: Deeds, who: Participant, what: frozenset, _how: None, later: timedelta) -> None:
    before = Ballot.objects.count()
    cast_ballot(deeds.place.round, *what, voter=who, now=VOTING_DAY + later)
    if Ballot.objects.count() > before:
        deeds.ballot = what


def contradictions() -> list[str]:
    """What no longer agrees: seals, and tables that say the same as a sealed log."""
    broken = [verdict.stream for verdict in verify_all() if not verdict.is_whole]
    return broken + [name for name, check in checks.items() if check.find().count]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=14), turned=st.booleans())
def test_nothing_is_lost_and_nothing_doubled(place, acts, turned):
    with transaction.atomic():
        deeds = Deeds(place)
        for number, act in enumerate(acts, start=1):
            if act[0] == "ballot":
                cast(deeds, deeds.devices[act[1]], act[2], None, timedelta(seconds=number))
            else:
                deeds.do(act, number)
        seal_all(now=DURING)
        log = list(Vote.objects.order_by("pk").values_list("pk", "participant", "choice"))
        goes, stays = deeds.devices[::-1] if turned else deeds.devices

        person = merge_participants(goes=goes, stays=stays, now=VOTING_DAY)

        assert dict(CurrentVote.objects.values_list("statement", "choice")) == deeds.votes
        assert set(CurrentVote.objects.values_list("participant", flat=True)) <= {person.pk}
        assert list(Vote.objects.order_by("pk").values_list("pk", "participant", "choice")) == log
        assert dict(HelpfulMark.objects.values_list("reason", "is_on")) == deeds.marks
        assert list(Ballot.objects.counting(place.round.pk).values_list("choices", flat=True)) == deeds.ballot_of()
        assert CurrentBallot.objects.count() == len(deeds.ballot_of())
        assert EvaluationSheet.objects.standing().count() == min(deeds.sheets, 1)
        assert Submission.objects.filter(author=person).count() == deeds.opinions
        asked = CircleMember.objects.filter(state=MemberState.ASKED, participant=person)
        assert asked.count() == int(deeds.joined)
        assert voters_by_group(place.topic.process, None) == ({(None, "", "", Channel.WEB, None): 1} if log else {})
        assert contradictions() == []
        transaction.set_rollback(True)


@pytest.fixture
def place() -> Place:
    return Place()


def test_what_comes_after_is_of_the_same_person(place):
    deeds = Deeds(place)
    phone, desk = deeds.devices
    deeds.do(("vote", PHONE, 0, Choice.AGREE), 1)
    cast(deeds, phone, frozenset({1}), None, timedelta(0))
    send_sheet(place.review, "yes", author=phone, form_key="1" * 22)
    person = merge_participants(goes=phone, stays=desk, now=DURING)

    cast_vote(statement=place.statements[0], voter=person, choice=Choice.DISAGREE, now=DURING)
    cast_ballot(place.round, 2, 3, voter=person)
    send_sheet(place.review, "no", author=person, form_key="2" * 22)

    assert list(CurrentVote.objects.values_list("choice", flat=True)) == [Choice.DISAGREE]
    assert list(Ballot.objects.counting(place.round.pk).values_list("choices", flat=True)) == ["2,3"]
    assert sorted(EvaluationSheet.objects.values_list("state", "version")) == [("replaced", 1), ("waiting", 2)]
    seal_all(now=DURING)
    assert contradictions() == []


def test_three_devices_are_one_person_in_whatever_order(place):
    first, second, third = ParticipantFactory.create_batch(3)
    for number, who in enumerate((first, second, third)):
        cast_vote(statement=place.statements[number], voter=who, choice=Choice.AGREE, now=DURING)

    merge_participants(goes=first, stays=second, now=DURING)
    second.refresh_from_db()
    person = merge_participants(goes=second, stays=third, now=DURING)

    assert set(Participant.objects.filter(pk__in=[first.pk, second.pk]).values_list("merged_into", flat=True)) == {
        person.pk
    }
    assert Counter(CurrentVote.objects.values_list("participant", flat=True)) == {person.pk: 3}
    assert ParticipantMerge.objects.count() == 2
    assert contradictions() == []


def test_a_published_map_can_be_computed_again_after_devices_were_joined():
    topic, _statements = divided_topic(people=24, n_statements=6)
    refresh_map(topic=topic, now=DURING)
    officer = RoleFactory().user
    publish_edition(topic=topic, title="", note="", actor=officer, now=DURING)
    people = list(Participant.objects.filter(current_votes__isnull=False).distinct().order_by("pk"))

    merge_participants(goes=people[0], stays=people[2], now=DURING)
    after = refresh_map(topic=topic, now=DURING + timedelta(hours=1))

    assert [verdict.fault for verdict in verified_editions()] == [""]
    assert after.participants == 23
    assert contradictions() == []


class TestErasing:
    def test_words_go_and_counts_and_seals_stay(self, place):
        deeds = Deeds(place)
        acts = [("vote", PHONE, 0, Choice.AGREE), ("opinion", PHONE, 7, None), ("sheet", PHONE, "yes", None)]
        for number, act in enumerate(acts):
            deeds.do(act, number)
        phone = deeds.devices[PHONE]
        seal_all(now=DURING)
        people = voters_by_group(place.topic.process, None)

        erase_participant(participant=phone, reason=ErasureReason.ASKED, now=DURING)

        assert list(Opinion.objects.values_list("text", "text_key")) == [("", "")]
        assert SearchDoc.objects.count() == 0
        assert set(EvaluationSheet.objects.values_list("keep", "change", "stop", "unclear")) == {("", "", "", "")}
        assert (Vote.objects.count(), Submission.objects.count()) == (1, 1)
        assert voters_by_group(place.topic.process, None) == people
        assert contradictions() == []

    def test_what_is_held_after_it_holds_no_words_of_theirs(self, place):
        deeds = Deeds(place)
        deeds.do(("opinion", PHONE, 4711, None), 1)
        deeds.do(("join", PHONE, None, None), 2)
        phone = deeds.devices[PHONE]
        assert "声4711" in str(held_of(phone))

        erase_participant(participant=phone, reason=ErasureReason.ASKED, now=DURING)

        told = str(held_of(phone))
        assert "声4711" not in told
        assert "手伝います。" not in told

    def test_joined_devices_are_erased_with_it(self, place):
        deeds = Deeds(place)
        deeds.do(("opinion", PHONE, 1, None), 1)
        phone, desk = deeds.devices
        person = merge_participants(goes=phone, stays=desk, now=DURING)

        erase_participant(participant=person, reason=ErasureReason.ASKED, now=DURING)

        assert set(Participant.objects.filter(pk__in=[phone.pk, desk.pk]).values_list("token_hash", flat=True)) == {
            None
        }
        assert Opinion.objects.get().text == ""
