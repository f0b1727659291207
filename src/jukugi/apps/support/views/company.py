"""The company of one association: its own pages, and the same for the officer in charge."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.actions import accompanying, proposing, visiting
from jukugi.apps.support.enums import Helped, MatchAnswer
from jukugi.apps.support.forms.company import DoneForm, MatchForm, ReaderForm, SheetForm, StepForm
from jukugi.apps.support.models import Match
from jukugi.apps.support.papers import sheet_form
from jukugi.apps.support.queries.company import company_of
from jukugi.apps.support.views.company_asked import Side, done, form_page, is_done, sent, side_of
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.papers import form_pdf_apart

READERS = (OrganizationKind.INTERMEDIARY, OrganizationKind.SDC, OrganizationKind.FEDERATION)


@never_cache
@require_safe
def company(request: HttpRequest, association_pk: int, is_staff: bool = False) -> HttpResponse:
    """The sheet, who reads it, what fits, what is agreed on and what was heard."""
    side = side_of(request, association_pk, is_staff)
    if isinstance(side, HttpResponse):
        return side
    context = {"side": side, "company": company_of(side.organization), "today": timezone.localdate()}
    template = "support/company/desk_association.html" if is_staff else "support/company/own.html"
    return render(request, template, context)


@never_cache
def sheet(request: HttpRequest, association_pk: int, is_staff: bool = False) -> HttpResponse:
    """Write the next edition; the officer in charge types in what came on paper."""
    side = side_of(request, association_pk, is_staff)
    if isinstance(side, HttpResponse):
        return side
    last = side.organization.situation_sheets.filter(erased_at__isnull=True).first()
    form = SheetForm(sent(request), is_staff=is_staff, of=last)
    if is_done(
        form,
        lambda: accompanying.write_sheet(
            organization=side.organization,
            draft=form.draft,
            channel=Channel(form.cleaned_data.get("channel", Channel.WEB)),
            told_on=form.cleaned_data.get("told_on"),
            actor=side.actor,
            now=timezone.now(),
        ),
    ):
        return done(request, _("書きとめました。合いそうな支援があれば、下に出ます。"), side.home)
    lead = (
        _("紙や電話で届いたとおりに入れます。職員が入れたことは、団体のページに出ます。")
        if is_staff
        else _("書けるところだけで構いません。読めるのは、受け持ちの区の担当と、この団体が見せると決めた相手だけです。")
    )
    title = _("状況シートを入れる") if is_staff else _("状況シートを書く")
    return form_page(request, form, side, title=title, lead=lead, press=_("書きとめる"), last=last, is_sheet=True)


@never_cache
@require_safe
def paper(request: HttpRequest, association_pk: int, is_staff: bool = False) -> HttpResponse:
    """The sheet to be filled in by hand. What is known of the association is not printed on it."""
    side = side_of(request, association_pk, is_staff)
    if isinstance(side, HttpResponse):
        return side
    try:
        content = form_pdf_apart(
            sheet_form(side.organization, address=request.build_absolute_uri("/associations/mine/"))
        )
    except Refusal as error:
        return refusal_page(request, error, back=side.home)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="situation-sheet-{side.organization.pk}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@never_cache
def readers(request: HttpRequest, association_pk: int, is_staff: bool = False) -> HttpResponse:
    """Whom the association lets read its sheet; the officer in charge types in what stands on paper."""
    side = side_of(request, association_pk, is_staff)
    if isinstance(side, HttpResponse):
        return side
    bodies = Organization.objects.filter(kind__in=READERS).standing(timezone.localdate()).order_by("kind", "name")
    form = ReaderForm(sent(request), bodies=bodies)
    if is_done(
        form,
        lambda: accompanying.name_reader(
            organization=side.organization,
            reader=form.cleaned_data["reader"],
            actor=side.actor,
            now=timezone.now(),
        ),
    ):
        return done(request, _("見せる相手に加えました。"), side.home)
    lead = (
        _("団体が紙に書いたときだけ入れます。団体のページに出て、団体がいつでもやめられます。")
        if is_staff
        else _("相談に乗ってくれる団体などに、状況シートと決めたことを見せられます。")
    )
    return form_page(request, form, side, title=_("見せる相手を加える"), lead=lead, press=_("見せる"))


@require_POST
def withdraw_reader(request: HttpRequest, association_pk: int, reader_pk: int) -> HttpResponse:
    """Let it read no more."""
    side = side_of(request, association_pk, False)
    if isinstance(side, HttpResponse):
        return side
    named = get_object_or_404(side.organization.sheet_readers.running(), pk=reader_pk)
    accompanying.withdraw_reader(reader=named, actor=side.actor, now=timezone.now())
    return done(request, _("見せるのをやめました。"), side.home)


@never_cache
def match(request: HttpRequest, association_pk: int, match_pk: int, is_staff: bool = False) -> HttpResponse:
    """Take an offer that was proposed, or set it aside."""
    side = side_of(request, association_pk, is_staff)
    if isinstance(side, HttpResponse):
        return side
    proposed = get_object_or_404(
        side.organization.support_matches.select_related("offer__organization", "offer__function"), pk=match_pk
    )
    form = MatchForm(sent(request))
    if is_done(
        form,
        lambda: proposing.answer_match(
            match=proposed,
            answer=MatchAnswer(form.cleaned_data["answer"]),
            reason=form.cleaned_data["reason"],
            actor=side.actor,
            now=timezone.now(),
        ),
    ):
        if form.cleaned_data["answer"] == MatchAnswer.ACCEPTED:
            words = _("使ってみることにしました。だれがいつまでに何をするかを決めておくと、進みます。")
            return done(request, words, reverse(side.pages["step"], args=[association_pk]) + f"?match={proposed.pk}")
        return done(request, _("見送りました。"), side.home)
    context = {"form": form, "side": side, "match": proposed}
    template = "support/company/desk_match.html" if is_staff else "support/company/own_match.html"
    return render(request, template, context, status=400 if form.errors else 200)


@never_cache
def step(request: HttpRequest, association_pk: int, is_staff: bool = False) -> HttpResponse:
    """Agree on a next step."""
    side = side_of(request, association_pk, is_staff)
    if isinstance(side, HttpResponse):
        return side
    form = StepForm(sent(request), matches=usable_matches(side), initial={"match": request.GET.get("match", "")})
    if is_done(form, lambda: _agree(side, form)):
        return done(request, _("次の一歩を決めました。期限が来ると、するほうに知らせます。"), side.home)
    lead = _("だれが、いつまでに、何をするかを一つ書きます。団体と区の担当の両方が読みます。")
    return form_page(request, form, side, title=_("次の一歩を決める"), lead=lead, press=_("決める"))


@never_cache
def step_done(request: HttpRequest, association_pk: int, step_pk: int, is_staff: bool = False) -> HttpResponse:
    """Say that a step is done, and whether it helped."""
    side = side_of(request, association_pk, is_staff)
    if isinstance(side, HttpResponse):
        return side
    agreed = get_object_or_404(side.organization.next_steps.all(), pk=step_pk)
    form = DoneForm(sent(request), initial={"done_on": timezone.localdate()})
    if is_done(
        form,
        lambda: visiting.finish_step(
            step=agreed,
            helped=Helped(form.cleaned_data["helped"]),
            note=form.cleaned_data["note"],
            done_on=form.cleaned_data["done_on"],
            actor=side.actor,
            now=timezone.now(),
        ),
    ):
        return done(request, _("済んだことを書きとめました。"), side.home)
    return form_page(request, form, side, title=_("済んだことを書く"), lead=agreed.what, press=_("書きとめる"))


def usable_matches(side: Side) -> QuerySet[Match]:
    """Offers of which a step may make use: those that nobody set aside."""
    rows = side.organization.support_matches.exclude(answer=MatchAnswer.SET_ASIDE)
    return rows.select_related("offer")


def _agree(side: Side, form: StepForm) -> None:
    draft = form.draft
    assert draft is not None
    visiting.agree_step(organization=side.organization, step=draft, actor=side.actor, now=timezone.now())
