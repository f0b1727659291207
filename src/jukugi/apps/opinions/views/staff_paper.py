from collections.abc import Sequence
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.queries import wards
from jukugi.apps.opinions import actions, errors, permissions, policies
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.opinions.forms.staff import CardsForm, EntryForm
from jukugi.apps.opinions.models import Call, PrintedCard
from jukugi.apps.opinions.queries import desk
from jukugi.apps.opinions.queries.calls import calls_to_choose
from jukugi.apps.opinions.views.asked import signed_in
from jukugi.apps.processes.errors import PhaseNotOpen
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import main_process
from jukugi.kit import receipts
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.qr import qr_picture
from jukugi.kit.pages.rendering import refusal_page

# Beside which field a refusal is told; the others stand above the form.
FIELD_OF_ENTRY = {
    errors.WrongChannel: "channel",
    errors.CardUnknown: "card_number",
    errors.CardAlreadyEntered: "card_number",
    errors.ReceivedInTheFuture: "received_on",
    errors.CallNotOpen: "received_on",
    errors.AttachmentTooLarge: "sheet",
    errors.AttachmentUnreadable: "sheet",
    PhaseNotOpen: "received_on",
    errors.OpinionEmpty: "text",
    errors.OpinionHasNoWords: "text",
    errors.OpinionTooLong: "text",
}


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Type in what came on paper, one after the other."""
    if not permissions.areas_handled_by(request.user):
        return refusal_page(request, NotAllowed())
    process, actor, now = main_process(), signed_in(request), timezone.now()
    calls = calls_to_choose(process, now=now)
    sent = (request.POST, request.FILES) if request.method == "POST" else None
    form = EntryForm(*sent, process=process, calls=calls) if sent is not None else None
    if form is not None and process is not None and form.is_valid():
        fields = {**form.cleaned_data, "channel": Channel(form.cleaned_data["channel"])}
        periods = policies.periods_of(process, fields["call"], fields["ward"])
        fields["received_at"] = policies.received_moment(fields.pop("received_on"), now=now, periods=periods)
        file = fields.pop("sheet")
        try:
            if file is not None and file.size > policies.PDF_BYTES_AT_MOST:
                raise errors.AttachmentTooLarge
            fields["sheet"] = file.read() if file is not None else None
            entered = actions.enter_paper(process=process, **fields, actor=actor, now=now)
            return redirect(f"{reverse('opinions:enter')}?entered={entered.receipt}")
        except errors.OpinionHasControls as error:
            form = _with_cleaned_words(form, error, process, calls)
        except Refusal as error:
            form.add_error(FIELD_OF_ENTRY.get(type(error)), str(words_for(error)))
    return _entry_page(request, process, calls, form)


@login_required
def cards(request: HttpRequest) -> HttpResponse:
    """Give out numbers for cards, and the sheets to print."""
    if not permissions.areas_handled_by(request.user):
        return refusal_page(request, NotAllowed())
    form = CardsForm(request.POST or None, calls=calls_to_choose(main_process(), now=timezone.now()))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.print_cards(**form.cleaned_data, actor=signed_in(request), now=timezone.now())
            return redirect(f"{reverse('opinions:cards')}?batch={made[0].pk}")
        except errors.TooManyCards as error:
            form.add_error("count", str(words_for(error)))
    first = whole(request.GET.get("batch"))
    printed = desk.printed_with(first) if first else []
    context = {"form": form, "batch": first, "batches": desk.batches(), **_card_face(request, printed)}
    return render(request, "opinions/staff_cards.html", context, status=400 if form.is_bound else 200)


def _entry_page(
    request: HttpRequest, process: Process | None, calls: QuerySet[Call], form: EntryForm | None
) -> HttpResponse:
    """A form that came back, or an empty one that begins where the person's last entry left off."""
    now = timezone.now()
    entries = desk.entered_by(signed_in(request).actor_key)
    last = entries[0].submission if entries else None
    is_of_today = last is not None and timezone.localdate(last.entered_at) == timezone.localdate(now)
    asked = whole(request.GET.get("call")) or None
    empty = EntryForm.empty(
        process=process,
        calls=calls,
        call=asked or (last.call_id if last is not None and is_of_today else None),
        channel=last.channel if last is not None else Channel.CARD,
        place=last.place if last is not None else "",
        received_on=timezone.localdate(last.received_at if last is not None and is_of_today else now),
    )
    context = {
        "process": process,
        "form": form or empty,
        "entries": entries,
        "entered": next((entry for entry in entries if entry.submission.receipt == request.GET.get("entered")), None),
    }
    return render(request, "opinions/staff_enter.html", context, status=400 if form is not None else 200)


def _card_face(request: HttpRequest, printed: Sequence[PrintedCard]) -> dict[str, Any]:
    """What stands on the cards, two to a sheet; nothing where none are shown."""
    if not printed:
        return {}
    threads_url = request.build_absolute_uri(reverse("threads"))
    numbers = [receipts.shown(card.receipt) for card in printed]
    return {
        "numbers": numbers,
        "call": printed[0].call,
        "wards": wards(),
        "ages": [band.label for band in AgeBand],
        "sheets": [numbers[start : start + 2] for start in range(0, len(numbers), 2)],
        "threads_url": threads_url,
        "qr": qr_picture(threads_url),
    }


def _with_cleaned_words(
    form: EntryForm, error: errors.OpinionHasControls, process: Process, calls: QuerySet[Call]
) -> EntryForm:
    """The form again with the words as they can be taken; said beside them."""
    fields = cast(QueryDict, form.data).copy()
    fields["text"] = error.cleaned
    mended = EntryForm(fields, process=process, calls=calls)
    mended.is_valid()
    mended.add_error("text", str(words_for(error)))
    return mended
