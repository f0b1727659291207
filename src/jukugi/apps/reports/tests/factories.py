from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.reports import actions
from jukugi.apps.reports.enums import ReportKind
from jukugi.apps.reports.models import Report, ReportEdition
from jukugi.kit.report_sections import digest_of


def begun(process: Process | None = None, writer: User | None = None, **fields) -> Report:
    """An interim report that is being written."""
    told = {"kind": ReportKind.INTERIM, "title": "中間報告書", "fiscal_year": None} | fields
    return actions.begin_report(
        process=process or ProcessFactory(), actor=writer or RoleFactory().user, now=timezone.now(), **told
    )


def hand(report: Report, writer: User, reason: str = "") -> Report:
    """Hand a report over for approval."""
    told = {"issuer": "見本市", "site": "https://example.jp", "now": timezone.now()}
    return actions.hand_over(report=report, reason=reason, actor=writer, **told)


def handed_over(process: Process | None = None, writer: User | None = None, **fields) -> Report:
    """A report that waits for another person."""
    writer = writer or RoleFactory().user
    return hand(begun(process, writer, **fields), writer)


def publish(report: Report, head: User | None = None) -> ReportEdition:
    """Publish what waits."""
    return actions.publish_report(
        report=report, digest=digest_of(report.asked_content), actor=head or RoleFactory().user, now=timezone.now()
    )


def published(
    process: Process | None = None, writer: User | None = None, head: User | None = None, **fields
) -> ReportEdition:
    """The first edition of a report."""
    return publish(handed_over(process, writer, **fields), head)


def again(report: Report, writer: User | None = None, head: User | None = None) -> ReportEdition:
    """A further edition of a report."""
    return publish(hand(report, writer or RoleFactory().user, reason="数が変わったため。"), head)
