"""A report that was published, one that is written and one that waits for another hand, for the permission matrix."""

from typing import Any

from jukugi.apps.processes.models import Process
from jukugi.apps.reports.models import ReportFile
from jukugi.apps.reports.tests.factories import begun, handed_over, published
from jukugi.kit.report_sections import digest_of

WAITS = ("reports:publish", "reports:send-back")


class ReportsForAllRoles:
    """One of each. The published one has a file, as if the job had made it."""

    def __init__(self, process: Process) -> None:
        self.edition = published(process=process)
        ReportFile.objects.create(edition=self.edition, form="docx", size=1, digest="0" * 64, content=b"x")
        self.draft = begun(process=process)
        self.waiting = handed_over(process=process)

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of the room."""
        is_desk = route.removeprefix("reports:") not in ("report", "edition", "data", "file")
        report = self.waiting.pk if route in WAITS else self.draft.pk if is_desk else self.edition.report_id
        return {"report_pk": report, "number": 1, "form": "docx", "section": "opinions"}

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of the room take."""
        begin = {"process": self.edition.report.process_id, "kind": "interim", "title": "別の報告"}
        return {
            "reports:new": begin,
            "reports:desk-report": {"title": "別の名前"},
            "reports:section": {"before": "前", "after": "後"},
            "reports:arrange": {"act": "down"},
            "reports:hand-over": {"reason": ""},
            "reports:send-back": {"reason": "直してください。"},
            "reports:publish": {"digest": digest_of(self.waiting.asked_content)},
        }
