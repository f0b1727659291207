"""Visits and next steps: agreed on with the officer in charge, done by either side."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.organizations.enums import hand_over_items
from jukugi.apps.organizations.permissions import Representation
from jukugi.apps.organizations.tests.factories import AssociationFactory
from jukugi.apps.support import errors
from jukugi.apps.support.actions import visiting
from jukugi.apps.support.actions.visiting import StepDraft
from jukugi.apps.support.enums import Helped, StepBy, VisitWay
from jukugi.apps.support.models import NextStep, Visit
from jukugi.apps.support.queries.company import in_charge_rows, unreached, without_charge
from jukugi.apps.support.tests.browsers import signed
from jukugi.apps.support.tests.factories import (
    ChargeFactory,
    MatchFactory,
    NextStepFactory,
    SituationSheetFactory,
    SupportReceivedFactory,
    VisitFactory,
)
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def today(now):
    return timezone.localdate(now)


@pytest.fixture
def charge():
    return ChargeFactory()


@pytest.fixture
def own(charge, today):
    return Representation(charge.organization, "device", today, None)


def test_a_visit_keeps_what_was_heard_and_its_first_step(charge, now, today):
    match = MatchFactory(sheet=SituationSheetFactory(organization=charge.organization))
    step = StepDraft("申請書を書く", StepBy.OFFICER, today + timedelta(days=7), match)

    visit = visiting.record_visit(
        organization=charge.organization,
        visited_on=today,
        way=VisitWay.THERE,
        heard="書類が難しい",
        step=step,
        actor=charge.officer,
        now=now,
    )

    agreed = visit.steps.get()
    assert (agreed.what, agreed.match, agreed.agreed_on, Visit.objects.count()) == ("申請書を書く", match, today, 1)


def test_only_who_is_in_charge_keeps_visits(charge, now, today):
    other = RoleFactory(kind=RoleKind.WARD_OFFICER, area=charge.organization.area).user

    with pytest.raises(NotAllowed):
        visiting.record_visit(
            organization=charge.organization,
            visited_on=today,
            way=VisitWay.PHONE,
            heard="話",
            actor=other,
            now=now,
        )


def test_a_step_may_not_be_due_before_it_is_agreed_on(charge, own, now, today):
    with pytest.raises(errors.StepInThePast):
        visiting.agree_step(
            organization=charge.organization,
            step=StepDraft("こと", StepBy.ASSOCIATION, today - timedelta(days=1)),
            actor=own,
            now=now,
        )


def test_an_offer_of_another_association_is_not_used(charge, own, now, today):
    with pytest.raises(NotAllowed):
        visiting.agree_step(
            organization=charge.organization,
            step=StepDraft("こと", StepBy.ASSOCIATION, today, MatchFactory()),
            actor=own,
            now=now,
        )


def test_either_side_says_once_that_a_step_is_done(charge, own, now, today):
    step = NextStepFactory(organization=charge.organization)
    given = {"step": step, "helped": Helped.A_LITTLE, "note": "半分できた", "done_on": today, "now": now}

    visiting.finish_step(**given, actor=own)

    with pytest.raises(errors.StepDoneBefore):
        visiting.finish_step(**given, actor=charge.officer)
    assert NextStep.objects.get().done_note == "半分できた"


def test_a_step_of_another_association_is_not_done(own, now, today):
    with pytest.raises(NotAllowed):
        visiting.finish_step(step=NextStepFactory(), helped=Helped.YES, note="", done_on=today, actor=own, now=now)


def test_what_is_overdue_stands_first_and_in_the_queue(charge, today):
    NextStepFactory(organization=charge.organization)
    late = ChargeFactory(organization=AssociationFactory(area=charge.organization.area), officer=charge.officer)
    NextStepFactory.create_batch(2, organization=late.organization)

    rows = in_charge_rows(charge.officer, frozenset([charge.organization.area_id]), day=today)

    assert [(row.organization, row.overdue) for row in rows] == [(late.organization, 2), (charge.organization, 1)]
    desk = signed(charge.officer).get("/desk/").content.decode().replace("<wbr>", "")
    assert "期限を過ぎた、次の一歩を進める" in desk


def test_an_association_finds_its_steps_on_its_hand_over_page(charge, today):
    NextStepFactory(organization=charge.organization, what="役員会で決める")

    items = [item for offer in hand_over_items for item in offer(charge.organization.pk, today)]

    assert "役員会で決める" in [item.title for item in items]


def test_a_ward_is_told_that_somebody_wrote_but_not_what(today):
    sheet = SituationSheetFactory()

    waiting = without_charge(frozenset([sheet.organization.area_id]), day=today)

    assert waiting == [sheet.organization]


def test_who_took_nothing_and_never_asked_is_listed_longest_first(today):
    ward = AssociationFactory(name="記録なし町会").area
    long, short, helped, asked, visited = AssociationFactory.create_batch(5, area=ward)
    for year in (2024, 2025):
        SupportReceivedFactory(organization=long, fiscal_year=year)
    for body in (short, asked, visited):
        SupportReceivedFactory(organization=body)
    SupportReceivedFactory(organization=helped, is_taken=True)
    SituationSheetFactory(organization=asked)
    VisitFactory(organization=visited)

    found = unreached(frozenset([ward.pk]), day=today)

    assert [(row.organization, row.years) for row in found.nothing] == [(long, (2025, 2024)), (short, (2025,))]
    assert [row.organization.name for row in found.unknown] == ["記録なし町会"]
    assert (found.reached, found.associations) == (3, 6)
