"""What of this room is sealed."""

from jukugi.apps.reports.models import ReportEdition
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams
from jukugi.kit.report_sections import digest_of


def register() -> None:
    edition = ("pk", "report_id", "number", "as_of", "reason", "digest", "asked_by", "asked_at", "published_by")
    streams.register("report_editions", Stream(ReportEdition, (*edition, "published_at")))
    checks.register("report_contents", Check("報告の版の中身と指紋", contents_agree))


def contents_agree() -> Contradictions:
    """Editions whose content is not what their digest says. One query."""
    rows = ReportEdition.objects.order_by("pk").values_list("pk", "content", "digest")
    wrong = [pk for pk, content, digest in rows.iterator(chunk_size=20) if digest_of(content) != digest]
    return Contradictions(len(wrong), f"edition {wrong[0]}" if wrong else "")
