from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.queries import wards
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions import actions, errors, permissions
from jukugi.apps.opinions.actions import LinkDraft
from jukugi.apps.opinions.enums import AgeBand, HidingRule, LinkKind, OpinionState
from jukugi.apps.opinions.forms.staff import CardsForm, Decided, DecisionForm, EndLinkForm, EntryForm
from jukugi.apps.opinions.models import IssueLink, Opinion
from jukugi.apps.opinions.queries import desk
from jukugi.apps.processes.errors import PhaseNotOpen
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import main_process
from jukugi.core.text import personal_pieces
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page, set_subject

# Beside which field a refusal is told; the others stand above the form.
FIELD_OF_ENTRY = {
    errors.WrongChannel: "channel",
    errors.CardUnknown: "card_number",
    errors.CardAlreadyEntered: "card_number",
    errors.ReceivedInTheFuture: "received_on",
    PhaseNotOpen: "received_on",
    errors.OpinionEmpty: "text",
    errors.OpinionHasNoWords: "text",
    errors.OpinionTooLong: "text",
}
REASON_OF = {Decided.HIDE: "hiding_reason", Decided.END: "end_reason"}


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """The next piece of work of a queue, or what waits in both."""
    areas = permissions.areas_handled_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    name = _queue_named(request.GET)
    if name is None:
        context = {"counts": desk.waiting_counts(areas), "lately": desk.decided_lately(areas)}
        return render(request, "opinions/staff_queue.html", context)
    after = _whole(request.GET.get("after"))
    following = desk.next_in(name, areas, after=after)
    if following is None:
        return render(request, "opinions/staff_queue_done.html", {"queue": name, "last": after})
    return redirect(_work_url(following, name, after))


@login_required
def handle(request: HttpRequest, opinion_pk: int) -> HttpResponse:
    """One opinion to decide about, or to look again at what was decided."""
    opinion = get_object_or_404(desk.opinions_at_work(), pk=opinion_pk)
    if not permissions.can_handle(request.user, opinion.submission):
        return refusal_page(request, NotAllowed())
    return _work_page(request, opinion, desk.issues_for(opinion))


@login_required
@require_POST
def review(request: HttpRequest, opinion_pk: int) -> HttpResponse:
    """Publish or hide; issues that were chosen are linked in the same step."""
    return _decide(request, opinion_pk, (Decided.PUBLISH, Decided.HIDE))


@login_required
@require_POST
def link(request: HttpRequest, opinion_pk: int) -> HttpResponse:
    """Let an opinion lead to issues, or to an end with its reason."""
    return _decide(request, opinion_pk, (Decided.LINK, Decided.END))


