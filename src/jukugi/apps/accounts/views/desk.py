"""The desk's pages: codes for residents, and roles that end."""

import csv
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jukugi.apps.accounts import actions, permissions, queries
from jukugi.apps.accounts.actions import GivenCodes
from jukugi.apps.accounts.enums import CodeWay
from jukugi.apps.accounts.forms import BatchForm, StopForm, TermForm
from jukugi.apps.accounts.models import ResidentBatch, Role, User
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.mail import site_address
from jukugi.kit.pages.rendering import refusal_page


@never_cache
@login_required
def residents(request: HttpRequest) -> HttpResponse:
    """Batches with their numbers, and the form for a new one, whose codes are told this once."""
    wards = permissions.wards_with_codes(request.user)
    if not wards:
        return refusal_page(request, NotAllowed())
    form = BatchForm(request.POST if request.method == "POST" else None, wards=wards)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.make_resident_codes(
                way=CodeWay(given["way"]),
                count=given["count"],
                ward=given["ward"],
                valid_until=given["valid_until"],
                actor=cast(User, request.user),
                now=timezone.now(),
            )
        except Refusal as error:
            form.add_error(None, str(words_for(error)))
        else:
            return _table(made) if given["output"] == "csv" else _letters(request, made)
    context = {
        "form": form,
        "batches": queries.batches(wards, now=timezone.now()),
        "today": timezone.localdate(),
        "confirmed": queries.confirmed_residents(),
        "people": queries.people_on_the_web(),
    }
    return render(request, "accounts/residents.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
def stop(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """Stop a batch, with the reason."""
    wards = permissions.wards_with_codes(request.user)
    batch = get_object_or_404(ResidentBatch.objects.select_related("ward"), pk=batch_pk)
    if None not in wards and batch.ward_id not in wards:
        return refusal_page(request, NotAllowed())
    form = StopForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.stop_batch(
                batch=batch, reason=form.cleaned_data["reason"], actor=cast(User, request.user), now=timezone.now()
            )
        except Refusal as error:
            form.add_error(None, str(words_for(error)))
        else:
            messages.success(request, _("束を止めました。まだ使われていないコードは、もう入れられません。"))
            return redirect("accounts:residents")
    return render(request, "accounts/stop.html", {"form": form, "batch": batch}, status=400 if form.errors else 200)


@never_cache
@login_required
def roles(request: HttpRequest) -> HttpResponse:
    """Roles that end soon, that have ended, and the others."""
    if not permissions.can_run_roles(request.user):
        return refusal_page(request, NotAllowed())
    today = timezone.localdate()
    next_end = actions.last_day_of_year(today + queries.SOON)
    return render(request, "accounts/roles.html", {"terms": queries.role_terms(today), "next_end": next_end})


@never_cache
@login_required
def extend(request: HttpRequest, role_pk: int) -> HttpResponse:
    """Let another's role go on."""
    if not permissions.can_run_roles(request.user):
        return refusal_page(request, NotAllowed())
    role = get_object_or_404(Role.objects.select_related("user", "area"), pk=role_pk)
    initial = {"ends_on": actions.last_day_of_year(timezone.localdate() + queries.SOON)}
    form = TermForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.extend_role(
                role=role, ends_on=form.cleaned_data["ends_on"], actor=cast(User, request.user), now=timezone.now()
            )
        except Refusal as error:
            form.add_error("ends_on", str(words_for(error)))
        else:
            messages.success(request, _("役割の終わりの日を延ばしました。記録に残っています。"))
            return redirect("accounts:roles")
    return render(request, "accounts/extend.html", {"form": form, "role": role}, status=400 if form.errors else 200)


def _letters(request: HttpRequest, made: GivenCodes) -> HttpResponse:
    context = {"made": made, "enter": site_address("/me/resident/")}
    return render(request, "accounts/residents_printed.html", context)


def _table(made: GivenCodes) -> HttpResponse:
    """For a mail merge: a number to tick off, the code, where to enter it, until when."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="resident-codes-{made.batch.pk}.csv"'
    table = csv.writer(response)
    table.writerow([_("番号"), _("コード"), _("入れる所"), _("最後の日")])
    address, last_on = site_address("/me/resident/"), made.batch.valid_until.isoformat()
    table.writerows([number, code, address, last_on] for number, code in enumerate(made.codes, start=1))
    return response
