"""April at the desk: lists of officers that are brought and taken, letters with codes."""

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.queries import export_stands
from jukugi.apps.areas.queries import wards
from jukugi.apps.organizations import actions, permissions, queries
from jukugi.apps.organizations.enums import OFFICERS_OF_A_WARD, OfficerListState
from jukugi.apps.organizations.forms.associations import ListForm
from jukugi.apps.organizations.models import OfficerList
from jukugi.apps.organizations.views.common import form_page, is_done, reach, signed_in
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.sheets import safe_cell

LETTERS_AT_MOST = 200


@login_required
def lists(request: HttpRequest) -> HttpResponse:
    """The lists that were brought, and the form for the next one."""
    found = reach(request)
    if isinstance(found, HttpResponse):
        return found
    today = timezone.localdate()
    form = (
        ListForm(request.POST, request.FILES, wards=found.care, today=today)
        if request.method == "POST"
        else ListForm(wards=found.care, today=today)
    )
    brought: list[OfficerList] = []
    if form.is_valid() and is_done(
        form,
        lambda: brought.append(actions.bring_list(**form.values, actor=signed_in(request), now=timezone.now())),
    ):
        return redirect("organizations:officer-list", list_pk=brought[0].pk)
    own = [ward for ward in wards() if found.looks_after_ward(ward.pk)]
    stands = export_stands(signed_in(request), OFFICERS_OF_A_WARD, [ward.code for ward in own], day=today)
    context = {
        "lists": queries.lists_of(wards=found.care),
        "written_out": [(ward, stands[ward.code]) for ward in own],
        "headings": actions.HEADINGS,
    }
    return form_page(request, "organizations/april.html", form, **context)


@login_required
def officer_list(request: HttpRequest, list_pk: int) -> HttpResponse:
    """One list: while it waits, all that is wrong with it and that it would change; afterwards what became of it."""
    shown = _list(request, list_pk)
    if isinstance(shown, HttpResponse):
        return shown
    plan = actions.plan_of(shown) if shown.state == OfficerListState.WAITING else None
    return render(request, "organizations/april_list.html", {"list": shown, "plan": plan})


@login_required
@require_POST
def take_list(request: HttpRequest, list_pk: int) -> HttpResponse:
    """Take it all, or with ``good`` the associations without a fault."""
    shown = _list(request, list_pk)
    if isinstance(shown, HttpResponse):
        return shown
    takes_good = request.POST.get("take") == "good"
    try:
        plan = actions.take_list(
            officer_list=shown, takes_good=takes_good, actor=signed_in(request), now=timezone.now()
        )
    except Refusal as error:
        return refusal_page(request, error, back=reverse("organizations:april"))
    if plan.is_unreadable or (plan.faults and not takes_good):
        return render(request, "organizations/april_list.html", {"list": shown, "plan": plan}, status=409)
    messages.success(request, _("名簿を取り込みました。次は、新しい役員に招待コードの手紙を渡します。"))
    return redirect("organizations:officer-list", list_pk=shown.pk)


@login_required
@require_POST
def drop_list(request: HttpRequest, list_pk: int) -> HttpResponse:
    """Give it up; the table goes."""
    shown = _list(request, list_pk)
    if isinstance(shown, HttpResponse):
        return shown
    try:
        actions.drop_list(officer_list=shown, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=reverse("organizations:april"))
    messages.success(request, _("取りやめました。名簿のファイルは消しました。"))
    return redirect("organizations:april")


@login_required
@require_POST
@never_cache
def current_list(request: HttpRequest, ward_code: str) -> HttpResponse:
    """The officers of a ward as a table that can be brought again: what to send to the associations to correct. Once
    another officer has agreed.
    """
    found = reach(request)
    if isinstance(found, HttpResponse):
        return found
    ward = next((each for each in wards() if each.code == ward_code), None)
    if ward is None or not found.looks_after_ward(ward.pk):
        return refusal_page(request, NotAllowed())
    try:
        rows = actions.write_out_officers(ward=ward, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=reverse("organizations:april") + "#current")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="officers-{ward.code}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(names[0] for names in actions.HEADINGS.values())
    for row in rows:
        writer.writerow(safe_cell(cell) for cell in row)
    return response


@login_required
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """Who has no code yet; by POST new codes, which stand on the letters this once."""
    found = reach(request)
    if isinstance(found, HttpResponse):
        return found
    day = timezone.localdate()
    own = [ward for ward in wards() if found.looks_after_ward(ward.pk)]
    ward = next((each for each in own if each.code == request.GET.get("ward")), None)
    if request.method == "POST":
        return _letters(request, found)
    waiting = queries.officers_without_code(wards=found.care, ward=ward, day=day)
    context = {"waiting": waiting[:LETTERS_AT_MOST], "count": len(waiting), "wards": own, "ward": ward}
    return render(request, "organizations/letters.html", context)


def _letters(request: HttpRequest, found: permissions.Reach) -> HttpResponse:
    """The letters of those who were chosen. Who reloads the page gives new codes: the former letters are void."""
    keys = [whole(typed) for typed in request.POST.getlist("officer")]
    chosen = queries.officers_chosen(keys[:LETTERS_AT_MOST], wards=found.care, day=timezone.localdate())
    if not chosen:
        messages.error(request, _("手紙を渡す人が選ばれていません。一人以上を選んでください。"))
        return redirect("organizations:letters")
    try:
        given = actions.give_codes(officers=chosen, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error)
    enter = request.build_absolute_uri(reverse("organizations:enter-code"))
    letters = [
        {"given": each, "address": request.build_absolute_uri(reverse("organizations:code", args=[each.digits]))}
        for each in given
    ]
    return render(request, "organizations/letters_printed.html", {"letters": letters, "enter": enter})


def _list(request: HttpRequest, list_pk: int) -> OfficerList | HttpResponse:
    found = get_object_or_404(OfficerList.objects.select_related("ward"), pk=list_pk)
    if not permissions.reach_of(request.user).looks_after_ward(found.ward_id):
        return refusal_page(request, NotAllowed())
    return found
