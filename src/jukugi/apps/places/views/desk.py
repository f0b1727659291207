"""The desk of those who keep the register."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.places import actions, permissions
from jukugi.apps.places.enums import NoteKind
from jukugi.apps.places.forms import AnswerForm, CameForm, NoteForm, PlaceForm, ReasonForm, today_came
from jukugi.apps.places.models import Place, PlaceNote
from jukugi.apps.places.queries import desk as queries
from jukugi.apps.places.queries.listing import page_of
from jukugi.apps.places.views.asked import FIELDS, any_place, districts, sent, signed_in
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.pages.stash import keeps_words

DONE = {
    "confirm": gettext_lazy("一覧に載せました。"),
    "check": gettext_lazy("確かめた日を記しました。"),
    "decline": gettext_lazy("載せないことにしました。申し出た人は、受付番号で理由を読めます。"),
    "close": gettext_lazy("閉じた居場所にしました。記録は残ります。"),
    "reopen": gettext_lazy("もう一度、一覧に載せました。"),
}


@login_required
def places(request: HttpRequest) -> HttpResponse:
    """What waits: places that listed themselves, notes, those that nobody looked at for a year; and all."""
    wards = permissions.wards_kept_by(request.user)
    if not wards:
        return refusal_page(request, NotAllowed())
    part = request.GET.get("part", "proposed")
    part = part if part in queries.PARTS else "proposed"
    day, number, words = timezone.localdate(), request.GET.get("page", "1"), request.GET.get("words", "")[:60].strip()
    waiting = queries.waiting_by_ward(wards, day=day).of(None)
    context = {
        "part": part,
        "without_district": part == "all" and queries.can_fill_districts(wards),
        "tabs": [
            ("proposed", _("申し出"), waiting[0]),
            ("notes", _("変わったことの知らせ"), waiting[1]),
            ("old", _("一年たったもの"), waiting[2]),
            ("all", _("すべて"), None),
        ],
        "words": words,
        "page": queries.desk_notes(wards, number=number)
        if part == "notes"
        else queries.desk_page(part, wards, day=day, number=number, words=words),
    }
    return render(request, "places/desk_list.html", context)


@login_required
@keeps_words
def new(request: HttpRequest) -> HttpResponse:
    """Put a place that the officer knows into the register."""

    def add(form: PlaceForm, now: datetime) -> Place:
        return actions.add_place(draft=form.draft(), actor=signed_in(request), now=now)

    return _writing(request, None, add, _("登録しました。いま一覧に載っています。"))


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Type in a card."""
    came = CameForm(sent(request), initial=today_came(timezone.localdate()))

    def take(form: PlaceForm, now: datetime) -> Place:
        return actions.enter_place(
            draft=form.draft(),
            channel=Channel(came.cleaned_data["channel"]),
            received_at=_received(came, now),
            actor=signed_in(request),
            now=now,
        )

    return _writing(request, None, take, _("受け付けました。確かめてから、一覧に載せてください。"), came=came)


@login_required
def edit(request: HttpRequest, place_pk: int) -> HttpResponse:
    """Correct a place, with the reason."""
    shown = any_place(place_pk)
    reason = ReasonForm(sent(request))

    def correct(form: PlaceForm, now: datetime) -> Place:
        return actions.correct_place(
            place=shown,
            draft=form.draft(),
            reason=reason.cleaned_data["reason"],
            actor=signed_in(request),
            now=now,
        )

    return _writing(request, shown, correct, _("直しました。前の内容は記録に残っています。"), reason=reason)


def _writing(
    request: HttpRequest,
    shown: Place | None,
    act: Callable[[PlaceForm, datetime], Place],
    done: str,
    *,
    came: CameForm | None = None,
    reason: ReasonForm | None = None,
) -> HttpResponse:
    """The form of a place for an officer of its ward; on another's register nobody writes."""
    wards = permissions.wards_kept_by(request.user)
    if not wards or (shown is not None and not {None, shown.ward_id} & wards):
        return refusal_page(request, NotAllowed())
    own = Area.objects.wards() if None in wards else Area.objects.wards().filter(pk__in=[key for key in wards if key])
    of = actions.draft_of(shown) if shown is not None else None
    form = PlaceForm(sent(request), wards=own, districts=districts(), of=of, by_officer=True)
    others = [each for each in (came, reason) if each is not None]
    if form.is_bound and all([form.is_valid(), *(each.is_valid() for each in others)]):
        try:
            place = act(form, timezone.now())
            messages.success(request, done)
            return redirect("places:desk-place", place.pk)
        except Refusal as error:
            where = next((each for each in others if FIELDS.get(type(error)) in each.fields), form)
            tell(where, error, FIELDS)
    context = {"form": form, "place": shown, "came": came, "reason": reason}
    return render(request, "places/desk_form.html", context, status=400 if form.is_bound else 200)


