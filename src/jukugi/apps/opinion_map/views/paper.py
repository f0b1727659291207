"""Staff pages of answers on paper: print sheets, type them in twice, settle what was read differently."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.opinion_map import actions, errors, permissions, policies
from jukugi.apps.opinion_map.actions.paper import check_may_read
from jukugi.apps.opinion_map.models import Topic, VoteSheet
from jukugi.apps.opinion_map.paper_forms import NumberForm, ReadingForm, SheetsForm
from jukugi.apps.opinion_map.queries import paper
from jukugi.kit import receipts
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page, set_subject


@login_required
def sheets(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """How many sheets were printed and counted, which wait; print more. ``?batch=`` shows the paper itself."""
    topic = _topic(request, topic_pk)
    if not permissions.can_run(request.user, topic):
        return refusal_page(request, NotAllowed())
    form = SheetsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.print_sheets(topic=topic, **form.cleaned_data, actor=_signed_in(request), now=timezone.now())
            return redirect(f"{reverse('opinion_map:sheets', args=[topic_pk])}?batch={made[0].pk}")
        except Refusal as error:
            form.add_error(None, str(words_for(error)))
    batch = _whole(request.GET.get("batch"))
    printed = paper.sheets_printed_with(topic, batch) if batch and not form.is_bound else []
    if printed:
        return _paper_page(request, topic, printed)
    context = {
        "topic": topic,
        "form": form,
        "batch": batch,
        "figures": paper.sheet_figures(topic),
        "waiting": paper.waiting_sheets(topic, reader=_signed_in(request).actor_key, now=timezone.now()),
        "batches": paper.batches(topic),
        "phase": policies.voting_phase(topic, now=timezone.now()),
    }
    return render(request, "opinion_map/staff_sheets.html", context, status=400 if form.is_bound else 200)


@login_required
def enter(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """Type the number of a sheet, then what is ticked on it, without seeing what somebody else read."""
    topic = _topic(request, topic_pk)
    if not permissions.can_run(request.user, topic):
        return refusal_page(request, NotAllowed())
    fields = request.POST or request.GET
    form = NumberForm(fields if "number" in fields or request.method == "POST" else None)
    sheet = paper.sheet_numbered(topic, form.cleaned_data["number"]) if form.is_bound and form.is_valid() else None
    if sheet is not None:
        try:
            return _read(request, sheet)
        except errors.SheetDiffers:
            return redirect("opinion_map:settle-sheet", topic_pk=topic_pk, sheet_pk=sheet.pk)
        except Refusal as error:
            form.add_error("number", str(words_for(error)))
    elif form.is_bound and form.is_valid():
        unknown = errors.SheetUnknown(number=receipts.shown(form.cleaned_data["number"]))
        form.add_error("number", str(words_for(unknown)))
    done = None if form.is_bound else paper.outcome(topic, _whole(request.GET.get("done")))
    context = {"topic": topic, "form": form, "done": done}
    return render(request, "opinion_map/staff_sheet_number.html", context, status=400 if form.is_bound else 200)


@login_required
def settle(request: HttpRequest, topic_pk: int, sheet_pk: int) -> HttpResponse:
    """Where the readings of a sheet differ: only those statements, read once more."""
    topic = _topic(request, topic_pk)
    if not permissions.can_run(request.user, topic):
        return refusal_page(request, NotAllowed())
    sheet = get_object_or_404(topic.sheets.select_related("topic__process", "topic__area"), pk=sheet_pk)
    back = reverse("opinion_map:sheets", args=[topic_pk])
    readings = list(sheet.entries.all())
    found = paper.differences(sheet, readings)
    number = receipts.shown(sheet.receipt)
    if sheet.counted_at is not None and request.method != "POST":
        return refusal_page(request, errors.SheetAlreadyCounted(number=number), back=back)
    if not found:
        return refusal_page(request, errors.SheetDoesNotDiffer(number=number), back=back)
    asked = [(difference.place, difference.statement) for difference in found]
    form = ReadingForm(request.POST if request.method == "POST" else None, statements=asked)
    if form.is_bound and form.is_valid():
        answers = paper.agreed_answers(readings, sheet.statements) | form.answers()
        try:
            actions.settle_sheet(sheet=sheet, answers=answers, actor=_signed_in(request), now=timezone.now())
            return redirect(f"{reverse('opinion_map:enter-sheet', args=[topic_pk])}?done={sheet.pk}")
        except errors.ReadingMatchesNone as error:
            form.add_error(None, str(words_for(error)))
        except Refusal as error:
            return refusal_page(request, error, back=back)
    return _settle_page(request, sheet, form, found)


def _read(request: HttpRequest, sheet: VoteSheet) -> HttpResponse:
    """The page on which a sheet is read, or on to the next sheet. Raises what ``enter_sheet`` refuses."""
    actor, now = _signed_in(request), timezone.now()
    statements = list(enumerate(paper.statements_of(sheet), start=1))
    if request.method != "POST":
        check_may_read(sheet, list(sheet.entries.all()), actor=actor, now=now)
        form = ReadingForm(statements=statements)
    else:
        form = ReadingForm(request.POST, statements=statements)
        if form.is_valid():
            actions.enter_sheet(sheet=sheet, answers=form.answers(), actor=actor, now=now)
            return redirect(f"{reverse('opinion_map:enter-sheet', args=[sheet.topic_id])}?done={sheet.pk}")
    context = {"topic": sheet.topic, "number": receipts.shown(sheet.receipt), "form": form}
    return render(request, "opinion_map/staff_sheet_read.html", context, status=400 if form.is_bound else 200)


def _settle_page(
    request: HttpRequest, sheet: VoteSheet, form: ReadingForm, found: list[paper.Difference]
) -> HttpResponse:
    context = {
        "topic": sheet.topic,
        "number": receipts.shown(sheet.receipt),
        "rows": list(zip(form.rows(), found, strict=True)),
        "form": form,
        "agreed": len(sheet.statements) - len(found),
    }
    return render(request, "opinion_map/staff_sheet_settle.html", context, status=400 if form.is_bound else 200)


def _paper_page(request: HttpRequest, topic: Topic, printed: list[paper.PrintedSheet]) -> HttpResponse:
    """The paper itself: each sheet with the address behind its number."""
    faces = [(sheet, request.build_absolute_uri(sheet.path)) for sheet in printed]
    context = {"topic": topic, "faces": faces, "threads_url": request.build_absolute_uri("/threads/")}
    return render(request, "opinion_map/staff_sheets_paper.html", context)


def _topic(request: HttpRequest, topic_pk: int) -> Topic:
    topic = get_object_or_404(Topic.objects.select_related("process", "area"), pk=topic_pk)
    set_subject(request, topic.process)
    return topic


def _whole(typed: str | None) -> int:
    """A key from an address; 0, which is nobody's, for what is none."""
    return int(typed) if typed is not None and typed.isascii() and typed.isdigit() and len(typed) <= 18 else 0


def _signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)
