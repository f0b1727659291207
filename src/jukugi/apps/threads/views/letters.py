"""Paper for those without an e-mail address: lists by place, sheets to print, a list for the wall, the counter."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.areas.models import Area
from jukugi.apps.threads import errors, permissions
from jukugi.apps.threads.actions import addresses as actions
from jukugi.apps.threads.enums import TellingState
from jukugi.apps.threads.forms import EmailForm, NumberForm
from jukugi.apps.threads.models import Telling
from jukugi.apps.threads.policies import LETTERS_A_PAGE, is_offered
from jukugi.apps.threads.queries import letters
from jukugi.apps.threads.queries.links import page_of
from jukugi.apps.threads.queries.tellings import address_state
from jukugi.apps.threads.views.asked import for_counters, signed_in, voice_behind, ward_asked
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.mail import site_address
from jukugi.kit.pages.qr import qr_picture
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.receipts import kind_of


@for_counters
def batches(request: HttpRequest, telling_pk: int) -> HttpResponse:
    """How many letters of a telling lie where."""
    telling = _approved(telling_pk)
    if telling is None:
        return refusal_page(request, errors.LettersNotApproved())
    areas = permissions.areas_told_by(request.user)
    rows = letters.batches(telling.process, areas)
    context = {"telling": telling, "rows": rows, "total": sum(row.count for row in rows)}
    return render(request, "threads/staff_letters.html", context)


@for_counters
def sheets(request: HttpRequest, telling_pk: int) -> HttpResponse:
    """The letters of one place, one sheet each, to print."""
    telling = _approved(telling_pk)
    if telling is None:
        return refusal_page(request, errors.LettersNotApproved())
    ward, _known = ward_asked(request)
    if not _may_print(request, ward):
        return refusal_page(request, NotAllowed())
    place, now = request.GET.get("place", ""), timezone.now()
    first = (max(1, _whole(request.GET.get("page", ""))) - 1) * LETTERS_A_PAGE
    found, total = letters.sheets(
        telling.process, ward=ward.pk if ward else None, place=place, first=first, count=LETTERS_A_PAGE, now=now
    )
    page = Paginator(range(total), LETTERS_A_PAGE).get_page(first // LETTERS_A_PAGE + 1)
    context = _paper(telling, ward, place) | {"sheets": found, "total": total, "page": page, "now": now}
    return render(request, "threads/staff_sheets.html", context)


@for_counters
def box(request: HttpRequest, telling_pk: int) -> HttpResponse:
    """What became of all that came in at one place, by number: a list for the wall."""
    telling = _approved(telling_pk)
    if telling is None:
        return refusal_page(request, errors.LettersNotApproved())
    ward, _known = ward_asked(request)
    if not _may_print(request, ward):
        return refusal_page(request, NotAllowed())
    place, now = request.GET.get("place", ""), timezone.now()
    found = letters.box(telling.process, ward=ward.pk if ward else None, place=place, now=now)
    address = site_address("/threads/")
    context = _paper(telling, ward, place) | {
        "sheets": found,
        "now": now,
        "address": address,
        "qr": qr_picture(address),
    }
    return render(request, "threads/staff_box.html", context)


@for_counters
@never_cache
def counter(request: HttpRequest) -> HttpResponse:
    """Somebody stands at the counter, or is on the phone: type the number, read in large letters, print."""
    form = NumberForm.of(request.GET["no"]) if request.GET.get("no") else NumberForm()
    context: dict[str, Any] = {"form": form, "erase_form": EmailForm()}
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            number = form.cleaned_data["no"]
            voice = voice_behind(request, number)
            if voice is None:
                refused = words_for(errors.NumberUnknown(number=number))
                form.add_error("no", str(refused))
            else:
                status = 200
                context |= {
                    "voice": voice,
                    "sheet": letters.sheet_of(number, str(kind_of(number)), now=timezone.now()),
                    "address": page_of(number),
                    "qr": qr_picture(page_of(number)),
                    "state": address_state(number),
                    "is_offered": is_offered(voice),
                    "now": timezone.now(),
                }
    return render(request, "threads/staff_counter.html", context, status=status)


@for_counters
@require_POST
def returned(request: HttpRequest) -> HttpResponse:
    """A mail came back: its address is erased, its number gets letters."""
    number = request.POST.get("no", "")
    try:
        actions.note_returned(receipt=number, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error)
    messages.success(request, _("アドレスを消しました。これからは手紙の一覧に入ります。"))
    return redirect("threads:counter")


@for_counters
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Somebody wants their address gone, with whatever number it was left."""
    form = EmailForm(request.POST)
    if not form.is_valid():
        context = {"form": NumberForm(), "erase_form": form}
        return render(request, "threads/staff_counter.html", context, status=400)
    try:
        count = actions.forget_address(email=form.cleaned_data["email"], actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error)
    messages.success(request, _("アドレスを、%(count)sの受付番号から消しました。") % {"count": f"{count:,}"})
    return redirect("threads:counter")


def _approved(pk: int) -> Telling | None:
    """A telling whose words somebody else has read; None before, and of one that was given up."""
    telling = get_object_or_404(Telling.objects.select_related("process", "gate"), pk=pk)
    return telling if telling.state in (TellingState.SENDING, TellingState.DONE) else None


def _may_print(request: HttpRequest, ward: Area | None) -> bool:
    areas = permissions.areas_told_by(request.user)
    return None in areas or (ward is not None and ward.pk in areas)


def _paper(telling: Telling, ward: Area | None, place: str) -> dict[str, Any]:
    return {"telling": telling, "ward": ward, "place": place, "search_url": site_address("/threads/")}


def _whole(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else 1
