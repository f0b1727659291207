from datetime import date

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.meetings import actions, errors
from jukugi.apps.meetings.actions import BodyWords, Told
from jukugi.apps.meetings.enums import BodyEventKind, BodyKind, BodyState, FollowUpKind, MemberRole, SeatKind
from jukugi.apps.meetings.models import Body, BodyEvent, BodyMember, FollowUp
from jukugi.apps.meetings.queries.bodies import body_page
from jukugi.apps.meetings.tests.factories import BodyEventFactory, BodyFactory, RecommendationFactory, officer
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed, WordsHaveControls, WordsMissing, WordsTooLong

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 1)


def pause(body, actor, on=DAY, reason="委員が集まらないため。"):
    return actions.tell_event(body=body, kind=BodyEventKind.PAUSED, told=Told(on, reason), actor=actor, now=DURING)


def seat(body, actor, **fields):
    given = {
        "role": MemberRole.MEMBER,
        "seat": SeatKind.OPEN_CALL,
        "label": "市民委員A",
        "public_name": "",
        "name_agreed_on": None,
        "starts_on": DAY,
        "ends_on": None,
    } | fields
    return actions.add_member(body=body, **given, actor=actor, now=DURING)


def test_a_body_begins_with_its_story():
    ward = WardFactory()

    body = actions.add_body(
        words=BodyWords(kind=BodyKind.WARD, name=" 見本の会 ", seats=12),
        area=ward,
        began_on=DAY,
        actor=officer(ward),
        now=DURING,
    )

    assert (body.name, body.state) == ("見本の会", BodyState.ACTIVE)
    assert [event.kind for event in body.events.all()] == [BodyEventKind.BEGAN]


def test_two_bodies_of_one_area_have_different_names():
    BodyFactory(name="見本の会")

    with pytest.raises(errors.BodyNameTaken):
        actions.add_body(
            words=BodyWords(kind=BodyKind.WARD, name="見本の会"), area=None, began_on=DAY, actor=officer(), now=DURING
        )


def test_a_paused_body_keeps_its_recommendations_and_they_are_followed_up():
    body, actor = BodyFactory(), officer()
    recommendation = RecommendationFactory(body=body)
    pause(body, actor)

    actions.follow_up(
        recommendation=recommendation,
        kind=FollowUpKind.DONE,
        told=Told(date(2026, 10, 20), "会館を開けました。"),
        actor=actor,
        now=DURING,
    )

    body.refresh_from_db()
    page = body_page(body, day=DAY)
    assert body.state == BodyState.PAUSED
    assert [step.label for step in page.steps] == ["提言", "会議体", "その後"]
    assert page.recommendations == (recommendation,)


def test_the_successor_and_what_became_of_it_stand_in_the_same_story():
    body, successor, actor = BodyFactory(), BodyFactory(name="次の場"), officer()
    BodyEventFactory(body=successor, on=date(2026, 10, 2))
    pause(body, actor)

    actions.tell_event(
        body=body,
        kind=BodyEventKind.SUCCEEDED,
        told=Told(DAY, "かたちを変えて続けるため。"),
        successor=successor,
        actor=actor,
        now=DURING,
    )

    page = body_page(body, day=DAY)
    assert [step.title for step in page.steps] == [
        "休みに入りました",
        "「次の場」に引き継がれました",
        "「次の場」が、始まりました",
    ]
    assert body_page(successor, day=DAY).predecessors == (body,)


def test_a_body_does_not_pause_twice_and_goes_on_again():
    body, actor = BodyFactory(), officer()
    pause(body, actor)

    with pytest.raises(errors.StateChangesNothing):
        pause(body, actor)
    actions.tell_event(
        body=body, kind=BodyEventKind.RESUMED, told=Told(date(2026, 10, 9), "戻りました。"), actor=actor, now=DURING
    )

    body.refresh_from_db()
    assert body.state == BodyState.ACTIVE


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (Told(DAY, "  "), WordsMissing),
        (Told(date(2026, 11, 2), "あした"), errors.InTheFuture),
        (Told(DAY, "あ" * 4001), WordsTooLong),
        (Told(DAY, "見えない\x00"), WordsHaveControls),
    ],
)
def test_a_step_needs_a_readable_reason_and_a_day_that_has_come(told, refusal):
    body = BodyFactory()

    with pytest.raises(refusal):
        actions.tell_event(body=body, kind=BodyEventKind.PAUSED, told=told, actor=officer(), now=DURING)

    assert list(BodyEvent.objects.all()) == []