@login_required
@require_POST
def end_link(request: HttpRequest, link_pk: int) -> HttpResponse:
    """End a link that was wrong."""
    ended = get_object_or_404(IssueLink.objects.select_related("opinion__submission__ward"), pk=link_pk)
    if not permissions.can_handle(request.user, ended.opinion.submission):
        return refusal_page(request, NotAllowed())
    form = EndLinkForm(request.POST)
    if form.is_valid():
        try:
            actions.end_link(
                link=ended, reason=form.cleaned_data["ended_reason"], actor=_signed_in(request), now=timezone.now()
            )
            return redirect(_work_url(ended.opinion_id, _queue_named(request.POST)))
        except errors.ReasonMissing as error:
            form.add_error("ended_reason", str(words_for(error)))
        except Refusal as error:
            form.add_error(None, str(words_for(error)))
    opinion = desk.opinions_at_work().get(pk=ended.opinion_id)
    return _work_page(request, opinion, desk.issues_for(opinion), ending=(ended.pk, form), status=400)


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Type in what came on paper, one after the other."""
    if not permissions.areas_handled_by(request.user):
        return refusal_page(request, NotAllowed())
    process, actor, now = main_process(), _signed_in(request), timezone.now()
    form = EntryForm(request.POST) if request.method == "POST" else None
    if form is not None and process is not None and form.is_valid():
        fields = {**form.cleaned_data, "channel": Channel(form.cleaned_data["channel"])}
        fields["received_at"] = _at_noon(fields.pop("received_on"), now)
        try:
            entered = actions.enter_paper(process=process, about=None, **fields, actor=actor, now=now)
            return redirect(f"{reverse('opinions:enter')}?entered={entered.receipt}")
        except errors.OpinionHasControls as error:
            form = _with_cleaned_words(form, error)
        except Refusal as error:
            form.add_error(FIELD_OF_ENTRY.get(type(error)), str(words_for(error)))
    return _entry_page(request, process, form)


@login_required
def cards(request: HttpRequest) -> HttpResponse:
    """Give out numbers for cards, and the sheets to print."""
    if not permissions.areas_handled_by(request.user):
        return refusal_page(request, NotAllowed())
    form = CardsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.print_cards(**form.cleaned_data, actor=_signed_in(request), now=timezone.now())
            return redirect(f"{reverse('opinions:cards')}?batch={made[0].pk}")
        except errors.TooManyCards as error:
            form.add_error("count", str(words_for(error)))
    first = _whole(request.GET.get("batch"))
    numbers = desk.numbers_printed_with(first) if first else []
    context = {"form": form, "batch": first, "batches": desk.batches(), **_card_face(request, numbers)}
    return render(request, "opinions/staff_cards.html", context, status=400 if form.is_bound else 200)


def _decide(request: HttpRequest, opinion_pk: int, decisions: Sequence[Decided]) -> HttpResponse:
    opinion = get_object_or_404(desk.opinions_at_work(), pk=opinion_pk)
    if not permissions.can_handle(request.user, opinion.submission):
        return refusal_page(request, NotAllowed())
    issues = desk.issues_for(opinion)
    form = DecisionForm(request.POST, issues=[issue.pk for issue in issues], decisions=decisions)
    if form.is_valid():
        decided = Decided(form.cleaned_data["decision"])
        try:
            _act(opinion, form, decided, issues, actor=_signed_in(request))
            name = _queue_named(request.POST)
            if name is None:
                return redirect(_work_url(opinion.pk, None))
            return redirect(f"{reverse('opinions:queue')}?queue={name}&after={opinion.pk}")
        except errors.RuleMissing as error:
            form.add_error("rule", str(words_for(error)))
        except errors.ReasonMissing as error:
            form.add_error(REASON_OF.get(decided, "reason"), str(words_for(error)))
        except Refusal as error:
            form.add_error(None, str(words_for(error)))
            opinion = desk.opinions_at_work().get(pk=opinion.pk)  # as it stands after somebody else was quicker
    return _work_page(request, opinion, issues, form=form, status=400)


def _act(
    opinion: Opinion, form: DecisionForm, decided: Decided, issues: Sequence[desk.IssueChoice], *, actor: User
) -> None:
    """The one action that a button stands for."""
    fields, now = form.cleaned_data, timezone.now()
    if decided == Decided.HIDE:
        actions.review_opinion(
            opinion=opinion,
            state=OpinionState.HIDDEN,
            rule=HidingRule(fields["rule"]) if fields["rule"] else "",
            reason=fields["hiding_reason"],
            actor=actor,
            now=now,
        )
    elif decided == Decided.END:
        end = LinkDraft(None, LinkKind.NOT_TAKEN_UP, fields["end_reason"])
        actions.link_opinion(opinion=opinion, links=[end], actor=actor, now=now)
    else:
        evidence = {offer.issue.pk: offer.reason for offer in desk.offers(opinion, issues)}
        chosen = form.chosen()
        found = Issue.objects.in_bulk(chosen)
        links = [
            LinkDraft(found[key], fields["kind"], "。".join(filter(None, [evidence.get(key, ""), fields["reason"]])))
            for key in chosen
        ]
        if decided == Decided.LINK:
            actions.link_opinion(opinion=opinion, links=links, actor=actor, now=now)
        else:
            actions.review_opinion(opinion=opinion, state=OpinionState.SHOWN, links=links, actor=actor, now=now)


def _work_page(
    request: HttpRequest,
    opinion: Opinion,
    issues: Sequence[desk.IssueChoice],
    *,
    form: DecisionForm | None = None,
    ending: tuple[int, EndLinkForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """``ending`` is the link whose end came back, and its form."""
    set_subject(request, opinion.submission.process)
    name = _queue_named(request.POST or request.GET)
    offered = desk.offers(opinion, issues)
    form = form or DecisionForm(issues=())
    writers = [str(offer.issue.pk) for offer in offered if offer.is_writers]
    pieces = personal_pieces(opinion.text)
    context = {
        "opinion": opinion,
        "queue": name,
        "place": desk.place_in(name, permissions.areas_handled_by(request.user), opinion) if name else None,
        "before": _whole(request.GET.get("after")),
        "pieces": pieces,
        "found": sorted({piece.kind for piece in pieces if piece.kind is not None}),
        "form": form,
        "offers": offered,
        "ticked": set(form["issues"].value() or []) if form.is_bound else set(writers),
        "others": desk.by_level(issues, without={offer.issue.pk for offer in offered}),
        "picked": str(form["other"].value() or ""),
        "links": opinion.issue_links.all(),
        "ending_pk": ending[0] if ending else None,
        "ending_form": ending[1] if ending else None,
    }
    return render(request, "opinions/staff_handle.html", context, status=status)


def _entry_page(request: HttpRequest, process: Process | None, form: EntryForm | None) -> HttpResponse:
    """A form that came back, or an empty one that begins where the person's last entry left off."""
    now = timezone.now()
    entries = desk.entered_by(_signed_in(request).actor_key)
    last = entries[0].submission if entries else None
    is_of_today = last is not None and timezone.localdate(last.entered_at) == timezone.localdate(now)
    empty = EntryForm.empty(
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


def _card_face(request: HttpRequest, numbers: Sequence[str]) -> dict[str, Any]:
    """What stands on the cards, two to a sheet; nothing where none are shown."""
    if not numbers:
        return {}
    return {
        "numbers": numbers,
        "wards": wards(),
        "ages": [band.label for band in AgeBand],
        "sheets": [numbers[start : start + 2] for start in range(0, len(numbers), 2)],
        "threads_url": request.build_absolute_uri(reverse("threads")),
    }


def _with_cleaned_words(form: EntryForm, error: errors.OpinionHasControls) -> EntryForm:
    """The form again with the words as they can be taken; said beside them."""
    fields = cast(QueryDict, form.data).copy()
    fields["text"] = error.cleaned
    mended = EntryForm(fields)
    mended.is_valid()
    mended.add_error("text", str(words_for(error)))
    return mended


def _at_noon(day: date, now: datetime) -> datetime:
    """Paper has a day and no hour: noon in Japan, and of today the moment itself."""
    return now if day == timezone.localdate(now) else timezone.make_aware(datetime.combine(day, time(12)))


def _queue_named(fields: QueryDict) -> desk.Queue | None:
    return next((queue for queue in desk.Queue if queue == fields.get("queue")), None)


def _work_url(opinion_pk: int, queue: desk.Queue | None, after: int = 0) -> str:
    address = reverse("opinions:handle", args=[opinion_pk])
    if queue is None:
        return address
    return f"{address}?queue={queue}&after={after}" if after else f"{address}?queue={queue}"


def _whole(typed: str | None) -> int:
    """A key from an address; 0, which is nobody's, for what is none."""
    return int(typed) if typed is not None and typed.isascii() and typed.isdigit() and len(typed) <= 18 else 0


def _signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)
