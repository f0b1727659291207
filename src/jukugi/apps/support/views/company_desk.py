"""Company at the desk: what one is in charge of, who is in charge, visits, and whom no support reaches."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jukugi.apps.support import permissions
from jukugi.apps.support.actions import accompanying, proposing, receiving, visiting
from jukugi.apps.support.actions.receiving import RowFault
from jukugi.apps.support.enums import Need, VisitWay
from jukugi.apps.support.forms.company import NeedsForm, OfficerForm, ReceivedForm, VisitForm
from jukugi.apps.support.models import Charge, SupportOffer
from jukugi.apps.support.queries import company as queries
from jukugi.apps.support.views.company import usable_matches
from jukugi.apps.support.views.company_asked import (
    Side,
    association_or_404,
    done,
    form_page,
    is_done,
    sent,
    side_of,
    signed_in,
)
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page

FAULTS_SHOWN = 100


@never_cache
@login_required
@require_safe
def company(request: HttpRequest) -> HttpResponse:
    """Associations in one's charge, and those of the ward that wait for somebody."""
    wards = permissions.company_wards(request.user)
    reaches = permissions.unreached_wards(request.user)
    if not wards and reaches is not None and not reaches:
        return refusal_page(request, NotAllowed())
    day = timezone.localdate()
    context = {
        "rows": queries.in_charge_rows(signed_in(request), wards, day=day),
        "waiting": queries.without_charge(wards, day=day),
        "has_ward": bool(wards),
    }
    return render(request, "support/company/desk.html", context)


@never_cache
@login_required
def officer(request: HttpRequest, association_pk: int) -> HttpResponse:
    """Say who is in charge of an association; or hand it over with ``?from=`` and a charge."""
    organization = association_or_404(association_pk)
    try:
        permissions.check_is_of_ward(request.user, organization)
    except NotAllowed as error:
        return refusal_page(request, error)
    former = _former(request, association_pk)
    people = permissions.officers_of_ward(organization.area_id)
    form = OfficerForm(sent(request), officers=people, hands_over=former is not None)
    side = Side(organization, signed_in(request), is_staff=True)
    home = reverse("support:company")

    def act() -> None:
        given, now = form.cleaned_data, timezone.now()
        if former is None:
            accompanying.name_officer(
                organization=organization, officer=given["officer"], actor=signed_in(request), now=now
            )
        else:
            accompanying.hand_over(
                charge=former, officer=given["officer"], note=given["note"], actor=signed_in(request), now=now
            )

    if is_done(form, act):
        return done(request, _("受け持ちを決めました。団体のページにも、名前が出ます。"), home)
    title = _("受け持ちを引き継ぐ") if former else _("受け持ちを決める")
    lead = (
        _("引き継ぐと、いまの受け持ちは、この団体の状況シートを読めなくなります。")
        if former
        else _("受け持ちになった人だけが、この団体の状況シートを読めます。だれになったかは、団体に伝わります。")
    )
    return form_page(request, form, side, title=title, lead=lead, press=_("決める"), back=home, shows_name=True)


@never_cache
def visit(request: HttpRequest, association_pk: int) -> HttpResponse:
    """Keep what was heard, and a first step."""
    side = side_of(request, association_pk, True)
    if isinstance(side, HttpResponse):
        return side
    form = VisitForm(sent(request), matches=usable_matches(side), today=timezone.localdate())
    if is_done(
        form,
        lambda: visiting.record_visit(
            organization=side.organization,
            visited_on=form.cleaned_data["visited_on"],
            way=VisitWay(form.cleaned_data["way"]),
            heard=form.cleaned_data["heard"],
            helped=form.cleaned_data["helped"],
            step=form.draft,
            actor=signed_in(request),
            now=timezone.now(),
        ),
    ):
        return done(request, _("話したことを書きとめました。団体のページでも読めます。"), side.home)
    lead = _("聞いたことと、決めた次の一歩を書きます。団体の役員も、同じものを読みます。")
    return form_page(request, form, side, title=_("話したことを書く"), lead=lead, press=_("書きとめる"))


@never_cache
@login_required
@require_safe
def unreached(request: HttpRequest) -> HttpResponse:
    """Associations that took nothing and never asked."""
    wards = permissions.unreached_wards(request.user)
    if wards is not None and not wards:
        return refusal_page(request, NotAllowed())
    context = {
        "unreached": queries.unreached(wards, day=timezone.localdate()),
        "may_name": permissions.company_wards(request.user),
    }
    return render(request, "support/company/desk_unreached.html", context)


@never_cache
@login_required
def received(request: HttpRequest) -> HttpResponse:
    """Bring a table of who took which support; everything that is wrong in it is told at once."""
    wards = permissions.unreached_wards(request.user)
    if wards is not None and not wards:
        return refusal_page(request, NotAllowed())
    form = ReceivedForm(sent(request), request.FILES if request.method == "POST" else None)
    faults: list[RowFault] = []
    taken = 0

    def act() -> None:
        nonlocal faults, taken
        brought = receiving.read_list(form.cleaned_data["file"].read(), wards=wards)
        faults = list(brought.faults)
        taken = receiving.take_list(
            received=brought,
            source=form.cleaned_data["source"],
            takes_good_rows=form.cleaned_data["takes_good_rows"],
            actor=signed_in(request),
            now=timezone.now(),
        )

    if is_done(form, act):
        words = _("%(count)d行を取り込みました。") % {"count": taken}
        if faults:
            words += _("読めなかった%(count)d行は、取り込んでいません。") % {"count": len({one.row for one in faults})}
        return done(request, words, reverse("support:company-unreached"))
    context = {"form": form, "faults": faults[:FAULTS_SHOWN], "fault_count": len(faults), "needs": Need.labels}
    return render(request, "support/company/desk_received.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
def offer_needs(request: HttpRequest, offer_pk: int) -> HttpResponse:
    """Say with which needs of associations an offer helps."""
    offer = get_object_or_404(SupportOffer.objects.select_related("organization", "function", "area"), pk=offer_pk)
    try:
        permissions.check_can_keep(request.user, offer.area)
    except NotAllowed as error:
        return refusal_page(request, error)
    form = NeedsForm(sent(request), initial={"needs": [one.need for one in offer.needs.all()]})
    if is_done(
        form,
        lambda: proposing.say_what_it_helps(
            offer=offer,
            needs=[Need(one) for one in form.cleaned_data["needs"]],
            actor=signed_in(request),
            now=timezone.now(),
        ),
    ):
        return done(request, _("書きとめました。次に書かれる状況シートから、提案に使います。"), reverse("support:desk"))
    context = {"form": form, "offer": offer}
    return render(request, "support/company/desk_offer_needs.html", context, status=400 if form.errors else 200)


def _former(request: HttpRequest, association_pk: int) -> Charge | None:
    """The charge that is handed over, where the address names one of this association."""
    typed = request.GET.get("from", "")
    if not typed:
        return None
    rows = Charge.objects.running().filter(organization=association_pk).select_related("organization__area", "officer")
    return get_object_or_404(rows, pk=typed if typed.isascii() and typed.isdigit() else 0)
