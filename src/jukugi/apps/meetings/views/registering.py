import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.meetings import actions, policies
from jukugi.apps.meetings.forms.meetings import RegistrationForm
from jukugi.apps.meetings.models import Meeting, Registration
from jukugi.apps.meetings.queries import meetings as queries
from jukugi.kit import receipts
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.qr import qr_picture
from jukugi.kit.pages.rendering import refusal_page, set_subject
from jukugi.kit.receipts import NotAReceiptNumber


@never_cache
def register(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """The form of a minute: no name, a number comes back."""
    meeting = get_object_or_404(Meeting.objects.select_related("process", "ward"), pk=meeting_pk)
    set_subject(request, meeting.process)
    now = timezone.now()
    form = RegistrationForm(request.POST or None, initial={"form_key": secrets.token_urlsafe(16)})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            registration = actions.register(
                meeting=meeting,
                needs=form.needed(),
                needs_note=form.cleaned_data["needs_note"],
                email=form.cleaned_data["email"],
                form_key=form.cleaned_data["form_key"] or secrets.token_urlsafe(16),
                now=now,
            )
            return redirect("meetings:registration", number=registration.number)
        except Refusal as error:
            tell(form, error)
            status = 409
    elif request.method == "POST":
        status = 400
    context = {
        "meeting": meeting,
        "form": form,
        "seats": queries.seats_of(meeting),
        "is_open": policies.is_registration_open(meeting, now=now),
    }
    return render(request, "meetings/register.html", context, status=status)


@never_cache
def registration(request: HttpRequest, number: str) -> HttpResponse:
    """What a number says: whether there is a seat, at which table, how to come, how to give it back."""
    found = _registration(number)
    set_subject(request, found.meeting.process)
    address = request.build_absolute_uri(reverse("meetings:check-in-number", args=[found.number]))
    context = {
        "registration": found,
        "meeting": found.meeting,
        "ahead": found.meeting.registrations.waiting().filter(position__lt=found.position).count(),
        "needs": found.needs_told,
        "qr": qr_picture(address),
        "can_cancel": found.cancelled_at is None and timezone.now() < found.meeting.ends_at,
    }
    response = render(request, "meetings/registration.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Give the seat back."""
    found = _registration(number)
    try:
        actions.cancel_registration(registration=found, now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=reverse("meetings:registration", args=[found.number]))
    messages.success(request, _("取りやめました。お知らせくださり、ありがとうございます。"))
    return redirect("meetings:registration", number=found.number)


@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """Where somebody with a number finds the own registration again."""
    typed, error = request.GET.get("no", ""), ""
    if typed:
        try:
            number = receipts.read_number(typed)
            if Registration.objects.filter(number=number).exists():
                return redirect("meetings:registration", number=number)
            error = _("この番号の申し込みは見つかりません。控えの番号を確かめるか、会議の担当課におたずねください。")
        except NotAReceiptNumber:
            error = _("番号の形が違います。9桁の数字を、3141-5926-6 のように入れてください。")
    return render(
        request, "meetings/registration_find.html", {"typed": typed, "error": error}, status=400 if error else 200
    )


def _registration(number: str) -> Registration:
    related = Registration.objects.select_related("meeting__process", "meeting__ward", "table")
    found = related.filter(number=number).first()
    if found is None:
        raise Http404
    return found
