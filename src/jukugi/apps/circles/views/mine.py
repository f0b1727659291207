"""What one device has in the room: circles, interests, offers and needs, and matches to answer."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.areas.models import Area
from jukugi.apps.circles import actions, errors
from jukugi.apps.circles.enums import Consent, SeekSide
from jukugi.apps.circles.forms import ContactForm, SeekForm
from jukugi.apps.circles.models import Match, Seek
from jukugi.apps.circles.queries import circles as queries
from jukugi.apps.circles.views.asked import FIELDS, current, districts, done, sent
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page

SAID = {
    "mine": gettext_lazy("自分だけのものにしました。引き合わせも取り消しました。"),
    "matched": gettext_lazy("合いそうな人にだけ、合う訳を見せます。"),
    "shown": gettext_lazy("だれでも読めるところに出しました。"),
}


@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """All of this device; nobody else sees this page."""
    return _page(request)


def _page(
    request: HttpRequest, *, form: ContactForm | None = None, answered: tuple[int, int] = (0, 0), status: int = 200
) -> HttpResponse:
    found = queries.mine(current(request), day=timezone.localdate())
    rows = [
        (one, form if form is not None and answered == (one.match.pk, one.seek.pk) else _contact(one))
        for one in found.proposed
    ]
    context = {
        "mine": found,
        "waiting": [row for row in rows if row[0].match.met_at is None and not row[0].is_waiting],
        "sent": [row[0] for row in rows if row[0].match.met_at is None and row[0].is_waiting],
        "met": [row[0] for row in rows if row[0].match.met_at is not None],
        "consents": Consent.choices,
    }
    return render(request, "circles/mine.html", context, status=status)


def _contact(one: queries.Proposed) -> ContactForm:
    return ContactForm(auto_id=f"match_{one.match.pk}_{one.seek.pk}_%s")


@never_cache
def new_wish(request: HttpRequest) -> HttpResponse:
    """Write one interest, offer or need. ``?suggested=n``: from the n-th thing that this device suggested to itself."""
    participation = participation_of(request)
    form = SeekForm(sent(request), wards=Area.objects.wards(), districts=districts(), initial=_initial(request))
    participation.offer()
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            with participation.acting(now=now) as author:
                actions.write_seek(draft=form.draft(), author=author, now=now)
            return done(
                request,
                _("書きました。いつでもこのページで、見せる人を変えたり、取り下げたりできます。"),
                "circles:mine",
            )
        except Refusal as error:
            tell(form, error, FIELDS)
    return render(request, "circles/wish_new.html", {"form": form}, status=400 if form.errors else 200)


def _initial(request: HttpRequest) -> dict[str, str]:
    """What the form begins with. Of what somebody voted and wrote the address says nothing but a place in a list."""
    side = request.GET.get("side", "")
    initial = {"side": side if side in SeekSide.values else SeekSide.OFFER.value, "consent": Consent.MATCHED.value}
    place, person = whole(request.GET.get("suggested")), current(request)
    if place and person is not None:
        found = queries.suggested_to(person)[place - 1 : place]
        initial |= {"side": SeekSide.INTEREST.value, "text": found[0].title if found else ""}
    return initial


@require_POST
def wish_step(request: HttpRequest, seek_pk: int, step: str) -> HttpResponse:
    """Take an item back, or say anew who may see it."""
    if step != "close" and step not in Consent.values:
        raise Http404
    person = current(request)
    seek = get_object_or_404(Seek, pk=seek_pk, participant=person, closed_at=None)
    assert person is not None
    now = timezone.now()
    try:
        if step == "close":
            actions.close_seek(seek=seek, author=person, now=now)
            return done(request, _("取り下げました。言葉と引き合わせを消しました。"), "circles:mine")
        actions.set_consent(seek=seek, consent=Consent(step), author=person, now=now)
    except Refusal as error:
        return refusal_page(request, error)
    return done(request, SAID[step], "circles:mine")


@require_POST
def answer(request: HttpRequest, match_pk: int, seek_pk: int) -> HttpResponse:
    """Say yes or no to a match."""
    person = current(request)
    seek = get_object_or_404(Seek, pk=seek_pk, participant=person, closed_at=None)
    assert person is not None
    match = Match.objects.filter(pk=match_pk).first()
    is_yes = request.POST.get("answer") == "yes"
    form = ContactForm(request.POST, auto_id=f"match_{match_pk}_{seek_pk}_%s")
    try:
        if match is None:
            raise errors.MatchOver
        actions.answer_match(
            match=match,
            seek=seek,
            is_yes=is_yes,
            name=request.POST.get("name", ""),
            contact=request.POST.get("contact", ""),
            author=person,
            now=timezone.now(),
        )
    except errors.MatchOver as error:
        return refusal_page(request, error)
    except Refusal as error:
        _tell(form, error)
        return _page(request, form=form, answered=(match_pk, seek_pk), status=error.status)
    words = (
        _("「はい」と答えました。相手も「はい」なら、ここに連絡先が出ます。")
        if is_yes
        else _("「いいえ」と答えました。相手には知らせません。")
    )
    return done(request, words, "circles:mine")


def _tell(form: forms.Form, error: Refusal) -> None:
    form.is_valid()
    tell(form, error, FIELDS)
