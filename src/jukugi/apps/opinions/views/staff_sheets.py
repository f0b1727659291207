"""The sheet beside what was typed in from it: seen, added and taken away by those who handle the voice."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from jukugi.apps.opinions import actions, errors, permissions
from jukugi.apps.opinions.enums import AttachmentKind
from jukugi.apps.opinions.forms.staff import REASON_LIMIT
from jukugi.apps.opinions.models import Attachment, Opinion
from jukugi.apps.opinions.policies import PDF_BYTES_AT_MOST
from jukugi.apps.opinions.views.asked import signed_in
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.rendering import refusal_page

# A policy of its own: nothing in a file runs, nothing is fetched for it.
LOCKED = "default-src 'none'; sandbox"


@login_required
def attachment(request: HttpRequest, attachment_pk: int) -> HttpResponse:
    """The photo to look at, the PDF as a file to keep."""
    found = get_object_or_404(Attachment.objects.select_related("submission__ward"), pk=attachment_pk)
    if not permissions.can_handle(request.user, found.submission):
        return refusal_page(request, NotAllowed())
    if found.removed_at is not None:
        return refusal_page(request, errors.AttachmentRemoved())
    is_photo = found.kind == AttachmentKind.PHOTO
    response = HttpResponse(bytes(found.content), content_type="image/jpeg" if is_photo else "application/pdf")
    if not is_photo:
        response.headers["Content-Disposition"] = f'attachment; filename="{found.submission.receipt}-{found.pk}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = LOCKED
    return response


@login_required
@require_POST
def attach(request: HttpRequest, opinion_pk: int) -> HttpResponse:
    """Lay a sheet beside the submission of an opinion."""
    opinion = get_object_or_404(Opinion.objects.with_origin(), pk=opinion_pk)
    if not permissions.can_handle(request.user, opinion.submission):
        return refusal_page(request, NotAllowed())
    back = reverse("opinions:revise", args=[opinion.pk])
    file = request.FILES.get("sheet")
    try:
        if file is None or not file.size:
            raise errors.AttachmentUnreadable
        if file.size > PDF_BYTES_AT_MOST:
            raise errors.AttachmentTooLarge
        actions.attach_sheet(
            submission=opinion.submission, content=file.read(), actor=signed_in(request), now=timezone.now()
        )
    except Refusal as error:
        return refusal_page(request, error, back=back)
    return redirect(back)


@login_required
@require_POST
def remove(request: HttpRequest, attachment_pk: int) -> HttpResponse:
    """Take a sheet away."""
    found = get_object_or_404(Attachment.objects.select_related("submission__ward"), pk=attachment_pk)
    first = found.submission.opinions.order_by("position").values_list("pk", flat=True)[0]
    back = reverse("opinions:revise", args=[first])
    try:
        reason = request.POST.get("reason", "")[:REASON_LIMIT]
        actions.remove_sheet(attachment=found, reason=reason, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=back)
    return redirect(back)