@login_required
def place(request: HttpRequest, place_pk: int) -> HttpResponse:
    """One place to work on: confirm, decline, look again, close; answer notes."""
    shown = any_place(place_pk)
    if not permissions.can_keep(request.user, shown.ward):
        return refusal_page(request, NotAllowed())
    return _page(request, shown)


@login_required
@require_POST
def step(request: HttpRequest, place_pk: int, step: str) -> HttpResponse:
    """One act of an officer on a place."""
    shown = any_place(place_pk)
    act: dict[str, Callable[..., Place]] = {
        "confirm": actions.confirm_place,
        "check": actions.check_place,
        "decline": actions.decline_place,
        "close": actions.close_place,
        "reopen": actions.reopen_place,
    }
    if step not in act:
        raise Http404
    if not permissions.can_keep(request.user, shown.ward):
        return refusal_page(request, NotAllowed())
    form = ReasonForm(request.POST)
    said = {"reason": request.POST.get("reason", "")} if step not in ("confirm", "check") else {}
    try:
        act[step](place=shown, **said, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        form.is_valid()
        tell(form, error, FIELDS)
        return _page(request, shown, reason=form, status=error.status)
    messages.success(request, str(DONE[step]))
    return redirect("places:desk-place", shown.pk)


@login_required
def note(request: HttpRequest, place_pk: int) -> HttpResponse:
    """Type in that something has changed, as it came by telephone or on paper."""
    shown = any_place(place_pk)
    if not permissions.can_keep(request.user, shown.ward):
        return refusal_page(request, NotAllowed())
    form, came = NoteForm(sent(request)), CameForm(sent(request), initial=today_came(timezone.localdate()))
    if form.is_bound and all([form.is_valid(), came.is_valid()]):
        now = timezone.now()
        try:
            actions.enter_note(
                place=shown,
                kind=NoteKind(form.cleaned_data["kind"]),
                text=form.cleaned_data["text"],
                channel=Channel(came.cleaned_data["channel"]),
                received_at=_received(came, now),
                actor=signed_in(request),
                now=now,
            )
            messages.success(request, _("受け付けました。"))
            return redirect("places:desk-place", shown.pk)
        except Refusal as error:
            tell(came if type(error) in FIELDS else form, error, FIELDS)
    context = {"form": form, "came": came, "place": shown}
    return render(request, "places/desk_note.html", context, status=400 if form.is_bound else 200)


@login_required
@require_POST
def answer(request: HttpRequest, note_pk: int) -> HttpResponse:
    """Say what became of a note."""
    found = get_object_or_404(PlaceNote.objects.select_related("place__ward", "place__district"), pk=note_pk)
    if not permissions.can_keep(request.user, found.place.ward):
        return refusal_page(request, NotAllowed())
    form = AnswerForm(request.POST)
    try:
        actions.answer_note(
            note=found,
            is_taken=request.POST.get("decision") == "taken",
            answer=request.POST.get("answer", ""),
            actor=signed_in(request),
            now=timezone.now(),
        )
    except Refusal as error:
        form.is_valid()
        tell(form, error)
        return _page(request, found.place, answer=form, answered=found.pk, status=error.status)
    messages.success(request, _("答えを記しました。受付番号で読めます。"))
    return redirect("places:desk-place", found.place_id)


@login_required
@require_POST
def districts_step(request: HttpRequest) -> HttpResponse:
    """Write down the school districts of places from where they lie."""
    try:
        filled = actions.fill_districts(actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error)
    messages.success(request, _("%(count)dか所に、小学校区を入れました。") % {"count": filled})
    return redirect(f"{reverse('places:desk')}?part=all")


@login_required
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Have coverage reckoned now."""
    try:
        actions.ask_for_count(actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error)
    messages.success(
        request,
        _("数え直しを始めました。一分ほどしたら、ページを開き直してください。変わりがなければ、同じ版のままです。"),
    )
    return redirect("places:coverage")


def _received(came: CameForm, now: datetime) -> datetime:
    """When paper came, of which only the day is known: now, where it is today."""
    day = came.cleaned_data["received_on"]
    if day == timezone.localdate(now):
        return now
    return timezone.make_aware(datetime.combine(day, time(12)))


def _page(
    request: HttpRequest,
    shown: Place,
    *,
    reason: ReasonForm | None = None,
    answer: AnswerForm | None = None,
    answered: int = 0,
    status: int = 200,
) -> HttpResponse:
    waiting = [
        (note, answer if answer is not None and note.pk == answered else AnswerForm(auto_id=f"note_{note.pk}_%s"))
        for note in shown.notes.filter(answered_at__isnull=True)[:20]
    ]
    context: dict[str, Any] = {
        "place": shown,
        "page": page_of(shown, timezone.localtime()),
        "reason": reason or ReasonForm(),
        "notes": waiting,
    }
    return render(request, "places/desk_place.html", context, status=status)
