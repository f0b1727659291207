"""The register of associations, at the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.areas.queries import wards
from jukugi.apps.organizations import actions, queries
from jukugi.apps.organizations.forms.associations import (
    AreaForm,
    ConsentForm,
    ContactForm,
    HouseholdsForm,
    OfficerForm,
    PersonForm,
)
from jukugi.apps.organizations.forms.bodies import EndForm
from jukugi.apps.organizations.models import AccessCode, Officer
from jukugi.apps.organizations.views.common import form_page, has_ended, is_done, looked_after, reach, signed_in
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.rendering import refusal_page

TYPED_AT_MOST = 80


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """The associations that somebody looks after, with what is to be done about them in April."""
    found = reach(request)
    if isinstance(found, HttpResponse):
        return found
    day = timezone.localdate()
    own = [ward for ward in wards() if found.looks_after_ward(ward.pk)]
    ward = next((each for each in own if each.code == request.GET.get("ward")), None)
    typed = request.GET.get("q", "").strip()[:TYPED_AT_MOST]
    with_ended = request.GET.get("ended") == "1"
    page = queries.register(
        wards=found.care,
        ward=ward,
        typed=typed,
        number=request.GET.get("page", "1"),
        day=day,
        with_ended=with_ended,
    )
    context = {
        "reach": found,
        "wards": own,
        "ward": ward,
        "typed": typed,
        "with_ended": with_ended,
        "page": page,
        "totals": queries.totals(own, day=day, is_public=False),
        "without_code": len(queries.officers_without_code(wards=found.care, ward=ward, day=day)),
        "waiting": queries.lists_waiting(wards=found.care).count(),
        "duplicates": len(queries.duplicates(wards=found.care, day=day)),
        "day": day,
    }
    return render(request, "organizations/register.html", context)


@login_required
def association(request: HttpRequest, association_pk: int) -> HttpResponse:
    """One association: officers, codes, households by year, contact rules, consents, what became of it."""
    shown = looked_after(request, association_pk)
    if isinstance(shown, HttpResponse):
        return shown
    day = timezone.localdate()
    context = {
        "organization": shown,
        "hand_over": queries.hand_over_page(shown, day=day),
        "codes": queries.codes_of(shown, day=day),
        "memberships": queries.terms_of(shown, day=day).running,
        "has_ended": has_ended(shown),
        "day": day,
    }
    return render(request, "organizations/desk_association.html", context)


@login_required
def describe_area(request: HttpRequest, association_pk: int) -> HttpResponse:
    """Which area it serves, its number in the list, its federation."""
    shown = looked_after(request, association_pk)
    if isinstance(shown, HttpResponse):
        return shown
    form = AreaForm(request.POST or None, organization=shown, today=timezone.localdate())
    if form.is_valid() and is_done(
        form,
        lambda: actions.describe_area(organization=shown, **form.values, actor=signed_in(request), now=timezone.now()),
    ):
        return _back(request, shown.pk, _("直しました。"))
    return form_page(request, "organizations/desk_area.html", form, organization=shown)


@login_required
def record_households(request: HttpRequest, association_pk: int) -> HttpResponse:
    """Households and members on a day."""
    shown = looked_after(request, association_pk)
    if isinstance(shown, HttpResponse):
        return shown
    form = HouseholdsForm(request.POST or None)
    if form.is_valid() and is_done(
        form,
        lambda: actions.record_households(
            organization=shown, **form.cleaned_data, actor=signed_in(request), now=timezone.now()
        ),
    ):
        return _back(request, shown.pk, _("世帯数を記録しました。"))
    return form_page(
        request, "organizations/desk_households.html", form, organization=shown, years=queries.years_of(shown)
    )


@login_required
def set_contact(request: HttpRequest, association_pk: int) -> HttpResponse:
    """How it wants to be contacted, as it told the ward."""
    shown = looked_after(request, association_pk)
    if isinstance(shown, HttpResponse):
        return shown
    today, rule = timezone.localdate(), queries.contact_rule_of(shown)
    initial = {"ways": rule.ways, "wishes": rule.wishes} if rule else {}
    form = ContactForm(request.POST or None, today=today, initial=initial)
    if form.is_valid() and is_done(
        form,
        lambda: actions.set_contact_rule(
            organization=shown,
            ways=form.ways_chosen,
            wishes=form.cleaned_data["wishes"],
            channel=form.told["channel"],
            agreed_on=form.told["day"],
            actor=signed_in(request),
            now=timezone.now(),
        ),
    ):
        return _back(request, shown.pk, _("連絡の決まりを記録しました。"))
    return form_page(request, "organizations/desk_contact.html", form, organization=shown, rule=rule)


@login_required
@require_POST
def withdraw_contact(request: HttpRequest, association_pk: int) -> HttpResponse:
    """It wants no rule any more."""
    shown = looked_after(request, association_pk)
    if isinstance(shown, HttpResponse):
        return shown
    actions.withdraw_contact_rule(organization=shown, actor=signed_in(request), now=timezone.now())
    return _back(request, shown.pk, _("連絡の決まりを取り消しました。前の決まりは、記録に残っています。"))


@login_required
def choose_consents(request: HttpRequest, association_pk: int) -> HttpResponse:
    """What everybody may read of it, as it told the ward."""
    shown = looked_after(request, association_pk)
    if isinstance(shown, HttpResponse):
        return shown
    consents = queries.consents_of(shown)
    words = consents["contact"].words if "contact" in consents else ""
    initial = {"items": list(consents), "contact": words}
    form = ConsentForm(request.POST or None, today=timezone.localdate(), initial=initial)
    if form.is_valid() and is_done(
        form,
        lambda: actions.choose_consents(
            organization=shown,
            items=form.items_chosen,
            contact=form.cleaned_data["contact"],
            channel=form.told["channel"],
            chosen_on=form.told["day"],
            actor=signed_in(request),
            now=timezone.now(),
        ),
    ):
        return _back(request, shown.pk, _("公開することを記録しました。"))
    return form_page(request, "organizations/desk_consents.html", form, organization=shown)


@login_required
def add_officer(request: HttpRequest, association_pk: int) -> HttpResponse:
    """Begin the term of one officer, outside of the lists of April."""
    shown = looked_after(request, association_pk)
    if isinstance(shown, HttpResponse):
        return shown
    form = OfficerForm(request.POST or None)
    if form.is_valid() and is_done(
        form,
        lambda: actions.add_officer(organization=shown, **form.values, actor=signed_in(request), now=timezone.now()),
    ):
        return _back(request, shown.pk, _("役員を加えました。"))
    return form_page(request, "organizations/desk_officer_add.html", form, organization=shown)


@login_required
def tell_officer(request: HttpRequest, officer_pk: int) -> HttpResponse:
    """Correct what is kept of a person."""
    officer = _officer(request, officer_pk)
    if isinstance(officer, HttpResponse):
        return officer
    form = PersonForm(request.POST) if request.method == "POST" else PersonForm.of(officer)
    if form.is_valid() and is_done(
        form,
        lambda: actions.tell_officer(officer=officer, person=form.person, actor=signed_in(request), now=timezone.now()),
    ):
        return _back(request, officer.organization_id, _("直しました。"))
    return form_page(
        request, "organizations/desk_officer_tell.html", form, officer=officer, organization=officer.organization
    )


@login_required
def end_officer(request: HttpRequest, officer_pk: int) -> HttpResponse:
    """End a term, and what the officer's code opens."""
    officer = _officer(request, officer_pk)
    if isinstance(officer, HttpResponse):
        return officer
    form = EndForm(request.POST or None)
    if form.is_valid() and is_done(
        form,
        lambda: actions.end_officer(
            officer=officer, ends_on=form.ends_on, actor=signed_in(request), now=timezone.now()
        ),
    ):
        return _back(request, officer.organization_id, _("任期の終わりを記録しました。"))
    return form_page(
        request, "organizations/desk_officer_end.html", form, officer=officer, organization=officer.organization
    )


