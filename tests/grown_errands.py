"""Requests to associations with many rows in every list, to count what their pages ask the database."""

from datetime import date

from jukugi.apps.areas.models import Area
from jukugi.apps.inventory.enums import RequestState
from jukugi.apps.inventory.models import DecisionKind
from jukugi.apps.inventory.tests.factories import (
    AdminRequestFactory,
    BundleAnswerFactory,
    BurdenReportFactory,
    DecisionFactory,
    ProposalFactory,
)
from jukugi.apps.organizations.tests.factories import AssociationFactory, DepartmentFactory, HouseholdCountFactory

PUBLIC = {
    "requests": ("/requests/", 14),
    "requests of a ward": ("/requests/?ward={errands_ward}&decided=no", 14),
    "a request": ("/requests/{asked}/", 20),
    "a ward's year": ("/requests/year/?ward={errands_ward}", 13),
    "a ward's year to subscribe to": ("/requests/year.ics?ward={errands_ward}", 8),
}
STAFF = {
    "an association's year": ("/requests/for/{asked_of}/", 13),
    "an association's sheet": ("/requests/for/{asked_of}/sheet/", 13),
    "an association's bundle": ("/requests/for/{asked_of}/2026/10/", 14),
    "an association's reports": ("/requests/for/{asked_of}/reports/", 13),
    "desk requests": ("/desk/requests/", 15),
    "desk request": ("/desk/requests/{asked}/", 26),
    "a request to review": ("/desk/requests/{filed}/", 30),
    "new request": ("/desk/requests/new/", 13),
    "decide a request": ("/desk/requests/{asked}/decide/", 20),
    "associations and answers": ("/desk/requests/associations/", 13),
    "bundles to print": ("/desk/requests/bundles/2026/10/", 18),
    "simulation": ("/desk/requests/simulation/?ward={errands_ward}", 18),
    "plans": ("/desk/requests/plans/", 11),
    "words for decisions": ("/desk/requests/words/", 11),
}


def grow(rows: int, ward: Area) -> dict[str, object]:
    """So many requests with decisions, reports, answers and proposals; so many associations in a ward."""
    department = DepartmentFactory()
    kind = DecisionKind.objects.get(name="縮小")
    associations = AssociationFactory.create_batch(rows, area=ward)
    asked = AdminRequestFactory.create_batch(rows, department=department)
    for association in associations:
        HouseholdCountFactory(organization=association)
    for each in asked:
        DecisionFactory(admin_request=each, kind=kind)
        BurdenReportFactory(admin_request=each, organization=associations[0])
        each.wards.set([ward])
    for association in associations:
        BurdenReportFactory(admin_request=asked[0], organization=association, fiscal_year=2025)
        answer = {"kind": "cannot", "reason": "見本", "month_on": date(2026, 10, 1)}
        BundleAnswerFactory(admin_request=asked[0], organization=association, **answer)
        ProposalFactory(admin_request=asked[0], organization=association)
    waiting = {"state": RequestState.WAITING, "reviewed_by": "", "reviewed_at": None}
    filed = AdminRequestFactory.create_batch(rows, department=department, **waiting)
    return {"asked": asked[0].pk, "filed": filed[0].pk, "asked_of": associations[0].pk, "errands_ward": ward.code}
