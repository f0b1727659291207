from collections.abc import Callable
from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.queries import wards
from jukugi.apps.organizations import actions, permissions, queries
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.errors import (
    OrganizationExists,
    OrganizationHasMembers,
    OrganizationNeedsName,
    SuccessorIsPredecessor,
    TermEndsBeforeItStarts,
)
from jukugi.apps.organizations.forms.bodies import (
    EditOrganizationForm,
    EndForm,
    HandOverForm,
    MemberForm,
    NewOrganizationForm,
)
from jukugi.apps.organizations.models import Membership, Organization
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page

# Beside which field a refusal stands; others stand above the form.
FIELDS: dict[type[Refusal], str] = {
    OrganizationExists: "name",
    OrganizationNeedsName: "name",
    OrganizationHasMembers: "last_on",
    TermEndsBeforeItStarts: "last_on",
    SuccessorIsPredecessor: "successor",
}
OTHER_KINDS = [kind for kind in OrganizationKind if kind != OrganizationKind.DEPARTMENT]


@login_required
def organizations(request: HttpRequest) -> HttpResponse:
    """Departments with who is in term; ``?show=bodies`` shows the others, by ward and kind, 50 a page."""
    reach = permissions.reach_of(request.user)
    if not reach.is_staff:
        return refusal_page(request, NotAllowed())
    day, with_ended = timezone.localdate(), request.GET.get("ended") == "1"
    context = {"reach": reach, "with_ended": with_ended}
    if request.GET.get("show") != "bodies":
        rows = queries.department_rows(day=day, with_ended=with_ended)
        return render(request, "organizations/department_list.html", context | {"rows": rows, "day": day})
    all_wards = wards()
    ward = next((each for each in all_wards if each.code == request.GET.get("ward")), None)
    kind = next((each.value for each in OTHER_KINDS if each.value == request.GET.get("kind")), "")
    page = queries.bodies(ward=ward, kind=kind, number=request.GET.get("page", "1"), day=day, with_ended=with_ended)
    context |= {"page": page, "wards": all_wards, "kinds": OTHER_KINDS, "ward": ward, "kind": kind}
    return render(request, "organizations/body_list.html", context)


@login_required
def new_organization(request: HttpRequest) -> HttpResponse:
    """Add a department or another body."""
    reach = permissions.reach_of(request.user)
    if not reach.can_change_any:
        return refusal_page(request, NotAllowed())
    form = NewOrganizationForm(request.POST if request.method == "POST" else None, reach=reach)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_organization(**form.cleaned_data, actor=cast(User, request.user), now=timezone.now())
            return redirect("organizations:organization", organization_pk=added.pk)
        except Refusal as error:
            _refuse(form, error)
    return _form_page(request, "organizations/organization_new.html", form)


@login_required
def organization(request: HttpRequest, organization_pk: int) -> HttpResponse:
    """One body: who is in it since when, who comes, who was."""
    shown = _organization(organization_pk)
    reach = permissions.reach_of(request.user)
    if not reach.is_staff:
        return refusal_page(request, NotAllowed())
    can_change = reach.covers(shown.kind, shown.area_id)
    return _organization_page(request, shown, MemberForm(), can_change=can_change, looks_after=reach.looks_after(shown))


@login_required
def edit_organization(request: HttpRequest, organization_pk: int) -> HttpResponse:
    """Correct what is said of a body, or end it."""
    edited = _organization(organization_pk)
    if not permissions.can_change(request.user, edited):
        return refusal_page(request, NotAllowed())
    form = (
        EditOrganizationForm(request.POST, organization=edited)
        if request.method == "POST"
        else EditOrganizationForm.of(edited)
    )
    if form.is_valid() and _is_done(
        form,
        lambda: actions.edit_organization(
            organization=edited, **form.values, actor=cast(User, request.user), now=timezone.now()
        ),
    ):
        return _back(request, edited.pk, _("直しました。"))
    return _form_page(request, "organizations/organization_edit.html", form, organization=edited)


@login_required
@require_POST
def add_member(request: HttpRequest, organization_pk: int) -> HttpResponse:
    """Begin somebody's term in a body."""
    joined = _organization(organization_pk)
    if not permissions.can_change(request.user, joined):
        return refusal_page(request, NotAllowed())
    form = MemberForm(request.POST)
    if form.is_valid() and _is_done(
        form,
        lambda: actions.add_member(
            organization=joined, **form.values, actor=cast(User, request.user), now=timezone.now()
        ),
    ):
        return _back(request, joined.pk, _("加えました。"))
    return _organization_page(request, joined, form, can_change=True)


@login_required
def end_membership(request: HttpRequest, membership_pk: int) -> HttpResponse:
    """End a term."""
    ended = _membership(membership_pk)
    if not permissions.can_change(request.user, ended.organization):
        return refusal_page(request, NotAllowed())
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_done(
        form,
        lambda: actions.end_membership(
            membership=ended, ends_on=form.ends_on, actor=cast(User, request.user), now=timezone.now()
        ),
    ):
        return _back(request, ended.organization_id, _("任期の終わりを記録しました。"))
    return _form_page(request, "organizations/membership_end.html", form, membership=ended)


@login_required
def hand_over(request: HttpRequest, membership_pk: int) -> HttpResponse:
    """End a term and begin the successor's, as every April."""
    ended = _membership(membership_pk)
    if not permissions.can_change(request.user, ended.organization):
        return refusal_page(request, NotAllowed())
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_done(
        form,
        lambda: actions.hand_over(
            membership=ended, **form.cleaned_data, actor=cast(User, request.user), now=timezone.now()
        ),
    ):
        return _back(request, ended.organization_id, _("前任の任期を終えて、後任を加えました。"))
    return _form_page(request, "organizations/membership_hand_over.html", form, membership=ended)


def _organization(pk: int) -> Organization:
    return get_object_or_404(Organization.objects.select_related("area"), pk=pk)


def _membership(pk: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("organization__area", "person"), pk=pk)


def _is_done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what is refused stands in the form, with everything that was typed."""
    try:
        act()
    except Refusal as error:
        _refuse(form, error)
    return form.is_valid()


def _refuse(form: forms.Form, error: Refusal) -> None:
    field = FIELDS.get(type(error))
    form.add_error(field if field in form.fields else None, str(words_for(error)))


def _back(request: HttpRequest, organization_pk: int, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect("organizations:organization", organization_pk=organization_pk)


def _form_page(request: HttpRequest, template: str, form: forms.Form, **shown: object) -> HttpResponse:
    return render(request, template, {"form": form} | shown, status=400 if form.is_bound else 200)


def _organization_page(
    request: HttpRequest,
    organization: Organization,
    form: MemberForm,
    *,
    can_change: bool,
    looks_after: bool = False,
) -> HttpResponse:
    day = timezone.localdate()
    context = {
        "organization": organization,
        "terms": queries.terms_of(organization, day=day),
        "can_change": can_change,
        "looks_after": looks_after,
        "has_ended": organization.ended_on is not None and organization.ended_on <= day,
        "form": form,
    }
    return render(request, "organizations/organization.html", context, status=400 if form.is_bound else 200)
