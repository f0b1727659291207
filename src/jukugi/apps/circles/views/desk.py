"""The desk of those who look after circles."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.circles import actions, errors, permissions
from jukugi.apps.circles.enums import CircleStep
from jukugi.apps.circles.forms import (
    AnswerForm,
    CameForm,
    CircleForm,
    ContactForm,
    MessageForm,
    ReasonForm,
    SeekForm,
    StepForm,
    StoryForm,
    steps_after,
    today_came,
)
from jukugi.apps.circles.models import Circle, CircleMember, CircleProposal, CircleStory, HelpAsk, Match, Seek
from jukugi.apps.circles.queries import circles as reading
from jukugi.apps.circles.queries import desk as queries
from jukugi.apps.circles.views.asked import FIELDS, Act, districts, done, received, sent, signed_in, wards_of
from jukugi.kit import receipts
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.pages.stash import keeps_words

SAID = {
    "hide": gettext_lazy("伏せました。理由はだれでも読めます。"),
    "show": gettext_lazy("また見せました。"),
    "word": gettext_lazy("活動に入っている人に送りました。"),
    "step": gettext_lazy("歩みを書きました。"),
    "story": gettext_lazy("話を載せました。"),
}


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What waits: help, money, proposals, matches of paper; what people show; all circles."""
    wards = permissions.wards_kept_by(request.user)
    if not wards:
        return refusal_page(request, NotAllowed())
    return _desk(request, wards)


