"""Reviewers: invited by who writes a draft, read and written by themselves, answered at the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.permissions import is_staff
from jukugi.apps.drafts import actions, errors, permissions, policies
from jukugi.apps.drafts.enums import CommentOutcome
from jukugi.apps.drafts.forms.together import AnswerForm, CommentForm, LinkForm, StaffReviewerForm
from jukugi.apps.drafts.models import Document, Edition, ReviewComment, ReviewInvitation
from jukugi.apps.drafts.queries import reviewing as queries
from jukugi.apps.drafts.views.asked import clause_of, my_document, newest_edition, signed_in
from jukugi.kit.errors import NotAllowed, Refusal, WordsHaveControls, WordsMissing, WordsTooLong
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page, set_subject

INVITING: dict[type[Refusal], str] = {
    WordsMissing: "label",
    WordsTooLong: "label",
    errors.ReviewDaysOutOfRange: "days",
    errors.InvitedAlready: "reviewer",
    errors.ReviewerNotStaff: "reviewer",
}
ANSWERING: dict[type[Refusal], str] = {
    WordsMissing: "answer",
    WordsTooLong: "answer",
    errors.TakenOverNeedsWriting: "outcome",
}


@login_required
@never_cache
def reviewers(request: HttpRequest, document_pk: int) -> HttpResponse:
    """Who reviews the edition at work; invite one more. A secret link is on the page once, right after."""
    document = my_document(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    edition = newest_edition(document)
    staff = queries.staff_to_invite(edition)
    by_link = request.POST.get("way") == "link"
    link = LinkForm(request.POST if by_link else None)
    signed = StaffReviewerForm(request.POST if request.method == "POST" and not by_link else None, staff=staff)
    form = link if by_link else signed
    invited = None
    if request.method == "POST" and form.is_valid():
        told = {"edition": edition, **form.cleaned_data, "actor": signed_in(request), "now": timezone.now()}
        try:
            invited = actions.invite_by_link(**told) if by_link else actions.invite_staff(**told)
            if not by_link:
                messages.success(request, _("招きました。その人の「わたしの査読」に出ます。"))
                return redirect("drafts:reviewers", document_pk=document.pk)
            link = LinkForm()
        except Refusal as error:
            tell(form, error, INVITING)
    context = {
        "document": document,
        "edition": edition,
        "link": link,
        "signed": signed,
        "has_staff": bool(staff),
        "invited": invited,
        "address": request.build_absolute_uri(reverse("drafts:review", args=[invited.code])) if invited else "",
        "rows": [(row, row.is_open(timezone.now())) for row in queries.reviewers_of(edition)],
    }
    status = 400 if link.errors or signed.errors else 200
    return render(request, "drafts/desk_reviewers.html", context, status=status)


@login_required
@require_POST
def withdraw(request: HttpRequest, invitation_pk: int) -> HttpResponse:
    """End an invitation."""
    related = ReviewInvitation.objects.select_related("edition__document__area")
    invitation = get_object_or_404(related, pk=invitation_pk)
    back = reverse("drafts:reviewers", args=[invitation.edition.document_id])
    try:
        actions.withdraw_invitation(invitation=invitation, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=back)
    messages.success(request, _("取りやめました。書かれたコメントは残っています。"))
    return redirect(back)


@login_required
def comments(request: HttpRequest, document_pk: int) -> HttpResponse:
    """All that reviewers wrote, clause by clause."""
    document = my_document(request, document_pk)
    if isinstance(document, HttpResponse):
        return document
    return _comments_page(request, document, newest_edition(document))


@login_required
@require_POST
def answer(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Say what became of a comment; what cannot be taken comes back with its words."""
    related = ReviewComment.objects.select_related(
        "invitation__edition__document__process", "invitation__edition__document__area", "clause"
    )
    comment = get_object_or_404(related, pk=comment_pk)
    edition = comment.invitation.edition
    document = edition.document
    if not permissions.can_write(request.user, document):
        return refusal_page(request, NotAllowed())
    form = AnswerForm(request.POST, prefix=f"c{comment.pk}")
    if form.is_valid():
        try:
            actions.answer_comment(
                comment=comment,
                outcome=CommentOutcome(form.cleaned_data["outcome"]),
                answer=form.cleaned_data["answer"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("答えました。"))
            return redirect(f"{reverse('drafts:comments', args=[document.pk])}#c{comment.clause.serial}")
        except errors.CommentAnswered as error:
            return refusal_page(request, error, back=reverse("drafts:comments", args=[document.pk]))
        except errors.CommentWithdrawn as error:
            return refusal_page(request, error, back=reverse("drafts:comments", args=[document.pk]))
        except Refusal as error:
            tell(form, error, ANSWERING)
    set_subject(request, document.process)
    return _comments_page(request, document, edition, answered=(comment.pk, form))


@login_required
def my_reviews(request: HttpRequest) -> HttpResponse:
    """わたしの査読."""
    if not is_staff(request.user):
        return refusal_page(request, NotAllowed())
    rows = queries.invitations_of(signed_in(request), timezone.now())
    return render(request, "drafts/desk_reviews.html", {"rows": rows})


@login_required
@never_cache
def staff_review(request: HttpRequest, invitation_pk: int) -> HttpResponse:
    """The draft, for a member of staff who was invited; for nobody else, whatever their role."""
    related = ReviewInvitation.objects.select_related("edition__document__process", "edition__document__area")
    invitation = get_object_or_404(related, pk=invitation_pk)
    if invitation.reviewer_id != signed_in(request).pk or not is_staff(request.user):
        return refusal_page(request, NotAllowed())
    return _review(request, invitation, request.path)


@never_cache
def review(request: HttpRequest, code: str) -> HttpResponse:
    """The draft, for who holds the secret link."""
    invitation = queries.invitation_of_code(code)
    if invitation is None:
        raise Http404
    response = _review(request, invitation, request.path)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _review(request: HttpRequest, invitation: ReviewInvitation, here: str) -> HttpResponse:
    """Read, write beside a clause, change, take back. The form says which clause by its number."""
    edition, now = invitation.edition, timezone.now()
    set_subject(request, edition.document.process)
    written: tuple[int, CommentForm] | None = None
    try:
        policies.check_is_at_review(invitation, now=now)
        if request.method == "POST":
            serial = whole(request.POST.get("serial"))
            written = _save(request, invitation, serial)
            if written is None:
                return redirect(f"{here}#c{serial}")
    except errors.ClauseNotHere as error:
        return refusal_page(request, error, back=here)
    except (errors.InvitationOver, errors.ReviewNotOpen) as error:
        return refusal_page(request, error)
    clauses = queries.clauses_to_review(invitation)
    context = {
        "document": edition.document,
        "edition": edition,
        "invitation": invitation,
        "clauses": clauses,
        "count": sum(clause.own is not None for clause in clauses),
        "written": written,
        "form": CommentForm(),
        "here": here,
    }
    return render(request, "drafts/review.html", context, status=400 if written else 200)


def _save(request: HttpRequest, invitation: ReviewInvitation, serial: int) -> tuple[int, CommentForm] | None:
    """Keep a comment or take it back; what cannot be kept comes back with its form. A clause of another document is
    none.
    """
    clause = clause_of(invitation.edition.document, serial)
    now = timezone.now()
    form = CommentForm(request.POST)
    try:
        if "withdraw" in request.POST:
            own = invitation.comments.open().filter(clause=clause).select_related("invitation").first()
            if own is not None:
                actions.withdraw_comment(comment=own, now=now)
                messages.success(request, _("コメントを取り下げました。"))
        elif form.is_valid():
            text = form.cleaned_data["text"]
            actions.write_comment(invitation=invitation, clause=clause, text=text, now=now)
            messages.success(request, _("コメントを保存しました。答えが付くまで、何度でも直せます。"))
    except (WordsMissing, WordsTooLong, WordsHaveControls, errors.TooManySaves) as error:
        tell(form, error, {type(error): "text"})
    return (serial, form) if form.errors and "withdraw" not in request.POST else None


def _comments_page(
    request: HttpRequest, document: Document, edition: Edition, *, answered: tuple[int, AnswerForm] | None = None
) -> HttpResponse:
    """``answered``: the comment whose answer came back, and its form."""
    rows = queries.commented_clauses(edition)
    forms = {
        comment.pk: AnswerForm(prefix=f"c{comment.pk}")
        for row in rows
        for comment in row.comments
        if comment.answered_at is None
    }
    if answered is not None:
        forms[answered[0]] = answered[1]
    context = {
        "document": document,
        "edition": edition,
        "rows": rows,
        "forms": forms,
        "waiting": len(forms),
        "refused": answered[1] if answered is not None else None,
    }
    return render(request, "drafts/desk_comments.html", context, status=400 if answered else 200)
