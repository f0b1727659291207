"""Who is responsible for an issue, and the city's working material on it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.issues import actions, permissions
from jukugi.apps.issues.forms import DutyForm, MaterialForm, OpenMaterialForm
from jukugi.apps.issues.models import Issue, Material
from jukugi.apps.issues.views.desk_parts import back_to, desk_page, done, issue_for_staff, signed_in
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page, set_subject


@login_required
def duty(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """Who is responsible, who was, and what material there is; another department takes over from here."""
    issue = issue_for_staff(issue_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    form = DutyForm(request.POST) if request.method == "POST" else None

    def assign() -> None:
        if form is not None:
            actions.assign_department(
                issue=issue,
                department=form.cleaned_data["department"],
                reason=form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"],
                actor=signed_in(request),
                now=timezone.now(),
            )

    if form is not None and done(request, form, assign, _("担当を変えました。理由と日付が公開されています。")):
        return back_to("issues:duty", issue)
    return _page(request, issue, duty_form=form)


@login_required
@require_POST
def add(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """Put working material to an issue."""
    issue = issue_for_staff(issue_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    form = MaterialForm(request.POST)

    def put() -> None:
        actions.add_material(issue=issue, **form.cleaned_data, actor=signed_in(request), now=timezone.now())

    if done(request, form, put, _("資料を加えました。あること、課、日付だけが公開されています。")):
        return back_to("issues:duty", issue)
    return _page(request, issue, material_form=form)


def material(request: HttpRequest, material_pk: int) -> HttpResponse:
    """One piece of material for everybody: what it says only once it was opened."""
    found = get_object_or_404(Material.objects.select_related("issue__process", "department"), pk=material_pk)
    set_subject(request, found.issue.process)
    shown = {"title": found.title, "text": found.text} if found.opened_at is not None else None
    may_read = permissions.can_read_internal(request.user)
    context = {"material": found, "issue": found.issue, "shown": shown, "may_read": may_read}
    return render(request, "issues/material.html", context)


@login_required
def desk_material(request: HttpRequest, material_pk: int) -> HttpResponse:
    """One piece of material for officers; from here it is opened."""
    found = get_object_or_404(Material.objects.select_related("department"), pk=material_pk)
    issue = issue_for_staff(found.issue_id)
    if not permissions.can_read_internal(request.user):
        return refusal_page(request, NotAllowed(), back=issue.get_absolute_url())
    can_edit = permissions.can_edit(request.user)
    if request.method == "POST" and not can_edit:
        return refusal_page(request, NotAllowed(), back=issue.get_absolute_url())
    form = OpenMaterialForm(request.POST if request.method == "POST" else None)

    def open_it() -> None:
        actions.open_material(material=found, **form.cleaned_data, actor=signed_in(request), now=timezone.now())

    if request.method == "POST" and done(request, form, open_it, _("公開しました。だれでも読めます。")):
        return back_to("issues:duty", issue)
    context = {"material": found, "form": form if can_edit else None}
    status = 400 if form.errors else 200
    return desk_page(request, "issues/desk_material.html", issue, "duty", context, status=status)


def _page(
    request: HttpRequest, issue: Issue, *, duty_form: DutyForm | None = None, material_form: MaterialForm | None = None
) -> HttpResponse:
    first = {"department": issue.department_id, "seen": issue.department_id}
    context = {
        "duty_form": duty_form or DutyForm(initial=first),
        "material_form": material_form or MaterialForm(initial={"dated_on": timezone.localdate()}),
        "changes": issue.duty_changes.select_related("was", "became"),
        "materials": issue.materials.select_related("department"),
    }
    status = 400 if duty_form or material_form else 200
    return desk_page(request, "issues/desk_duty.html", issue, "duty", context, status=status)
