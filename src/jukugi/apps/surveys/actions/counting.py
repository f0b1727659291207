"""A result is counted, in jobs, and published, by a person."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from jukugi.apps.accounts.actions import take_export
from jukugi.apps.accounts.models import User
from jukugi.apps.surveys import errors, permissions, policies
from jukugi.apps.surveys.actions.standing import locked_survey, tell
from jukugi.apps.surveys.counted.packing import canonical, digest_of, packed, unpacked
from jukugi.apps.surveys.enums import PAGE_JOB, REASON_LIMIT, SHEETS_OF_A_SURVEY, SurveyAct, SurveyState
from jukugi.apps.surveys.models import AnswerSheet, PreparedResult, ResultEdition, SheetExclusion, Survey
from jukugi.apps.surveys.queries.asking import as_questionnaire, question_rows
from jukugi.apps.surveys.queries.counting import counted_sheets
from jukugi.apps.surveys.queries.population import population_margins
from jukugi.kit import audit, jobs
from jukugi.kit.appends import settled_key
from jukugi.kit.verifying import Verdict
from jukugi.kit.worded import checked

COUNTED = (SurveyState.OPENED, SurveyState.PUBLISHED)


def count_due(*, now: datetime) -> int:
    """Count every survey to which something came since it was counted. Returns how many; safe to run twice."""
    due = list(due_surveys())
    for survey in due:
        count_survey(survey=survey, now=now)
    return len(due)


def due_surveys() -> Iterator[Survey]:
    """Surveys whose newest sheet is not counted, or of which somebody wants a new count. Two queries and one each."""
    surveys = Survey.objects.filter(state__in=COUNTED).select_related("prepared", "process")
    for survey in surveys.order_by("pk"):
        prepared = getattr(survey, "prepared", None)
        last = AnswerSheet.objects.filter(survey=survey).aggregate(last=Max("pk"))["last"] or 0
        if prepared is None or _is_behind(survey, prepared, last):
            yield survey


def _is_behind(survey: Survey, prepared: PreparedResult, last: int) -> bool:
    """Whether something came in or changed since the last count."""
    if prepared.counted_at is None or prepared.wanted_at is not None or last > prepared.last_sheet:
        return True
    return _excluded_since(survey, prepared)


def _excluded_since(survey: Survey, prepared: PreparedResult) -> bool:
    since = Q(excluded_at__gt=prepared.counted_at) | Q(ended_at__gt=prepared.counted_at)
    return SheetExclusion.objects.filter(since, sheet__survey=survey).exists()


def want_count(*, survey: Survey, actor: User, now: datetime) -> None:
    """Have a survey counted anew although nothing came in. Raises NotAllowed or SurveyNotInState."""
    permissions.check_can_run(actor, survey.area)
    policies.check_state(survey, *COUNTED)
    PreparedResult.objects.update_or_create(survey=survey, defaults={"wanted_at": now})


def count_survey(*, survey: Survey, now: datetime) -> PreparedResult:
    """Count the sheets that are there, and prepare what may be published of it. In jobs. Safe to run twice.

    Nothing is locked while it counts, and the result comes to stand in one step: whoever looks meanwhile, or after a
    worker was killed, finds the count before.
    """
    from jukugi.apps.surveys.counted.document import CODE_VERSION
    from jukugi.apps.surveys.counted.reading import Extent

    wanted_at = PreparedResult.objects.filter(survey=survey).values_list("wanted_at", flat=True).first()
    extent = Extent(settled_key(AnswerSheet), now)
    document = _counted(survey, extent, population_margins(survey))
    last = survey.editions.first()
    content = {"staff": document, "public": _public(document, last), "after": last.number if last else 0}
    stands = {
        "content": packed(content),
        "sheets": document["inputs"]["sheets"],
        "last_sheet": extent.last_sheet,
        "code_version": CODE_VERSION,
        "counted_at": now,
    }
    with transaction.atomic():
        prepared, _is_new = PreparedResult.objects.update_or_create(survey=survey, defaults=stands)
        PreparedResult.objects.filter(pk=prepared.pk, wanted_at=wanted_at).update(wanted_at=None)
    prepared.refresh_from_db()
    return prepared


def _counted(survey: Survey, extent: Any, margins: dict[str, dict[str, int]]) -> dict[str, Any]:
    from jukugi.apps.surveys.counted.document import document_of
    from jukugi.apps.surveys.counted.reading import read_sheets

    rows, audiences = question_rows(survey), list(survey.audiences.all())
    questionnaire = as_questionnaire(rows)
    sheets = read_sheets(survey, questionnaire, audiences, extent)
    return document_of(survey, rows, questionnaire, audiences, sheets, extent=extent, margins=margins)


def _public(document: dict[str, Any], last: ResultEdition | None) -> dict[str, Any]:
    from jukugi.apps.surveys.counted.protecting import protected

    before = unpacked(last.content) if last is not None else None
    return protected(document, before, number=(last.number if last is not None else 0) + 1)


@transaction.atomic
def publish_result(*, survey: Survey, reason: str, actor: User, now: datetime) -> ResultEdition:
    """Publish what was prepared as a dated edition; ``reason``: why there is one more.

    Raises NotAllowed, ProcessFinished, SurveyNotInState, SurveyStillOpen, ResultNotCounted (something came in since),
    ResultUnchanged (no figure may change yet), NothingToPublish and what the reason can raise.
    """
    permissions.check_can_publish(actor)
    current = locked_survey(survey, actor, *COUNTED)
    policies.check_is_over(current, now=now)
    last = current.editions.first()
    why = checked(reason, field=_("改める理由"), limit=REASON_LIMIT, is_needed=last is not None)
    prepared = _checked_count(current, last)
    public = unpacked(prepared.content)["public"]
    check_has_figures(public, last)
    edition = ResultEdition.objects.create(
        survey=current,
        number=public["edition"],
        content=packed(public),
        digest=digest_of(public),
        sheets=prepared.sheets,
        last_sheet=prepared.last_sheet,
        code_version=prepared.code_version,
        reason=why,
        actor_key=actor.actor_key,
        published_at=now,
    )
    if last is None:
        current.state, current.published_at = SurveyState.PUBLISHED, now
        current.save(update_fields=["state", "published_at"])
    tell(current, SurveyAct.PUBLISHED if last is None else SurveyAct.REVISED, why, actor, now)
    PreparedResult.objects.filter(pk=prepared.pk).update(wanted_at=now)
    jobs.defer(PAGE_JOB)
    return edition


def _checked_count(survey: Survey, last: ResultEdition | None) -> PreparedResult:
    """The count, where it is that of today's sheets. Raises ResultNotCounted."""
    prepared = PreparedResult.objects.filter(survey=survey).first()
    if prepared is None or prepared.counted_at is None:
        raise errors.ResultNotCounted
    newest = AnswerSheet.objects.filter(survey=survey).aggregate(last=Max("pk"))["last"] or 0
    after = unpacked(prepared.content)["after"]
    is_behind = newest > prepared.last_sheet or after != (last.number if last is not None else 0)
    if is_behind or _excluded_since(survey, prepared):
        raise errors.ResultNotCounted
    return prepared