@login_required
@require_POST
def erase_officer(request: HttpRequest, officer_pk: int) -> HttpResponse:
    """Erase name and contact of a person who asks for it."""
    officer = _officer(request, officer_pk)
    if isinstance(officer, HttpResponse):
        return officer
    try:
        actions.erase_officer(officer=officer, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error)
    return _back(request, officer.organization_id, _("氏名と連絡先を消しました。役割と任期は残っています。"))


@login_required
@require_POST
def close_code(request: HttpRequest, code_pk: int) -> HttpResponse:
    """Close a code and the devices that it opened."""
    code = get_object_or_404(AccessCode.objects.select_related("organization"), pk=code_pk)
    shown = looked_after(request, code.organization_id)
    if isinstance(shown, HttpResponse):
        return shown
    actions.close_code(code=code, actor=signed_in(request), now=timezone.now())
    return _back(request, shown.pk, _("招待コードを止めました。そのコードで開いた機械でも、もう開けません。"))


def _officer(request: HttpRequest, officer_pk: int) -> Officer | HttpResponse:
    officer = get_object_or_404(Officer.objects.select_related("organization__area"), pk=officer_pk)
    shown = looked_after(request, officer.organization_id)
    return shown if isinstance(shown, HttpResponse) else officer


def _back(request: HttpRequest, association_pk: int, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect("organizations:desk-association", association_pk=association_pk)
