"""What reports tell of documents: what is public, and how many of their sentences know where they come from."""

from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.drafts.models import ClauseText
from jukugi.apps.drafts.queries.reaching import reached_whole, without_origin
from jukugi.apps.drafts.queries.reading import public_documents
from jukugi.apps.opinions.queries.reaching import shown
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.wording import jdate, thousands
from jukugi.kit.report_sections import Content, Number, ReportSection, Rows, report_sections


def register() -> None:
    about = gettext_lazy("公開している文書の版、文の数、文になった声")
    report_sections.register("drafts", ReportSection(gettext_lazy("文書と、文の由来"), about, documents), order=60)


def documents(process: Process, now: datetime) -> Content | None:
    """Ten queries."""
    rows = [row for row in public_documents() if row.document.process_id == process.pk]
    if not rows:
        return None
    path, unit = reverse("drafts:list"), _("件")
    of_texts = Q(edition__in=[row.edition.pk for row in rows]) & ~Q(text="")
    texts = ClauseText.objects.filter(of_texts).aggregate(n=Count("pk"))["n"]
    known, public = texts - without_origin(process), shown(process)
    numbers = (
        Number("documents", _("公開している文書"), len(rows), _("文書"), _("公開している文書のすべて"), None, path),
        Number(
            "clauses", _("由来の分かる文"), known, _("文"), _("いちばん新しい版の、本文のある文のうち"), texts, path
        ),
        Number(
            "voices", _("文のもとになった意見"), reached_whole(process), unit, _("公開している意見のうち"), public, path
        ),
    )
    table = Rows(
        _("公開している文書"),
        (_("文書"), _("版"), _("公開した日"), _("文"), _("もとになった声")),
        tuple(
            (
                row.document.title,
                _("第%(number)d版（%(stage)s）")
                % {"number": row.edition.number, "stage": row.edition.get_stage_display()},
                jdate(timezone.localdate(row.edition.published_at)) if row.edition.published_at else "",
                thousands(row.clauses),
                thousands(row.voices),
            )
            for row in rows
        ),
        of=_("文の数は見出しも含みます。声は、どの文につながっても一件と数えます。"),
        numeric=(3, 4),
        source=path,
    )
    return Content((), numbers, (), (table,))
