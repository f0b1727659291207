"""The rooms whose pages are counted in ``test_query_counts``: each has a module with pages and what grows in them."""

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.models import Issue
from tests import (
    grown_associations,
    grown_ballots,
    grown_circles,
    grown_company,
    grown_consultations,
    grown_courses,
    grown_data,
    grown_documents,
    grown_errands,
    grown_evaluations,
    grown_ledger,
    grown_lots,
    grown_meetings,
    grown_people,
    grown_places,
    grown_promises,
    grown_reach,
    grown_reports,
    grown_results,
    grown_scenarios,
    grown_support,
    grown_survey_desk,
    grown_surveys,
    grown_threads,
    grown_visions,
    grown_waves,
)

ROOMS = (
    grown_associations,
    grown_ballots,
    grown_company,
    grown_circles,
    grown_consultations,
    grown_courses,
    grown_data,
    grown_documents,
    grown_errands,
    grown_evaluations,
    grown_ledger,
    grown_lots,
    grown_meetings,
    grown_people,
    grown_places,
    grown_promises,
    grown_reach,
    grown_reports,
    grown_scenarios,
    grown_results,
    grown_support,
    grown_survey_desk,
    grown_surveys,
    grown_threads,
    grown_visions,
    grown_waves,
)
# page → (address, most queries it may take)
PUBLIC: dict[str, tuple[str, int]] = {page: told for room in ROOMS for page, told in room.PUBLIC.items()}
STAFF: dict[str, tuple[str, int]] = {page: told for room in ROOMS for page, told in room.STAFF.items()}


def grow(issue: Issue, rows: int, device: str) -> dict[str, int | str]:
    """So many rows in every list of these rooms; what the addresses name."""
    associations = grown_associations.associations(rows, device)
    return {
        **grown_meetings.meetings(issue, rows),
        **grown_threads.told(issue, WardFactory(), rows),
        **grown_documents.documents(issue, rows),
        **grown_consultations.consultations(issue, rows),
        **grown_evaluations.reviews(issue, rows),
        **grown_survey_desk.surveys(issue, rows),
        **grown_reach.reach(issue, rows),
        **grown_lots.lots(issue, rows),
        **grown_visions.visions(issue, rows),
        **grown_support.support(rows),
        **grown_scenarios.scenarios(issue, rows),
        **grown_results.results(rows),
        **grown_ballots.ballots(rows),
        **grown_promises.promises(issue, rows),
        **grown_reports.reports(issue, rows),
        **grown_circles.circles(issue, rows),
        **grown_ledger.ledger(issue, rows),
        **grown_errands.grow(rows, WardFactory()),
        **associations,
        **grown_company.company(rows, int(associations["association"])),
        **grown_people.people(rows),
        **grown_waves.waves(issue, rows),
        **grown_places.places(WardFactory(), rows),
    }
