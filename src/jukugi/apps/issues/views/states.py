from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.issues import actions, permissions
from jukugi.apps.issues.forms import StatusForm
from jukugi.apps.issues.policies import STEPS
from jukugi.apps.issues.queries.stories import story_of
from jukugi.apps.issues.views.desk_parts import back_to, desk_page, done, issue_for_staff, signed_in
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.hints import asks_for_hints, unjudged
from jukugi.kit.pages.rendering import refusal_page


@login_required
def status(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """How far an issue has come, the steps it can take now, and the step that is taken."""
    issue = issue_for_staff(issue_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    form = StatusForm(request.POST if request.method == "POST" else None, issue=issue, initial={"seen": issue.status})

    def step() -> None:
        actions.change_status(issue=issue, **form.cleaned_data, actor=signed_in(request), now=timezone.now())

    if asks_for_hints(request):
        form = unjudged(form)
    elif request.method == "POST" and done(request, form, step, _("状態を変えました。理由と日付が公開されています。")):
        return back_to("issues:status", issue)
    context = {"form": form, "steps": STEPS, "events": story_of(issue)}
    return desk_page(request, "issues/desk_status.html", issue, "status", context, status=400 if form.errors else 200)