@pytest.mark.parametrize(("other", "refusal"), [(None, errors.SuccessorMissing), ("self", errors.SuccessorItself)])
def test_a_succession_names_another_body(other, refusal):
    body = BodyFactory()

    with pytest.raises(refusal):
        actions.tell_event(
            body=body,
            kind=BodyEventKind.SUCCEEDED,
            told=Told(DAY, "理由"),
            successor=body if other else None,
            actor=officer(),
            now=DURING,
        )


def test_a_name_is_public_only_with_the_day_of_consent():
    body, actor = BodyFactory(), officer()

    with pytest.raises(errors.NameWithoutConsent):
        seat(body, actor, public_name="見本 花子")
    member = seat(body, actor, public_name="見本 花子", name_agreed_on=DAY)

    assert [each.shown for each in body_page(body, day=DAY).members] == ["見本 花子"]
    actions.withdraw_name(member=member, actor=actor, now=DURING)
    member.refresh_from_db()
    assert (member.shown, member.name_agreed_on) == ("市民委員A", None)


def test_a_term_ends_after_it_began_and_the_seat_is_told_as_past():
    body, actor = BodyFactory(), officer()
    member = seat(body, actor)

    with pytest.raises(errors.TermReversed):
        actions.end_membership(member=member, ends_on=date(2026, 9, 1), actor=actor, now=DURING)
    actions.end_membership(member=member, ends_on=date(2026, 10, 20), actor=actor, now=DURING)

    page = body_page(body, day=date(2026, 10, 20))
    assert (page.members, page.past_members) == ((), (member,))


def test_recommendations_are_numbered_within_their_body():
    body, actor = BodyFactory(), officer()

    numbers = [
        actions.recommend(
            body=body, title="提言", told=Told(DAY, ""), about=None, issue=None, actor=actor, now=DURING
        ).number
        for _ in range(2)
    ]

    assert numbers == [1, 2]


@pytest.mark.parametrize("who", ["nobody", "operator", "other_ward"])
def test_who_does_not_handle_a_body_changes_nothing(who):
    body = BodyFactory(area=WardFactory())
    recommendation = RecommendationFactory(body=body)
    member = BodyMember.objects.create(body=body, seat="open_call", label="市民委員A", starts_on=DAY)
    actor = {
        "nobody": lambda: UserFactory(),
        "operator": lambda: RoleFactory(kind=RoleKind.OPERATOR).user,
        "other_ward": lambda: officer(WardFactory()),
    }[who]()
    words, told = BodyWords(kind=BodyKind.WARD, name="別の名"), Told(DAY, "理由")

    attempts = [
        lambda: actions.add_body(words=words, area=body.area, began_on=DAY, actor=actor, now=DURING),
        lambda: actions.edit_body(body=body, words=words, actor=actor, now=DURING),
        lambda: pause(body, actor),
        lambda: seat(body, actor),
        lambda: actions.end_membership(member=member, ends_on=DAY, actor=actor, now=DURING),
        lambda: actions.withdraw_name(member=member, actor=actor, now=DURING),
        lambda: actions.recommend(body=body, title="提言", told=told, about=None, issue=None, actor=actor, now=DURING),
        lambda: actions.follow_up(
            recommendation=recommendation, kind=FollowUpKind.DONE, told=told, actor=actor, now=DURING
        ),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()

    assert (Body.objects.count(), BodyEvent.objects.count(), FollowUp.objects.count()) == (1, 0, 0)
    assert list(AuditEntry.objects.all()) == []