def check_has_figures(public: dict[str, Any], last: ResultEdition | None) -> None:
    """Raises NothingToPublish or ResultUnchanged."""
    from jukugi.apps.surveys.counted.protecting import changed

    if not changed(public):
        raise errors.NothingToPublish if last is None else errors.ResultUnchanged(number=last.number)


def verified_editions() -> Iterator[Verdict]:
    """Count every published edition again from the sheets, and compare the bytes."""
    before: ResultEdition | None = None
    for edition in ResultEdition.objects.select_related("survey", "survey__process").order_by("survey", "number"):
        last = before if before is not None and before.survey_id == edition.survey_id else None
        what = _("アンケート「%(title)s」の結果 第%(number)s版") % {
            "title": edition.survey.title,
            "number": edition.number,
        }
        yield Verdict(what, _fault(edition, last), _note(edition))
        before = edition


def _note(edition: ResultEdition) -> str:
    from jukugi.apps.surveys.counted.document import CODE_VERSION

    if edition.code_version == CODE_VERSION:
        return ""
    return _("（公表したときの版は%(version)s。いまの版で計算しました）") % {"version": edition.code_version}


def _fault(edition: ResultEdition, last: ResultEdition | None) -> str:
    from jukugi.apps.surveys.counted.reading import Extent

    published = unpacked(edition.content)
    if digest_of(published) != edition.digest:
        return _("公表した結果そのものが、公表したあとに変えられています。")
    inputs = published["inputs"]
    extent = Extent(inputs["last_sheet"], datetime.fromisoformat(inputs["as_of"]))
    again = _counted(edition.survey, extent, inputs["margins"])
    if again["inputs"]["digest"] != inputs["digest"]:
        return _("数えた回答が、公表したときと違います。jukugi verify-audit で回答の記録を確かめてください。")
    if canonical(_public(again, last)) != canonical(published):
        return _("同じ回答から計算し直した結果が、公表したものと違います。ソフトウェアの版の違いかもしれません。")
    return ""


@transaction.atomic
def take_sheet_rows(*, survey: Survey, with_words: bool, actor: User, now: datetime) -> None:
    """Somebody takes the rows of all sheets along, once another officer has agreed: written down before they are given.

    Raises NotAllowed, ExportNotAgreed.
    """
    permissions.check_can_run(actor, survey.area)
    count = counted_sheets(survey).count()
    take_export(kind=SHEETS_OF_A_SURVEY, key=str(survey.pk), count=count, actor=actor, now=now)
    audit.record("surveys.rows_taken", actor=actor, subject=survey, at=now, details={"with_words": with_words})
