"""Consultations: asked without an account, read by the receipt, and their sums for everybody."""

import csv

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.processes.queries import main_process
from jukugi.apps.support.actions import consulting
from jukugi.apps.support.forms.consultations import AskForm
from jukugi.apps.support.papers import ask_card
from jukugi.apps.support.queries.figures import company_figures, inquiry_figures
from jukugi.apps.support.views.company_asked import sent
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.papers import form_pdf_apart
from jukugi.kit.sheets import safe_row


def open_issues() -> QuerySet[Issue]:
    """Issues of the main process that one may name. One query before it."""
    process = main_process()
    return Issue.objects.filter(process=process, ended_at__isnull=True) if process is not None else Issue.objects.none()


@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Ask; a receipt number comes back."""
    form = AskForm(sent(request), is_staff=False, wards=Area.objects.wards(), issues=open_issues())
    participation = participation_of(request)
    participation.offer()
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            with participation.acting(now=now) as author:
                inquiry = consulting.ask(draft=form.draft, author=author, now=now)
            return redirect("receipt", inquiry.receipt)
        except Refusal as error:
            tell(form, error)
    return render(request, "support/consultations/ask.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """The same on paper."""
    try:
        address = request.build_absolute_uri(reverse("support:ask"))
        content = form_pdf_apart(ask_card(address=address, threads_url=request.build_absolute_uri("/threads/")))
    except Refusal as error:
        return refusal_page(request, error, back=reverse("support:ask"))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="consultation-card.pdf"'
    return response


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Consultations in sums."""
    return render(request, "support/consultations/figures.html", {"parts": inquiry_figures()})


@require_safe
def figures_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="consultations.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("分け方"), _("こと"), _("件"), _("数えた日")])
    for part in inquiry_figures():
        day = timezone.localdate(part.counted_at).isoformat() if part.counted_at else ""
        for one in part.figures:
            writer.writerow(safe_row([part.title, one.label, "" if one.count is None else one.count, day]))
    return response


@require_safe
def company(request: HttpRequest) -> HttpResponse:
    """How many associations support reached, and what they named, without any name."""
    return render(request, "support/company/figures.html", {"figures": company_figures()})
