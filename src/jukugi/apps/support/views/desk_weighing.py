"""At the desk: alternatives, scores, the yardstick; residents asked and answered; a decision proposed; a year told."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.support import permissions
from jukugi.apps.support.actions import deciding, weighing
from jukugi.apps.support.enums import ScenarioKind
from jukugi.apps.support.forms.scenarios import CallForm, HeardForm, YearForm
from jukugi.apps.support.forms.weighing import AlternativeForm, DecisionForm, DropForm, ScoresForm, YardstickForm
from jukugi.apps.support.models import Alternative, Scenario, YardstickCriterion
from jukugi.apps.support.queries.scenarios import comments_of
from jukugi.apps.support.queries.years import years_due
from jukugi.apps.support.views.writing import kept, sent, signed_in, write
from jukugi.core.fiscal_year import fiscal_year_of
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page


@login_required
def new_alternative(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """One more way to do it."""
    found = kept(request, scenario_pk)
    return found if isinstance(found, HttpResponse) else _alternative(request, found, None)


@login_required
def alternative(request: HttpRequest, alternative_pk: int) -> HttpResponse:
    """Write one anew."""
    row = get_object_or_404(Alternative.objects.prefetch_related("money", "staff"), pk=alternative_pk)
    found = kept(request, row.scenario_id)
    return found if isinstance(found, HttpResponse) else _alternative(request, found, row)


@login_required
def drop(request: HttpRequest, alternative_pk: int) -> HttpResponse:
    """Take one back."""
    row = get_object_or_404(Alternative.objects.select_related("scenario__area"), pk=alternative_pk)
    found = kept(request, row.scenario_id)
    if isinstance(found, HttpResponse):
        return found

    def save(form: DropForm) -> str:
        weighing.drop_alternative(
            alternative=row, reason=form.cleaned_data["reason"], actor=signed_in(request), now=timezone.now()
        )
        return _desk(found)

    return write(
        request,
        DropForm(sent(request)),
        save,
        scenario=found,
        title=_("「%(name)s」を取り下げる") % {"name": row.name},
        lead=_("取り下げても、理由とともに読める形で残ります。元には戻せません。"),
        button=_("取り下げる"),
        done=_("取り下げました。"),
    )


@login_required
def scores(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """A score and its reason for each alternative by each criterion."""
    found = kept(request, scenario_pk)
    if isinstance(found, HttpResponse):
        return found
    form = ScoresForm(sent(request), scenario=found)

    def save(form: ScoresForm) -> str:
        weighing.set_scores(
            scenario=found,
            drafts=form.drafts,
            reason=form.cleaned_data["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return _desk(found)

    return write(
        request,
        form,
        save,
        scenario=found,
        title=_("点とその理由"),
        lead=_("ものさしの言葉を読み、いちばん近い点を選びます。点には、必ず理由を書きます。"),
        button=_("保存する"),
        done=_("点を保存しました。"),
    )


@login_required
def yardstick(request: HttpRequest, kind: str) -> HttpResponse:
    """The criteria of a kind, for all wards."""
    if not permissions.can_name(request.user):
        return refusal_page(request, NotAllowed())
    if kind not in ScenarioKind.values:
        raise Http404
    rows = list(YardstickCriterion.objects.filter(kind=kind, is_in_use=True))
    form = YardstickForm(sent(request), rows=rows)

    def save(form: YardstickForm) -> str:
        weighing.set_yardstick(
            kind=ScenarioKind(kind),
            drafts=form.drafts,
            reason=form.cleaned_data["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return reverse("support:desk-scenarios")

    return write(
        request,
        form,
        save,
        scenario=None,
        title=_("「%(kind)s」のものさし") % {"kind": ScenarioKind(kind).label},
        lead=_(
            "すべての区で同じものを使います。変えると、どの区の比べ方も変わります。名前を消した観点は、使わなくなります。"
        ),
        button=_("ものさしを決める"),
        done=_("ものさしを決めました。"),
    )


@login_required
def ask(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """Ask residents."""
    found = kept(request, scenario_pk)
    if isinstance(found, HttpResponse):
        return found

    def save(form: CallForm) -> str:
        deciding.ask_residents(scenario=found, **form.cleaned_data, actor=signed_in(request), now=timezone.now())
        return _desk(found)

    return write(
        request,
        CallForm(sent(request)),
        save,
        scenario=found,
        title=_("住民の意見を募集する"),
        lead=_(
            "ウェブ、紙のカード、会場、電話で届いた声が、このシナリオに付きます。ポスターと番号付きのカードは、募集のページから印刷できます。"
        ),
        button=_("募集を始める"),
        done=_("意見の募集をつくりました。"),
    )


@login_required
def heard(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """What was heard, and what was changed."""
    found = kept(request, scenario_pk)
    if isinstance(found, HttpResponse):
        return found
    form = HeardForm(sent(request), rows=list(found.heard.all()), call=found.call)

    def save(form: HeardForm) -> str:
        deciding.set_heard(
            scenario=found,
            drafts=form.drafts,
            reason=form.cleaned_data["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return _desk(found)

    return write(
        request,
        form,
        save,
        scenario=found,
        title=_("聞いたことと、変えたこと"),
        lead=_("似た声をまとめて、どうしたかと理由を書きます。もとの声の番号を書くと、声のゆくえからも読めます。"),
        button=_("載せる"),
        done=_("載せました。だれでも読めます。"),
        comments=comments_of(found, timezone.now()),
    )


@login_required
def propose(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """Propose a decision for a second person."""
    found = kept(request, scenario_pk)
    if isinstance(found, HttpResponse):
        return found
    standing = list(found.alternatives.filter(dropped_reason="").select_related("operator"))
    form = DecisionForm(sent(request), alternatives=standing)

    def save(form: DecisionForm) -> str:
        deciding.propose_decision(scenario=found, draft=form.draft, actor=signed_in(request), now=timezone.now())
        return _desk(found)

    return write(
        request,
        form,
        save,
        scenario=found,
        title=_("決定の案を書く"),
        lead=_("ほかの職員が決めると、公開されます。それまで、シナリオは書き直せません。"),
        button=_("決める人に渡す"),
        done=_("案を渡しました。ほかの職員が決めるのを待っています。"),
        comments=comments_of(found, timezone.now()),
    )


@login_required
def look_back(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """What a year brought."""
    found = kept(request, scenario_pk)
    if isinstance(found, HttpResponse):
        return found
    form = YearForm(sent(request), years=years_due(found, timezone.localdate()))

    def save(form: YearForm) -> str:
        deciding.look_back_on_year(scenario=found, draft=form.draft, actor=signed_in(request), now=timezone.now())
        return _desk(found)

    return write(
        request,
        form,
        save,
        scenario=found,
        title=_("年度を振り返る"),
        lead=_("書いたものは、だれでも読めます。一つの年度に一度だけで、後から直せません。"),
        button=_("載せる"),
        done=_("振り返りを載せました。だれでも読めます。"),
    )


def _alternative(request: HttpRequest, scenario: Scenario, row: Alternative | None) -> HttpResponse:
    first_year = fiscal_year_of(timezone.localdate())
    names = ("name", "form", "operator", "operator_words", "why")
    initial = {name: getattr(row, name) for name in names} if row is not None else {}
    form = AlternativeForm(sent(request), initial=initial, alternative=row, first_year=first_year)

    def save(form: AlternativeForm) -> str:
        weighing.write_alternative(
            scenario=scenario,
            alternative=row,
            draft=form.draft,
            reason=form.cleaned_data["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return _desk(scenario)

    return write(
        request,
        form,
        save,
        scenario=scenario,
        title=_("選択肢を足す") if row is None else _("「%(name)s」を書き直す") % {"name": row.name},
        lead=_("だれが、どの形で、いくらと何人で担うか。分からない年度は、空のままにします。"),
        button=_("保存する"),
        done=_("選択肢を保存しました。"),
    )


def _desk(scenario: Scenario) -> str:
    return reverse("support:desk-scenario", args=[scenario.pk])
