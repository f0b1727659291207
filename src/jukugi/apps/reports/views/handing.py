"""The way of a report to the public: handed over, sent back, published by another person."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.reports import actions, errors
from jukugi.apps.reports.forms import BackForm, HandForm
from jukugi.apps.reports.views.asked import signed_in, written_report
from jukugi.apps.reports.views.desk import report_page
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.asked import tell

REASONS: dict[type[Refusal], str] = {errors.ReasonMissing: "reason"}


@require_POST
@login_required
def hand_over(request: HttpRequest, report_pk: int) -> HttpResponse:
    """Freeze the report with the figures of now, for another person to publish."""
    found = written_report(request, report_pk)
    if isinstance(found, HttpResponse):
        return found
    form = HandForm(request.POST, is_first=not found.editions.exists())
    if form.is_valid():
        try:
            actions.hand_over(
                report=found,
                reason=form.cleaned_data["reason"],
                issuer=settings.CITY_NAME,
                site=settings.SITE_URL,
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("承認に出しました。ほかの施策担当者が読んで公開します。"))
            return redirect("reports:desk-report", found.pk)
        except Refusal as error:
            tell(form, error, REASONS)
    return report_page(request, found, hand_form=form)


@require_POST
@login_required
def send_back(request: HttpRequest, report_pk: int) -> HttpResponse:
    """Let it be written again."""
    found = written_report(request, report_pk)
    if isinstance(found, HttpResponse):
        return found
    form = BackForm(request.POST)
    if form.is_valid():
        try:
            actions.send_back(report=found, **form.cleaned_data, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("戻しました。また書けます。"))
            return redirect("reports:desk-report", found.pk)
        except Refusal as error:
            tell(form, error)
    return report_page(request, found, back_form=form)


@require_POST
@login_required
def publish(request: HttpRequest, report_pk: int) -> HttpResponse:
    """Publish what was handed over, as it stood then; the files are made by a job."""
    found = written_report(request, report_pk)
    if isinstance(found, HttpResponse):
        return found
    try:
        digest = request.POST.get("digest", "")
        made = actions.publish_report(report=found, digest=digest, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        messages.error(request, str(words_for(error)))
        return report_page(request, found, status=error.status)
    messages.success(request, _("公開しました。WordとPDFは、まもなくできます。"))
    return redirect(made)
