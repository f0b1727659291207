from datetime import timedelta

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.circles import actions, errors, sealed
from jukugi.apps.circles.enums import CircleRole, CircleStep, MemberState
from jukugi.apps.circles.models import CircleMember, CircleStory, StepWriting
from jukugi.apps.circles.tests.factories import NOW, begun, companion_of, draft, starter_of
from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.tests.factories import StatementFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)


def officer_of(ward):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user


def test_a_circle_begins_as_an_idea_of_its_starter():
    circle = begun(name="棟梁", name_shown=True)

    member = circle.members.get()
    assert (circle.step, member.role, member.state, member.name) == (
        CircleStep.IDEA,
        CircleRole.STARTER,
        MemberState.JOINED,
        "棟梁",
    )
    assert [row.step for row in circle.writings.all()] == [CircleStep.IDEA]


def test_a_circle_does_not_begin_from_what_nobody_sees():
    hidden = StatementFactory(state=StatementState.HIDDEN)

    with pytest.raises(errors.SourceHidden):
        begun(statement=hidden)


def test_a_name_is_not_shown_where_there_is_none():
    with pytest.raises(errors.NameMissing):
        begun(name=" ", name_shown=True)


def test_a_refused_beginning_leaves_nothing():
    with pytest.raises(WordsMissing):
        begun(about="")

    assert not CircleMember.objects.exists()


def test_a_card_is_typed_in_by_an_officer_of_the_ward_alone():
    ward, other = WardFactory(), WardFactory()

    with pytest.raises(NotAllowed):
        actions.enter_circle(draft=draft(ward), channel=Channel.CARD, received_at=NOW, actor=officer_of(other), now=NOW)
    circle = actions.enter_circle(
        draft=draft(ward), channel=Channel.CARD, received_at=NOW, actor=officer_of(ward), now=NOW
    )

    assert (circle.channel, len(circle.receipt)) == (Channel.CARD, 9)


@pytest.mark.parametrize(
    ("channel", "received_at", "error"),
    [(Channel.WEB, NOW, errors.WrongChannel), (Channel.CARD, NOW + timedelta(days=1), errors.DayInTheFuture)],
)
def test_paper_that_did_not_come_is_refused(channel, received_at, error):
    ward = WardFactory()

    with pytest.raises(error):
        actions.enter_circle(
            draft=draft(ward), channel=channel, received_at=received_at, actor=officer_of(ward), now=NOW
        )


def test_steps_are_written_one_after_the_other_by_those_in_the_circle():
    circle = begun()
    author = starter_of(circle)

    for step in (CircleStep.COMPANIONS, CircleStep.FIRST_TRY, CircleStep.GOING_ON, CircleStep.ENDED_WELL):
        actions.write_step(circle=circle, step=step, text="進みました。", said_on=TODAY, author=author, now=NOW)

    circle.refresh_from_db()
    assert circle.step == CircleStep.ENDED_WELL
    assert circle.writings.count() == 5


def test_a_stranger_writes_no_step():
    circle = begun()

    with pytest.raises(errors.NotInCircle):
        actions.write_step(
            circle=circle,
            step=CircleStep.COMPANIONS,
            text="横から。",
            said_on=TODAY,
            author=ParticipantFactory(),
            now=NOW,
        )


def test_an_idea_does_not_go_on_at_once():
    circle = begun()

    with pytest.raises(errors.NoSuchStep):
        actions.write_step(
            circle=circle,
            step=CircleStep.GOING_ON,
            text="いきなり。",
            said_on=TODAY,
            author=starter_of(circle),
            now=NOW,
        )


def test_a_changed_step_is_found_by_its_digest():
    circle = begun()
    actions.write_step(
        circle=circle, step=CircleStep.COMPANIONS, text="三人。", said_on=TODAY, author=starter_of(circle), now=NOW
    )

    StepWriting.objects.filter(step=CircleStep.COMPANIONS).update(text="四人。")

    assert sealed.steps_agree().count == 1


def test_somebody_asks_is_welcomed_writes_and_leaves():
    circle = begun()
    person = companion_of(circle, name="まなぶ", name_shown=True)

    actions.send_message(circle=circle, text="日曜に集まりませんか。", author=person, now=NOW)
    member = actions.leave_circle(circle=circle, author=person, now=NOW)

    assert (member.state, member.name, member.note) == (MemberState.LEFT, "", "")
    with pytest.raises(errors.NotInCircle):
        actions.send_message(circle=circle, text="まだいますか。", author=person, now=NOW)


