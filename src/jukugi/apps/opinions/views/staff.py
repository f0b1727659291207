from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions import actions, errors, permissions
from jukugi.apps.opinions.actions import LinkDraft
from jukugi.apps.opinions.enums import HidingRule, LinkKind, OpinionState
from jukugi.apps.opinions.forms.staff import Decided, DecisionForm, EndLinkForm
from jukugi.apps.opinions.models import IssueLink, Opinion
from jukugi.apps.opinions.queries import by_ward, desk
from jukugi.apps.opinions.views.asked import signed_in
from jukugi.core.text import one_line, personal_pieces
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.hints import asks_for_hints, unjudged
from jukugi.kit.pages.rendering import refusal_page, set_subject

SEEK = "seek"
"""The button that looks for issues carries this name: the page comes back with what was written and what was found."""
WORDS_LIMIT = 80
REASON_OF = {Decided.HIDE: "hiding_reason", Decided.END: "end_reason"}


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """The next piece of work of a queue, or what waits in both."""
    areas = permissions.areas_handled_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    name = _queue_named(request.GET)
    if name is None:
        waiting = by_ward.together(by_ward.waiting_by_ward(areas).values())
        context = {"counts": waiting, "lately": desk.decided_lately(areas)}
        return render(request, "opinions/staff_queue.html", context)
    after, ward = whole(request.GET.get("after")), _ward_named(request.GET, areas)
    following = desk.next_in(name, {ward.pk} if ward else areas, after=after)
    if following is None:
        return render(request, "opinions/staff_queue_done.html", {"queue": name, "last": after, "ward": ward})
    return redirect(_work_url(following, _at(name, ward), after))


@login_required
def handle(request: HttpRequest, opinion_pk: int) -> HttpResponse:
    """One opinion to decide about, or to look again at what was decided."""
    opinion = get_object_or_404(desk.opinions_at_work(), pk=opinion_pk)
    if not permissions.can_handle(request.user, opinion.submission):
        return refusal_page(request, NotAllowed())
    if opinion.state == OpinionState.REPLACED:
        return redirect("opinions:revise", opinion.pk)
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
                link=ended, reason=form.cleaned_data["ended_reason"], actor=signed_in(request), now=timezone.now()
            )
            areas = permissions.areas_handled_by(request.user)
            return redirect(
                _work_url(ended.opinion_id, _at(_queue_named(request.POST), _ward_named(request.POST, areas)))
            )
        except errors.ReasonMissing as error:
            form.add_error("ended_reason", str(words_for(error)))
        except Refusal as error:
            form.add_error(None, str(words_for(error)))
    opinion = desk.opinions_at_work().get(pk=ended.opinion_id)
    return _work_page(request, opinion, desk.issues_for(opinion), ending=(ended.pk, form), status=400)


def _decide(request: HttpRequest, opinion_pk: int, decisions: Sequence[Decided]) -> HttpResponse:
    opinion = get_object_or_404(desk.opinions_at_work(), pk=opinion_pk)
    if not permissions.can_handle(request.user, opinion.submission):
        return refusal_page(request, NotAllowed())
    issues = desk.issues_for(opinion)
    form = DecisionForm(request.POST, issues=[issue.pk for issue in issues], decisions=decisions)
    if asks_for_hints(request) or SEEK in request.POST:
        return _work_page(request, opinion, issues, form=unjudged(form))
    if form.is_valid():
        decided = Decided(form.cleaned_data["decision"])
        try:
            _act(opinion, form, decided, issues, actor=signed_in(request))
            name = _queue_named(request.POST)
            if name is None:
                return redirect(_work_url(opinion.pk, ""))
            at = _at(name, _ward_named(request.POST, permissions.areas_handled_by(request.user)))
            return redirect(f"{reverse('opinions:queue')}?{at}&after={opinion.pk}")
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
    fields, areas = request.POST or request.GET, permissions.areas_handled_by(request.user)
    name, ward = _queue_named(fields), _ward_named(fields, areas)
    offered = desk.offers(opinion, issues)
    form = form or DecisionForm(issues=())
    writers = [str(offer.issue.pk) for offer in offered if offer.is_writers]
    pieces = personal_pieces(opinion.text)
    words, picked = one_line(fields.get("words", ""))[:WORDS_LIMIT], str(form["other"].value() or "")
    context = {
        "opinion": opinion,
        "queue": name,
        "ward": ward,
        "at": _at(name, ward),
        "place": desk.place_in(name, {ward.pk} if ward else areas, opinion) if name else None,
        "before": whole(request.GET.get("after")),
        "pieces": pieces,
        "found": sorted({piece.kind for piece in pieces if piece.kind is not None}),
        "form": form,
        "offers": offered,
        "ticked": set(form["issues"].value() or []) if form.is_bound else set(writers),
        "others": desk.others(issues, without={offer.issue.pk for offer in offered}, words=words, picked=picked),
        "words": words,
        "picked": picked,
        "links": opinion.issue_links.all(),
        "ending_pk": ending[0] if ending else None,
        "ending_form": ending[1] if ending else None,
    }
    return render(request, "opinions/staff_handle.html", context, status=status)


def _queue_named(fields: QueryDict) -> desk.Queue | None:
    return next((queue for queue in desk.Queue if queue == fields.get("queue")), None)


def _ward_named(fields: QueryDict, areas: set[int | None]) -> Area | None:
    """The ward whose part of a queue is worked through; None for all of these. At most one query."""
    code = fields.get("ward")
    mine = (ward for ward in wards() if None in areas or ward.pk in areas) if code else ()
    return next((ward for ward in mine if ward.code == code), None)


def _at(queue: desk.Queue | None, ward: Area | None) -> str:
    """Where in the work one is, as the end of an address: which queue, of which ward."""
    if queue is None:
        return ""
    return f"queue={queue}&ward={ward.code}" if ward is not None else f"queue={queue}"


def _work_url(opinion_pk: int, at: str, after: int = 0) -> str:
    address = reverse("opinions:handle", args=[opinion_pk])
    if not at:
        return address
    return f"{address}?{at}&after={after}" if after else f"{address}?{at}"
