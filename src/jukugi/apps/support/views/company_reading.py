"""The sheets that associations let a body read: for its people who sign in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jukugi.apps.support import permissions
from jukugi.apps.support.actions import accompanying
from jukugi.apps.support.queries.company import company_of, sheets_named_for
from jukugi.apps.support.views.company_asked import association_or_404, signed_in
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page


@never_cache
@login_required
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """Associations that let one of the person's bodies read."""
    named = sheets_named_for(signed_in(request), day=timezone.localdate())
    return render(request, "support/company/read_list.html", {"named": named})


@never_cache
@login_required
@require_safe
def sheet(request: HttpRequest, association_pk: int) -> HttpResponse:
    """The sheet and what is agreed on; the opening is told to the association."""
    organization = association_or_404(association_pk)
    try:
        access = permissions.sheet_access(request.user, organization, day=timezone.localdate())
    except NotAllowed as error:
        return refusal_page(request, error)
    if access.is_in_charge:
        return redirect("support:company-association", association_pk)
    accompanying.open_sheet(access=access, now=timezone.now())
    context = {"company": company_of(organization), "access": access, "today": timezone.localdate()}
    return render(request, "support/company/read.html", context)
