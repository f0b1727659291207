"""Writing reports at the desk."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.reports import actions, errors, permissions, queries
from jukugi.apps.reports.enums import ArrangeAct, ReportKind
from jukugi.apps.reports.forms import BackForm, BeginForm, HandForm, TitleForm, WordsForm
from jukugi.apps.reports.freezing import Section, freeze, thaw
from jukugi.apps.reports.models import Report, ReportPart
from jukugi.apps.reports.reading import ShownSection, shown_section, shown_sections
from jukugi.apps.reports.views.asked import sent, signed_in, written_report
from jukugi.core.fiscal_year import fiscal_year_of
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.report_sections import Content, digest_of, report_sections

PLACES: dict[type[Refusal], str] = {
    errors.YearMissing: "fiscal_year",
    errors.YearOfOthers: "fiscal_year",
    errors.ProcessInPreparation: "process",
}


@login_required
def reports(request: HttpRequest) -> HttpResponse:
    """Every report: those that wait for approval first."""
    if not permissions.can_report(request.user):
        return refusal_page(request, NotAllowed())
    context = {
        "page": queries.desk_reports(request.GET.get("page")),
        "own_key": signed_in(request).actor_key,
    }
    return render(request, "reports/desk.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Begin a report; sections that fit its kind stand in it at once."""
    if not permissions.can_report(request.user):
        return refusal_page(request, NotAllowed())
    form = BeginForm(sent(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"kind": ReportKind(form.cleaned_data["kind"])}
        try:
            made = actions.begin_report(**given, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("報告をつくりました。載せる節を選び、言葉を書きます。"))
            return redirect("reports:desk-report", made.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"form": form, "year": fiscal_year_of(timezone.localdate())}
    return render(request, "reports/desk_new.html", context, status=400 if form.errors else 200)


@login_required
def report(request: HttpRequest, report_pk: int) -> HttpResponse:
    """One report: its sections in order, and the way to approval. A new name is sent here."""
    found = written_report(request, report_pk)
    if isinstance(found, HttpResponse):
        return found
    form = TitleForm(sent(request), initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_report(report=found, **form.cleaned_data, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("名前を変えました。"))
            return redirect("reports:desk-report", found.pk)
        except Refusal as error:
            tell(form, error)
    return report_page(request, found, title_form=form)


def report_page(request: HttpRequest, found: Report, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a report with what somebody typed in one of its forms. Four queries beside the frame's."""
    editions = list(found.editions.select_related("department").defer("content").order_by("-number"))
    own_key = signed_in(request).actor_key
    context = {
        "report": found,
        "parts": queries.parts_of(found),
        "editions": editions,
        "title_form": TitleForm(initial={"title": found.title}),
        "hand_form": HandForm(is_first=not editions),
        "back_form": BackForm(),
        "digest": digest_of(found.asked_content) if found.is_asked else "",
        "may_publish": own_key not in (found.asked_by, found.written_by),
        "next_number": (editions[0].number if editions else 0) + 1,
    } | forms
    is_wrong = any(form.errors for form in forms.values())
    return render(request, "reports/desk_report.html", context, status=400 if is_wrong and status == 200 else status)


@login_required
def section(request: HttpRequest, report_pk: int, section: str) -> HttpResponse:
    """The words before and after a section, beside what it tells now."""
    found = written_report(request, report_pk)
    if isinstance(found, HttpResponse):
        return found
    if section not in report_sections:
        raise Http404
    part = found.parts.filter(section=section).first() or ReportPart(report=found, section=section)
    form = WordsForm(sent(request), initial={"before": part.before, "after": part.after})
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data | {"section": section}
            actions.write_words(report=found, **words, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("言葉を残しました。"))
            return redirect("reports:desk-report", found.pk)
        except Refusal as error:
            tell(form, error)
    context = {"report": found, "part": part, "form": form, "sections": _now(found, only=section)}
    return render(request, "reports/desk_section.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
def arrange(request: HttpRequest, report_pk: int, section: str) -> HttpResponse:
    """Move a section, take it in or leave it out."""
    found = written_report(request, report_pk)
    if isinstance(found, HttpResponse):
        return found
    act = request.POST.get("act", "")
    if act not in ArrangeAct.values:
        raise Http404
    try:
        actions.arrange_section(
            report=found, section=section, act=ArrangeAct(act), actor=signed_in(request), now=timezone.now()
        )
    except Refusal as error:
        messages.error(request, str(words_for(error)))
        return report_page(request, found, status=error.status)
    return redirect(f"{reverse('reports:desk-report', args=[found.pk])}#sections")


@login_required
def preview(request: HttpRequest, report_pk: int) -> HttpResponse:
    """The report as it would read: of this moment, or, once it was handed over, just what will be published."""
    found = written_report(request, report_pk)
    if isinstance(found, HttpResponse):
        return found
    content, now = found.asked_content, timezone.now()
    frozen = thaw(content or _live(found))
    since = queries.changes_since(frozen, found.process, now) if content else []
    context = {"report": found, "frozen": frozen, "sections": shown_sections(frozen), "since": since}
    return render(request, "reports/desk_preview.html", context)


def _live(found: Report) -> str:
    issuer, site = settings.CITY_NAME, settings.SITE_URL
    return freeze(found, number=1, reason="", issuer=issuer, site=site, now=timezone.now())


def _now(found: Report, *, only: str) -> list[ShownSection]:
    """What one section tells at this moment."""
    content = report_sections[only].content(found.process, timezone.now())
    one = Section(only, str(report_sections[only].title), "", "", content or Content(), content is not None)
    return [shown_section(one, 0)]
