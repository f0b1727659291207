from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.models import User
from jukugi.apps.readability import actions, errors, permissions, queries
from jukugi.apps.readability.forms import PlainForm, ReadingForm, RemovalForm
from jukugi.apps.readability.models import Reading
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.hints import shown_hints
from jukugi.kit.pages.rendering import refusal_page

# Beside which field a refusal stands; others stand above the form.
FIELDS: dict[type[Refusal], str] = {
    errors.WordNeedsKanji: "word",
    errors.ReadingNotKana: "reading",
    errors.ReadingDoesNotFit: "reading",
    errors.ReasonMissing: "reason",
}


@login_required
def plain(request: HttpRequest) -> HttpResponse:
    """A text with hints for やさしい日本語, and as it looks with readings. Nothing of it is kept."""
    if not permissions.can_read(request.user):
        return refusal_page(request, NotAllowed())
    form = PlainForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        text = form.cleaned_data["text"]
        context |= {"text": text, "hints": shown_hints(text)}
    return render(request, "readability/plain.html", context, status=400 if form.errors else 200)


@login_required
def readings(request: HttpRequest) -> HttpResponse:
    """The words whose reading staff decided; whoever may decides on another, or anew on one of them."""
    if not permissions.can_read(request.user):
        return refusal_page(request, NotAllowed())
    if request.method != "POST":
        return _readings_page(request, ReadingForm(initial={"word": request.GET.get("word", "")}))
    form = ReadingForm(request.POST)
    if form.is_valid():
        try:
            decided = actions.set_reading(**form.cleaned_data, actor=_signed_in(request), now=timezone.now())
            messages.success(
                request,
                _("「%(word)s」に「%(reading)s」と付けます。") % {"word": decided.word, "reading": decided.reading},
            )
            return redirect("readability:readings")
        except NotAllowed as error:
            return refusal_page(request, error)
        except Refusal as error:
            form.add_error(FIELDS.get(type(error)), str(words_for(error)))
    return _readings_page(request, form, status=400)


@login_required
@require_POST
def remove(request: HttpRequest, reading_pk: int) -> HttpResponse:
    """Take a word off the list, with a reason."""
    reading = get_object_or_404(Reading, pk=reading_pk)
    form = RemovalForm(request.POST)
    if form.is_valid():
        try:
            actions.remove_reading(reading=reading, **form.cleaned_data, actor=_signed_in(request), now=timezone.now())
            messages.success(request, _("「%(word)s」の読みを取りやめました。") % {"word": reading.word})
            return redirect("readability:readings")
        except (NotAllowed, errors.ReadingChanged) as error:
            return refusal_page(request, error, back="/desk/plain/readings/")
        except Refusal as error:
            form.add_error(FIELDS.get(type(error)), str(words_for(error)))
    if not permissions.can_decide(request.user):
        return refusal_page(request, NotAllowed())
    return _readings_page(request, ReadingForm(), removed=(reading.pk, form), status=400)


def _readings_page(
    request: HttpRequest, form: ReadingForm, *, removed: tuple[int, RemovalForm] | None = None, status: int = 200
) -> HttpResponse:
    """``removed``: a reading's key and its form that came back with errors."""
    removed_pk, removal = removed or (None, None)
    context = {
        "page": queries.readings(request.GET.get("page", "1")),
        "can_decide": permissions.can_decide(request.user),
        "form": form,
        "removed_pk": removed_pk,
        "removal": removal,
    }
    return render(request, "readability/readings.html", context, status=status)


def _signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)
