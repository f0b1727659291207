"""Findings at the desk: written, put on what they rest on, approved by another, led to issues."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.evaluations import actions
from jukugi.apps.evaluations.forms.desk import FindingForm, LinkForm, NoteForm, draft_of
from jukugi.apps.evaluations.models import EvaluationSheet, Finding, FindingBasis, FindingLink, MeasureFact, Review
from jukugi.apps.evaluations.queries import desk as queries
from jukugi.apps.evaluations.queries import gaps as gap_queries
from jukugi.apps.evaluations.queries.reading import finding_page
from jukugi.apps.evaluations.views.asked import run, sent, signed_in
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.pages.stash import keeps_words, laid_by
from jukugi.kit.receipts import NotAReceiptNumber, read_number


@login_required
def findings(request: HttpRequest, review_pk: int) -> HttpResponse:
    """All findings of a review, with how far each is."""
    here = run(request, review_pk)
    if isinstance(here, HttpResponse):
        return here
    return render(
        request, "evaluations/desk_findings.html", {"review": here, "findings": queries.findings_at_desk(here)}
    )


@keeps_words
def new(request: HttpRequest, review_pk: int) -> HttpResponse:
    """Write a finding."""
    return _write(request, review_pk, None)


@keeps_words
def edit(request: HttpRequest, review_pk: int, number: int) -> HttpResponse:
    """Write a draft anew."""
    return _write(request, review_pk, number)


@login_required
def finding(request: HttpRequest, review_pk: int, number: int) -> HttpResponse:
    """One finding with what it rests on, and what is next."""
    here = run(request, review_pk)
    if isinstance(here, HttpResponse):
        return here
    return _page(request, here, _finding(here, number))


@login_required
@require_POST
def step(request: HttpRequest, review_pk: int, number: int, act: str) -> HttpResponse:
    """Submit, approve, send back, give up; put on a basis or take one off; lead to an issue or end that."""
    here = run(request, review_pk)
    if isinstance(here, HttpResponse):
        return here
    found = _finding(here, number)
    steps: dict[str, tuple[Callable[[HttpRequest, Finding], Any], str]] = {
        "submit": (_plain(actions.submit_finding), _("承認を頼みました。")),
        "approve": (_plain(actions.approve_finding), _("承認しました。")),
        "send-back": (_noted(actions.send_finding_back), _("下書きに戻しました。")),
        "discard": (_noted(actions.discard_finding), _("取り下げました。")),
        "basis": (_add_basis, _("よりどころを付けました。")),
        "remove-basis": (_remove_basis, _("よりどころを外しました。")),
        "link": (_link, _("論点につなぎました。")),
        "end-link": (_end_link, _("論点から外しました。理由が残ります。")),
    }
    if act not in steps:
        return refusal_page(request, NotAllowed())
    action, said = steps[act]
    try:
        action(request, found)
    except Refusal as error:
        return _page(request, here, found, error)
    messages.success(request, said)
    if act == "discard":
        return redirect("evaluations:desk-findings", review_pk=here.pk)
    return redirect("evaluations:desk-finding", review_pk=here.pk, number=found.number)


def _write(request: HttpRequest, review_pk: int, number: int | None) -> HttpResponse:
    here = run(request, review_pk)
    if isinstance(here, HttpResponse):
        return here
    found = _finding(here, number) if number is not None else None
    kept = {name: words for name, words in laid_by(request).items() if words} if request.method == "GET" else {}
    form = FindingForm(sent(request), review=here, initial={**(draft_of(found) if found else {}), **kept})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_finding(
                review=here, draft=form.draft, finding=found, actor=signed_in(request), now=timezone.now()
            )
            messages.success(request, _("保存しました。よりどころを付けて、承認を頼んでください。"))
            return redirect("evaluations:desk-finding", review_pk=here.pk, number=made.number)
        except Refusal as error:
            tell(form, error)
    context = {"review": here, "form": form, "finding": found}
    return render(request, "evaluations/desk_finding_write.html", context, status=400 if form.errors else 200)


def _page(request: HttpRequest, here: Review, found: Finding, refusal: Refusal | None = None) -> HttpResponse:
    found.refresh_from_db()
    page = finding_page(found)
    gaps = gap_queries.review_gaps(here, "city").told[:6]
    facts = MeasureFact.objects.filter(measure__review=here).select_related("measure__policy")
    mine = signed_in(request).actor_key in (found.written_by, found.submitted_by)
    context = {
        "review": here,
        "finding": found,
        "page": page,
        "gaps": gaps,
        "facts": [one for one in facts if not one.is_unknown][:60],
        "link_form": LinkForm(issues=queries.issues_to_link(here)),
        "note_form": NoteForm(),
        "steps": list(found.steps.select_related("department")),
        "is_mine": mine,
        "refusal": words_for(refusal) if refusal is not None else None,
    }
    status = refusal.status if refusal is not None else 200
    return render(request, "evaluations/desk_finding.html", context, status=status)


def _finding(here: Review, number: int) -> Finding:
    related = ("review__process", "review__area", "measure__policy")
    return get_object_or_404(Finding.objects.standing().select_related(*related), review=here, number=number)


def _plain(action: Callable[..., Any]) -> Callable[[HttpRequest, Finding], Any]:
    return lambda request, found: action(finding=found, actor=signed_in(request), now=timezone.now())


def _noted(action: Callable[..., Any]) -> Callable[[HttpRequest, Finding], Any]:
    return lambda request, found: action(
        finding=found, note=request.POST.get("note", ""), actor=signed_in(request), now=timezone.now()
    )


def _add_basis(request: HttpRequest, found: Finding) -> None:
    """A sheet by its number, a fact by its key, a gap by its sentence."""
    given: dict[str, Any] = {}
    if number := request.POST.get("sheet", "").strip():
        try:
            receipt = read_number(number)
        except NotAReceiptNumber:
            receipt = ""
        sheets = EvaluationSheet.objects.standing().select_related("measure")
        given["sheet"] = get_object_or_404(sheets, receipt=receipt)
    elif key := whole(request.POST.get("fact")):
        given["fact"] = get_object_or_404(MeasureFact.objects.select_related("measure"), pk=key)
    else:
        given = {"words": request.POST.get("words", ""), "url": request.POST.get("url", "")}
    actions.add_basis(finding=found, actor=signed_in(request), now=timezone.now(), **given)


def _remove_basis(request: HttpRequest, found: Finding) -> None:
    basis = get_object_or_404(FindingBasis, pk=whole(request.POST.get("basis")), finding=found)
    basis.finding = found
    actions.remove_basis(basis=basis, actor=signed_in(request), now=timezone.now())


def _link(request: HttpRequest, found: Finding) -> None:
    issue = get_object_or_404(queries.issues_to_link(found.review), pk=whole(request.POST.get("issue")))
    reason = request.POST.get("reason", "")
    actions.link_finding(finding=found, issue=issue, reason=reason, actor=signed_in(request), now=timezone.now())


def _end_link(request: HttpRequest, found: Finding) -> None:
    link = get_object_or_404(FindingLink.objects.in_force(), pk=whole(request.POST.get("link")), finding=found)
    link.finding = found
    note = request.POST.get("note", "")
    actions.end_finding_link(link=link, reason=note, actor=signed_in(request), now=timezone.now())
