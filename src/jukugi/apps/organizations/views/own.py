"""An association's own page: opened by the code from its letter, without an account. What is due, what was left."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.actions import TOKEN_FORM, new_token
from jukugi.apps.organizations import actions, permissions, queries
from jukugi.apps.organizations.enums import ASSOCIATION_COOKIE
from jukugi.apps.organizations.errors import CodeUnreadable, TooManyCodes
from jukugi.apps.organizations.forms.associations import CodeForm, ConsentForm, ContactForm, NoteForm
from jukugi.apps.organizations.models import HandOverNote
from jukugi.apps.organizations.views.common import form_page, is_done
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page

KEPT_SECONDS = 400 * 24 * 60 * 60


@never_cache
def enter_code(request: HttpRequest, digits: str = "") -> HttpResponse:
    """Type the code from the letter. The letter's square leads here with the digits typed in; nothing opens by GET."""
    if request.method != "POST":
        return render(request, "organizations/code.html", {"form": CodeForm(initial={"code": _shown(digits)})})
    form = CodeForm(request.POST)
    if not form.is_valid():
        return form_page(request, "organizations/code.html", form)
    token, typed = token_of(request) or new_token(), form.cleaned_data["code"]
    try:
        actions.open_device(typed=typed, token=token, place=_place(request), now=timezone.now())
    except Refusal as error:
        form.add_error("code", str(words_for(error)))
        status = 429 if isinstance(error, TooManyCodes) else 400
        return render(request, "organizations/code.html", {"form": form}, status=status)
    response = redirect("organizations:mine")
    response.set_cookie(
        ASSOCIATION_COOKIE, token, max_age=KEPT_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """To the association of this device; where it opens several, their list; where none, the way to the code."""
    own = permissions.representations(user=request.user, token=token_of(request), day=timezone.localdate())
    if len(own) == 1:
        return redirect("organizations:own", association_pk=own[0].organization.pk)
    return render(request, "organizations/mine.html", {"own": own, "had_device": bool(token_of(request))})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Open nothing on this device any more."""
    token = token_of(request)
    if token:
        actions.close_device(token=token, now=timezone.now())
    messages.success(request, _("この機械では、もう開きません。また開くときは、手紙のコードを入れてください。"))
    response = redirect("organizations:associations")
    response.delete_cookie(ASSOCIATION_COOKIE, samesite="Lax")
    return response


@never_cache
def own(request: HttpRequest, association_pk: int) -> HttpResponse:
    """The hand-over page: what is due, what goes on, what the predecessor wrote, where the papers are."""
    by = acting(request, association_pk)
    if isinstance(by, HttpResponse):
        return by
    context = {
        "by": by,
        "organization": by.organization,
        "hand_over": queries.hand_over_page(by.organization, day=by.day),
        "officer": by.code.officer if by.code else None,
        "day": by.day,
    }
    return render(request, "organizations/own.html", context)


@never_cache
def write_note(request: HttpRequest, association_pk: int, note_pk: int | None = None) -> HttpResponse:
    """Write something for the successor, or write it anew."""
    by = acting(request, association_pk)
    if isinstance(by, HttpResponse):
        return by
    note = _note(by, note_pk) if note_pk is not None else None
    form = NoteForm(request.POST) if request.method == "POST" else NoteForm.of(note)
    if form.is_valid() and is_done(
        form,
        lambda: actions.write_note(
            organization=by.organization, **form.cleaned_data, actor=by, now=timezone.now(), replaces=note
        ),
    ):
        return _back(request, by, _("書きとめました。次の役員も、ここで読めます。"))
    return form_page(request, "organizations/own_note.html", form, organization=by.organization, note=note)


@require_POST
def settle_note(request: HttpRequest, association_pk: int, note_pk: int) -> HttpResponse:
    """It is done, or is not after all."""
    is_done_now = request.POST.get("done") == "1"
    return _acted(
        request,
        association_pk,
        lambda by: actions.settle_note(note=_note(by, note_pk), is_done=is_done_now, actor=by, now=timezone.now()),
        _("済んだことにしました。") if is_done_now else _("続いていることに戻しました。"),
    )


@never_cache
def choose_consents(request: HttpRequest, association_pk: int) -> HttpResponse:
    """What everybody may read of us."""
    by = acting(request, association_pk)
    if isinstance(by, HttpResponse):
        return by
    consents = queries.consents_of(by.organization)
    words = consents["contact"].words if "contact" in consents else ""
    initial = {"items": list(consents), "contact": words}
    form = ConsentForm(request.POST or None, is_own=True, today=by.day, initial=initial)
    if form.is_valid() and is_done(
        form,
        lambda: actions.choose_consents(
            organization=by.organization,
            items=form.items_chosen,
            contact=form.cleaned_data["contact"],
            channel=form.told["channel"],
            chosen_on=form.told["day"],
            actor=by,
            now=timezone.now(),
        ),
    ):
        return _back(request, by, _("公開することを決めました。いつでも変えられます。"))
    return form_page(request, "organizations/own_consents.html", form, organization=by.organization)


@never_cache
def set_contact(request: HttpRequest, association_pk: int) -> HttpResponse:
    """How we want to be contacted."""
    by = acting(request, association_pk)
    if isinstance(by, HttpResponse):
        return by
    rule = queries.contact_rule_of(by.organization)
    initial = {"ways": rule.ways, "wishes": rule.wishes} if rule else {}
    form = ContactForm(request.POST or None, is_own=True, today=by.day, initial=initial)
    if form.is_valid() and is_done(
        form,
        lambda: actions.set_contact_rule(
            organization=by.organization,
            ways=form.ways_chosen,
            wishes=form.cleaned_data["wishes"],
            channel=form.told["channel"],
            agreed_on=form.told["day"],
            actor=by,
            now=timezone.now(),
        ),
    ):
        return _back(request, by, _("連絡の決まりを決めました。区の担当も、これに従います。"))
    return form_page(request, "organizations/own_contact.html", form, organization=by.organization, rule=rule)


@require_POST
def withdraw_contact(request: HttpRequest, association_pk: int) -> HttpResponse:
    """We want no rule any more."""
    return _acted(
        request,
        association_pk,
        lambda by: actions.withdraw_contact_rule(organization=by.organization, actor=by, now=timezone.now()),
        _("連絡の決まりを取り消しました。"),
    )


@require_POST
def choose_name(request: HttpRequest, association_pk: int) -> HttpResponse:
    """Whether everybody may read my name."""
    agrees = request.POST.get("agrees") == "1"

    def act(by: permissions.Representation) -> None:
        if by.code is None or by.code.officer is None:
            raise NotAllowed
        actions.choose_own_name(officer=by.code.officer, agrees=agrees, by=by, now=timezone.now())

    done = _("あなたの名前を公開することに同意しました。") if agrees else _("あなたの名前を公開しません。")
    return _acted(request, association_pk, act, done)


def token_of(request: HttpRequest) -> str:
    """What the device sent, where it has the form of our tokens; else nothing."""
    token = request.COOKIES.get(ASSOCIATION_COOKIE, "")
    return token if TOKEN_FORM.fullmatch(token) else ""


def acting(request: HttpRequest, association_pk: int) -> permissions.Representation | HttpResponse:
    """By what right this device acts for the association, or the refusal with the way to the code."""
    try:
        return permissions.representation_for(
            association_pk, user=request.user, token=token_of(request), day=timezone.localdate()
        )
    except NotAllowed:
        return render(request, "organizations/not_open.html", status=403)


def _acted(
    request: HttpRequest,
    association_pk: int,
    act: Callable[[permissions.Representation], object],
    done: str,
) -> HttpResponse:
    by = acting(request, association_pk)
    if isinstance(by, HttpResponse):
        return by
    try:
        act(by)
    except Refusal as error:
        return refusal_page(request, error)
    return _back(request, by, done)


def _back(request: HttpRequest, by: permissions.Representation, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect("organizations:own", association_pk=by.organization.pk)


def _note(by: permissions.Representation, note_pk: int) -> HandOverNote:
    """A note of this association, and of no other."""
    notes = HandOverNote.objects.standing().filter(organization=by.organization).select_related("organization")
    return get_object_or_404(notes, pk=note_pk)


def _shown(digits: str) -> str:
    """The digits of the address in groups; what is no code is left to be typed."""
    try:
        return actions.shown_code(actions.read_code(digits))
    except CodeUnreadable:
        return ""


def _place(request: HttpRequest) -> str:
    return actions.place_of(str(get_adapter().get_client_ip(request)))
