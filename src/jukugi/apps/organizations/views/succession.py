"""What becomes of associations, at the desk: new names, mergers, splits, ends, and rows that stand there twice."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jukugi.apps.organizations import actions, queries
from jukugi.apps.organizations.forms.succession import DissolveForm, MergeForm, RenameForm, SplitForm, StepForm
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.views.common import form_page, has_ended, is_done, looked_after, reach, signed_in

# By the last part of the address: the form, the action, what the page is called and what it says.
STEPS: dict[str, tuple[type[Any], Callable[..., object], Any, Any]] = {
    "rename": (
        RenameForm,
        actions.rename_association,
        gettext_lazy("名前が変わった"),
        gettext_lazy(
            "前の名前でも、これからも見つかります。打ち間違いを直すだけなら「名前などを直す」を使ってください。"
        ),
    ),
    "merge": (
        MergeForm,
        actions.merge_associations,
        gettext_lazy("ほかの団体と一つになった"),
        gettext_lazy(
            "終わる団体の記録は残り、あとの団体からたどれます。役員の任期と招待コードは、その日で終わります。"
        ),
    ),
    "split": (
        SplitForm,
        actions.split_association,
        gettext_lazy("いくつかに分かれた"),
        gettext_lazy("もとの団体の記録は残り、分かれた団体からたどれます。役員は、分かれた団体ごとに加えてください。"),
    ),
    "dissolve": (
        DissolveForm,
        actions.dissolve_association,
        gettext_lazy("解散した"),
        gettext_lazy("記録は残ります。役員の任期と招待コードは、その日で終わります。"),
    ),
}


@login_required
def take_step(request: HttpRequest, association_pk: int, step: str) -> HttpResponse:
    """Record what became of an association."""
    shown = looked_after(request, association_pk)
    if isinstance(shown, HttpResponse):
        return shown
    if step not in STEPS:
        raise Http404
    make, act, title, lead = STEPS[step]
    form: StepForm = make(request.POST or None, organization=shown, today=timezone.localdate())
    if form.is_valid() and is_done(
        form,
        lambda: act(**form.values, actor=signed_in(request), now=timezone.now()),  # type: ignore[attr-defined]
    ):
        messages.success(request, _("記録しました。"))
        return redirect("organizations:desk-association", association_pk=shown.pk)
    context = {"organization": shown, "title": title, "lead": lead, "has_ended": has_ended(shown)}
    return form_page(request, "organizations/desk_step.html", form, **context)


@login_required
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one association, by their names; a person decides."""
    found = reach(request)
    if isinstance(found, HttpResponse):
        return found
    pairs = queries.duplicates(wards=found.care, day=timezone.localdate())
    return render(request, "organizations/duplicates.html", {"pairs": pairs})


@login_required
@require_POST
def tell_apart(request: HttpRequest, association_pk: int, other_pk: int) -> HttpResponse:
    """They are two."""
    pair = _pair(request, association_pk, other_pk)
    if isinstance(pair, HttpResponse):
        return pair
    actions.tell_apart(one=pair[0], other=pair[1], actor=signed_in(request), now=timezone.now())
    messages.success(request, _("別の団体だと記録しました。この二つは、もう並びません。"))
    return redirect("organizations:duplicates")


@login_required
def join_duplicates(request: HttpRequest, association_pk: int, other_pk: int) -> HttpResponse:
    """They are one: the first row ends, the other stays."""
    pair = _pair(request, association_pk, other_pk)
    if isinstance(pair, HttpResponse):
        return pair
    wrong, kept = pair
    form = StepForm(request.POST or None, organization=wrong, today=timezone.localdate())
    if form.is_valid() and is_done(
        form,
        lambda: actions.join_duplicates(
            wrong=wrong, kept=kept, **form.cleaned_data, actor=signed_in(request), now=timezone.now()
        ),
    ):
        messages.success(request, _("一つにしました。もとの記録も、ここからたどれます。"))
        return redirect("organizations:desk-association", association_pk=kept.pk)
    context = {
        "organization": wrong,
        "title": _("「%(name)s」に一つにする") % {"name": kept.name},
        "lead": _("「%(wrong)s」のほうを終え、記録は「%(kept)s」からたどれるようにします。")
        % {"wrong": wrong.name, "kept": kept.name},
        "has_ended": has_ended(wrong),
    }
    return form_page(request, "organizations/desk_step.html", form, **context)


def _pair(request: HttpRequest, one_pk: int, other_pk: int) -> tuple[Organization, Organization] | HttpResponse:
    one = looked_after(request, one_pk)
    if isinstance(one, HttpResponse):
        return one
    other = looked_after(request, other_pk)
    return other if isinstance(other, HttpResponse) else (one, other)
