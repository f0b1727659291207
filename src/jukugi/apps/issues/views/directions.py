"""The direction of an issue: its versions for everybody, writing it for officers."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.issues import actions, permissions
from jukugi.apps.issues.forms import DirectionForm
from jukugi.apps.issues.models import Issue
from jukugi.apps.issues.queries.directions import directions_of
from jukugi.apps.issues.views.desk_parts import back_to, desk_page, done, issue_for_staff, number_of, signed_in
from jukugi.core.text import compare_texts, lines
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.hints import asks_for_hints, unjudged
from jukugi.kit.pages.rendering import refusal_page, set_subject


def versions(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """Every version of a direction, and what changed between two (``?from=`` and ``?to=``)."""
    issue = get_object_or_404(Issue.objects.select_related("process"), pk=issue_pk)
    set_subject(request, issue.process)
    found = directions_of(issue, older=number_of(request, "from"), newer=number_of(request, "to"))
    return render(request, "issues/issue_directions.html", {"issue": issue, "found": found})


@login_required
def write(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """Write the direction anew. Where somebody was quicker, both texts stand there, with what differs."""
    issue = issue_for_staff(issue_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    found = directions_of(issue)
    current = found.newer.number if found.newer is not None else 0
    first = {"text": issue.direction, "seen": current}
    form = DirectionForm(request.POST if request.method == "POST" else None, initial=first)

    def save() -> None:
        actions.write_direction(issue=issue, **form.cleaned_data, actor=signed_in(request), now=timezone.now())

    if asks_for_hints(request):
        form = unjudged(form)
    elif request.method == "POST" and done(
        request, form, save, _("書き直しました。前の文も、違いも、公開の画面で読めます。")
    ):
        return back_to("issues:write-direction", issue)
    mine = lines(request.POST.get("text", ""))[: 10 * actions.WORDS_LIMIT]
    is_overtaken = form.is_bound and "seen" in form.cleaned_data and form.cleaned_data["seen"] != current
    context = {
        "form": form,
        "found": found,
        "current": current,
        "differs": compare_texts(issue.direction, mine) if is_overtaken else (),
        "is_overtaken": is_overtaken,
    }
    status = 400 if form.errors else 200
    if is_overtaken:
        # Pressing again is a decision on the text that stands now.
        form.data = {**request.POST.dict(), "seen": str(current)}
    return desk_page(request, "issues/desk_direction.html", issue, "direction", context, status=status)
