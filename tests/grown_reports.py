"""Reports with many rows in every list, to count what their pages ask the database."""

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.issues.models import Issue
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.reports.tests.factories import again, begun, handed_over, published

PUBLIC = {
    "reports": ("/reports/", 10),
    "report": ("/reports/{report}/1/", 90),
    "data of a report": ("/reports/{report}/1/report.json", 8),
}
STAFF = {
    "desk reports": ("/desk/reports/", 36),
    "new report": ("/desk/reports/new/", 36),
    "desk report": ("/desk/reports/{report_draft}/", 40),
    "preview of a report": ("/desk/reports/{report_draft}/preview/", 110),
    "words of a section": ("/desk/reports/{report_draft}/sections/opinions/", 46),
}


def reports(_issue: Issue, rows: int) -> dict[str, int | str]:
    """So many published reports, drafts and reports that wait; one with as many editions.

    On a process of its own: sections tell of up to three published results each, with queries for every one of them.
    """
    process, writer, head = ProcessFactory(), RoleFactory().user, RoleFactory().user
    edition = published(process=process, writer=writer, head=head)
    for _number in range(rows):
        published(process=process, writer=writer, head=head)
        handed_over(process=process, writer=writer)
        again(edition.report, writer=writer, head=head)
    return {"report": edition.report_id, "report_draft": begun(process=process, writer=writer).pk}