def _desk(
    request: HttpRequest,
    wards: set[int | None],
    *,
    part: str = "",
    failed: tuple[int, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    day = timezone.localdate()
    part = part or request.GET.get("part", "help")
    part = part if part in queries.PARTS else "help"
    number, words = request.GET.get("page", "1"), request.GET.get("words", "")[:60].strip()
    counts = queries.waiting(wards, actor_key=signed_in(request).actor_key, day=day)
    money = sum(sum(one.values()) for one in (counts.ask, counts.decide, counts.pay, counts.late))
    context: dict[str, Any] = {
        "part": part,
        "tabs": [
            ("help", _("場所と相談"), sum(counts.help.values())),
            ("money", _("小さな基金"), money),
            ("proposals", _("論点への提案"), sum(counts.proposals.values())),
            ("paper", _("紙の人への引き合わせ"), None),
            ("wishes", _("公開のできること"), None),
            ("all", _("すべての活動"), None),
        ],
        "words": words,
        "day": day,
        "page": _part(part, wards, number, words),
    }
    if part == "paper":
        context["page"] = None
        context["rows"] = _paper(wards, failed)
    elif part in ("help", "proposals", "wishes"):
        kind: type[forms.Form] = ReasonForm if part == "wishes" else AnswerForm
        context["rows"] = [
            (row, failed[1] if failed is not None and failed[0] == row.pk else kind(auto_id=f"row_{row.pk}_%s"))
            for row in context["page"].object_list
        ]
    elif part == "money":
        context["funds"], context["calls"] = queries.kept_funds(wards), queries.kept_calls(wards)
    return render(request, "circles/desk.html", context, status=status)


def _part(part: str, wards: set[int | None], number: str, words: str) -> Any:
    pages: dict[str, Callable[[], Any]] = {
        "help": lambda: queries.help_page(wards, number),
        "money": lambda: queries.money_page(wards, number),
        "proposals": lambda: queries.proposals_page(wards, number),
        "wishes": lambda: queries.wishes_page(wards, number, timezone.localdate()),
        "all": lambda: queries.circles_page(wards, number, words),
    }
    return pages[part]() if part in pages else None


def _paper(wards: set[int | None], failed: tuple[int, forms.Form] | None) -> list[tuple[Any, forms.Form]]:
    return [
        (
            one,
            failed[1]
            if failed is not None and failed[0] == one.match.pk
            else ContactForm(auto_id=f"match_{one.match.pk}_%s"),
        )
        for one in queries.paper_matches(wards, timezone.localdate())
    ]


@login_required
@keeps_words
def enter(request: HttpRequest) -> HttpResponse:
    """Type in a card: what somebody would like to do."""
    kept = permissions.wards_kept_by(request.user)
    if not kept:
        return refusal_page(request, NotAllowed())
    came = CameForm(sent(request), initial=today_came(timezone.localdate()))
    form = CircleForm(sent(request), wards=wards_of(kept))
    return _typed(request, form, came, _enter_circle, "circles:desk-circle")


@login_required
@keeps_words
def enter_wish(request: HttpRequest) -> HttpResponse:
    """Type in a card: what somebody offers or needs."""
    kept = permissions.wards_kept_by(request.user)
    if not kept:
        return refusal_page(request, NotAllowed())
    came = CameForm(sent(request), initial=today_came(timezone.localdate()))
    form = SeekForm(sent(request), wards=wards_of(kept), districts=districts())
    return _typed(request, form, came, _enter_wish, "")


def _typed(request: HttpRequest, form: Any, came: CameForm, act: Callable[..., Any], to: str) -> HttpResponse:
    """A form with the way on which it came."""
    if form.is_bound and all([form.is_valid(), came.is_valid()]):
        now = timezone.now()
        try:
            found = act(form, came, signed_in(request), now)
            words = _("受け付けました。受付番号を控えに書いてください：%(number)s") % {
                "number": receipts.shown(found.receipt)
            }
            return done(request, words, to, found.pk) if to else done(request, words, "circles:desk")
        except Refusal as error:
            where = came if FIELDS.get(type(error)) in came.fields else form
            tell(where, error, FIELDS)
    context = {"form": form, "came": came, "is_wish": isinstance(form, SeekForm)}
    return render(request, "circles/desk_enter.html", context, status=400 if form.is_bound else 200)


def _enter_circle(form: CircleForm, came: CameForm, actor: User, now: datetime) -> Circle:
    channel = Channel(came.cleaned_data["channel"])
    return actions.enter_circle(
        draft=form.draft(), channel=channel, received_at=received(came, now), actor=actor, now=now
    )


def _enter_wish(form: SeekForm, came: CameForm, actor: User, now: datetime) -> Seek:
    channel = Channel(came.cleaned_data["channel"])
    return actions.enter_seek(
        draft=form.draft(), channel=channel, received_at=received(came, now), actor=actor, now=now
    )


@login_required
def circle(request: HttpRequest, circle_pk: int) -> HttpResponse:
    """One circle to look after."""
    shown = _any(circle_pk)
    if not permissions.can_keep(request.user, shown.ward):
        return refusal_page(request, NotAllowed())
    return _page(request, shown)


@login_required
@require_POST
def act(request: HttpRequest, circle_pk: int, act: str) -> HttpResponse:
    """Hide, show, write to those in it, write a step or a story that came on paper."""
    shown = _any(circle_pk)
    if act not in SAID:
        raise Http404
    if not permissions.can_keep(request.user, shown.ward):
        return refusal_page(request, NotAllowed())
    form = _forms(shown, sent=request.POST)[act]
    if form.is_valid():
        try:
            _do(act, shown, form.cleaned_data, signed_in(request), whole(request.POST.get("story")), timezone.now())
            return done(request, SAID[act], "circles:desk-circle", shown.pk)
        except Refusal as error:
            tell(form, error, FIELDS)
    return _page(request, shown, failed=(act, form), status=400)


def _do(act: str, shown: Circle, given: dict[str, Any], actor: User, story_pk: int, now: datetime) -> None:
    if act in ("hide", "show"):
        if story_pk:
            story = get_object_or_404(CircleStory, pk=story_pk, circle=shown)
            actions.review_story(story=story, hides=act == "hide", reason=given["reason"], actor=actor, now=now)
        else:
            actions.review_circle(circle=shown, hides=act == "hide", reason=given["reason"], actor=actor, now=now)
    elif act == "word":
        actions.send_word_of_ward(circle=shown, text=given["text"], actor=actor, now=now)
    elif act == "step":
        step = CircleStep(given.pop("step"))
        actions.write_step_for(circle=shown, step=step, **given, actor=actor, now=now)
    else:
        actions.tell_story_for(circle=shown, **given, actor=actor, now=now)


@login_required
@require_POST
def settle(request: HttpRequest, circle_pk: int, member_pk: int, step: str) -> HttpResponse:
    """Answer somebody who would like to join, as those in a circle on paper said."""
    asking = get_object_or_404(CircleMember, pk=member_pk, circle=circle_pk)
    if step not in ("welcome", "decline"):
        raise Http404
    try:
        actions.answer_asking_for(
            asking=asking, is_welcome=step == "welcome", actor=signed_in(request), now=timezone.now()
        )
    except Refusal as error:
        return refusal_page(request, error)
    return done(request, _("返事を記しました。"), "circles:desk-circle", circle_pk)


@login_required
@require_POST
def answer_help(request: HttpRequest, ask_pk: int) -> HttpResponse:
    """Say what was arranged for a circle, or why not now."""
    ask = get_object_or_404(HelpAsk.objects.select_related("circle__ward"), pk=ask_pk)

    def say(words: str, is_yes: bool) -> None:
        actions.answer_help(ask=ask, is_given=is_yes, answer=words, actor=signed_in(request), now=timezone.now())

    return _answered(request, ask.pk, "help", say)


@login_required
@require_POST
def answer_proposal(request: HttpRequest, proposal_pk: int) -> HttpResponse:
    """Say whether an issue takes up what a circle proposes."""
    proposal = get_object_or_404(CircleProposal, pk=proposal_pk)

    def say(words: str, is_yes: bool) -> None:
        actions.answer_proposal(
            proposal=proposal, is_taken=is_yes, answer=words, actor=signed_in(request), now=timezone.now()
        )

    return _answered(request, proposal.pk, "proposals", say)


@login_required
@require_POST
def hide_wish(request: HttpRequest, seek_pk: int) -> HttpResponse:
    """Take what somebody shows to everybody away, with the reason."""
    seek = get_object_or_404(Seek.objects.shown().select_related("ward"), pk=seek_pk)

    def say(words: str, is_yes: bool) -> None:
        actions.hide_seek(seek=seek, reason=words, actor=signed_in(request), now=timezone.now())

    return _answered(request, seek.pk, "wishes", say)


def _answered(request: HttpRequest, key: int, part: str, say: Callable[[str, bool], None]) -> HttpResponse:
    wards = permissions.wards_kept_by(request.user)
    if not wards:
        return refusal_page(request, NotAllowed())
    kind = ReasonForm if part == "wishes" else AnswerForm
    form = kind(request.POST, auto_id=f"row_{key}_%s")
    form.is_valid()
    try:
        say(request.POST.get("reason" if part == "wishes" else "answer", ""), request.POST.get("decision") == "yes")
    except (NotAllowed, errors.AlreadyAnswered) as error:
        return refusal_page(request, error)
    except Refusal as error:
        tell(form, error, FIELDS)
        return _desk(request, wards, part=part, failed=(key, form), status=error.status)
    return done(request, _("記しました。"), "circles:desk")


@login_required
@require_POST
def answer_match(request: HttpRequest, match_pk: int, seek_pk: int) -> HttpResponse:
    """Carry the answer of somebody who wrote on paper."""
    seek = get_object_or_404(Seek.objects.select_related("ward").exclude(channel=Channel.WEB), pk=seek_pk)
    wards = permissions.wards_kept_by(request.user)
    if not permissions.can_keep(request.user, seek.ward):
        return refusal_page(request, NotAllowed())
    match, form = Match.objects.filter(pk=match_pk).first(), ContactForm(request.POST, auto_id=f"match_{match_pk}_%s")
    form.is_valid()
    try:
        if match is None:
            raise errors.MatchOver
        actions.answer_match_for(
            match=match,
            seek=seek,
            is_yes=request.POST.get("answer") == "yes",
            name=request.POST.get("name", ""),
            contact=request.POST.get("contact", ""),
            actor=signed_in(request),
            now=timezone.now(),
        )
    except errors.ContactMissing as error:
        tell(form, error, FIELDS)
        return _desk(request, wards, part="paper", failed=(match_pk, form), status=error.status)
    except Refusal as error:
        return refusal_page(request, error)
    return done(request, _("返事を記しました。"), "circles:desk")


def _any(circle_pk: int) -> Circle:
    return get_object_or_404(Circle.objects.select_related("ward", "issue", "place", "statement__topic"), pk=circle_pk)


def _forms(shown: Circle, sent: Any = None) -> dict[str, forms.Form]:
    day = timezone.localdate()
    return {
        "hide": ReasonForm(sent, auto_id="hide_%s"),
        "show": ReasonForm(sent, auto_id="show_%s"),
        "word": MessageForm(sent, auto_id="word_%s"),
        "step": StepForm(sent, steps=steps_after(shown.step), initial={"said_on": day}, auto_id="step_%s"),
        "story": StoryForm(sent, initial={"happened_on": day}, auto_id="story_%s"),
    }


TITLES = {
    "word": (gettext_lazy("活動に入っている人に書く"), gettext_lazy("送る")),
    "step": (gettext_lazy("紙や電話で聞いた歩みを書く"), gettext_lazy("書きとめる")),
    "story": (gettext_lazy("紙で届いた話を載せる"), gettext_lazy("載せる")),
    "hide": (gettext_lazy("この活動を伏せる"), gettext_lazy("伏せる")),
    "show": (gettext_lazy("この活動をまた見せる"), gettext_lazy("また見せる")),
}


def _page(
    request: HttpRequest, shown: Circle, *, failed: tuple[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    every = _forms(shown)
    if failed is not None:
        every[failed[0]] = failed[1]
    left_out = "hide" if shown.is_hidden else "show"
    acts = [
        Act(slug, str(title), every[slug], str(button), is_open=failed is not None and failed[0] == slug)
        for slug, (title, button) in TITLES.items()
        if slug != left_out
    ]
    day = timezone.localdate()
    context = {
        "circle": shown,
        "number": receipts.shown(shown.receipt),
        "page": reading.circle_page(shown, day=day),
        "inside": reading.inside(shown, day=day),
        "stories": [(story, ReasonForm(auto_id=f"story_{story.pk}_%s")) for story in shown.stories.all()[:40]],
        "acts": acts,
    }
    return render(request, "circles/desk_circle.html", context, status=status)