def test_who_only_asked_reads_and_writes_nothing():
    circle = begun()
    person = ParticipantFactory()
    actions.ask_to_join(circle=circle, note="入りたい。", name="", name_shown=False, author=person, now=NOW)

    with pytest.raises(errors.NotInCircle):
        actions.send_message(circle=circle, text="こんにちは。", author=person, now=NOW)
    with pytest.raises(errors.AlreadyAsked):
        actions.ask_to_join(circle=circle, note="もう一度。", name="", name_shown=False, author=person, now=NOW)


def test_nobody_welcomes_themselves():
    circle = begun()
    person = ParticipantFactory()
    asking = actions.ask_to_join(circle=circle, note="入りたい。", name="", name_shown=False, author=person, now=NOW)

    with pytest.raises(errors.NotInCircle):
        actions.answer_asking(asking=asking, is_welcome=True, author=person, now=NOW)


def test_the_last_one_leaves_only_a_circle_that_ended():
    circle = begun()
    author = starter_of(circle)

    with pytest.raises(errors.LastOne):
        actions.leave_circle(circle=circle, author=author, now=NOW)
    actions.write_step(
        circle=circle, step=CircleStep.ENDED_WELL, text="置けました。", said_on=TODAY, author=author, now=NOW
    )

    assert actions.leave_circle(circle=circle, author=author, now=NOW).state == MemberState.LEFT


def test_nobody_asks_where_nobody_is_wanted():
    circle = begun()
    actions.set_welcome(circle=circle, welcomes=False, author=starter_of(circle), now=NOW)

    with pytest.raises(errors.NotWelcoming):
        actions.ask_to_join(
            circle=circle, note="ぜひ。", name="", name_shown=False, author=ParticipantFactory(), now=NOW
        )


def test_a_story_and_a_circle_are_hidden_with_a_reason_and_shown_again():
    ward = WardFactory()
    circle = begun(ward)
    story = actions.tell_story(
        circle=circle, text="木を切りました。", happened_on=TODAY, author=starter_of(circle), now=NOW
    )
    officer = officer_of(ward)

    with pytest.raises(errors.ReasonMissing):
        actions.review_story(story=story, hides=True, reason=" ", actor=officer, now=NOW)
    actions.review_story(story=story, hides=True, reason="人の名前があるため", actor=officer, now=NOW)
    actions.review_circle(circle=circle, hides=True, reason="確かめるため", actor=officer, now=NOW)
    actions.review_circle(circle=circle, hides=False, reason="確かめました", actor=officer, now=NOW)

    circle.refresh_from_db()
    assert (CircleStory.objects.get().is_hidden, circle.is_hidden, circle.reviews.count()) == (True, False, 3)


def test_an_officer_of_another_ward_hides_nothing():
    circle = begun()

    with pytest.raises(NotAllowed):
        actions.review_circle(circle=circle, hides=True, reason="なぜ", actor=officer_of(WardFactory()), now=NOW)


def test_one_device_does_not_fill_the_list():
    author = ParticipantFactory()
    for _ in range(20):
        begun(author=author)

    other = begun()
    with pytest.raises(errors.TooManySent):
        begun(author=author)
    with pytest.raises(errors.TooManySent):
        actions.ask_to_join(circle=other, note="ぜひ。", name="", name_shown=False, author=author, now=NOW)


def test_nobody_goes_out_of_a_circle_twice():
    circle = begun()
    person = companion_of(circle)
    actions.leave_circle(circle=circle, author=person, now=NOW)

    with pytest.raises(errors.NotInCircle):
        actions.leave_circle(circle=circle, author=person, now=NOW)


def test_a_story_of_tomorrow_is_not_told():
    circle = begun()

    with pytest.raises(errors.DayInTheFuture):
        actions.tell_story(
            circle=circle,
            text="置けました。",
            happened_on=TODAY + timedelta(days=1),
            author=starter_of(circle),
            now=NOW,
        )


def test_the_log_carries_no_words_and_no_names():
    circle = begun(name="棟梁", name_shown=True)
    companion_of(circle, note="ひみつの言葉", name="まなぶ")

    logged = " ".join(str(row) for row in AuditEntry.objects.values_list("action", "details", "subject_key"))

    assert not any(words in logged for words in ("棟梁", "まなぶ", "ひみつ", "ベンチ"))
    assert Participant.objects.count() == 2
