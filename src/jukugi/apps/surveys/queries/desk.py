"""Reads for the desk: what there is to do, how many came, how far paper is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel, Sex
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.surveys.enums import SurveyState
from jukugi.apps.surveys.models import AnswerSheet, Audience, Keying, PaperSheet, Quota, Survey


@dataclass(frozen=True)
class CameIn:
    """How many sheets of one audience came in, by way; ``share`` of those who were asked, None where nobody knows."""

    audience: Audience
    total: int
    by_channel: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float | None:
        asked = self.audience.asked
        return self.total / asked if asked else None


@dataclass(frozen=True)
class QuotaRow:
    """One group that is watched: how many are wanted, how many came."""

    words: str
    wanted: int
    came: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.came)


@dataclass(frozen=True)
class PaperCounts:
    """How far the paper of a survey is: sheets that wait for a first and a second typing, that differ, that are in."""

    first: int
    second: int
    differ: int
    settled: int


def my_surveys(areas: set[int | None]) -> list[Survey]:
    """The surveys that somebody runs, with how many sheets came (``n_sheets``); newest first. One query."""
    came = Count("sheets", filter=Q(sheets__corrected_by__isnull=True))
    surveys = Survey.objects.in_areas(areas).select_related("area").annotate(n_sheets=came)
    return list(surveys.order_by("-opens_on", "-pk"))


def came_in(survey: Survey) -> list[CameIn]:
    """Each audience with what came in from it. Two queries."""
    counted = AnswerSheet.objects.standing().filter(survey=survey).order_by().values("audience", "channel")
    counts: dict[int, dict[str, int]] = {}
    for row in counted.annotate(n=Count("pk")):
        counts.setdefault(row["audience"], {})[row["channel"]] = row["n"]
    return [
        CameIn(
            audience,
            sum(counts.get(audience.pk, {}).values()),
            tuple(
                (channel.value, counts[audience.pk][channel.value])
                for channel in Channel
                if channel.value in counts.get(audience.pk, {})
            ),
        )
        for audience in survey.audiences.all()
    ]


def quota_rows(audience: Audience) -> list[QuotaRow]:
    """The groups that are watched, the emptiest first. Two queries."""
    quotas = list(audience.quotas.select_related("ward"))
    if not quotas:
        return []
    sheets = AnswerSheet.objects.standing().filter(audience=audience).order_by()
    groups = list(sheets.values_list("ward", "age_band", "sex").annotate(n=Count("pk")))
    rows = [QuotaRow(words_of(quota), quota.wanted, _came(quota, groups)) for quota in quotas]
    return sorted(rows, key=lambda row: row.came / row.wanted)


def words_of(quota: Quota) -> str:
    """A group in words: 中原区・30〜39歳・女性."""
    parts = [
        quota.ward.name if quota.ward is not None else "",
        str(AgeBand(quota.age_band).label) if quota.age_band else "",
        str(Sex(quota.sex).label) if quota.sex else "",
    ]
    return "・".join(part for part in parts if part) or _("全員")


def _came(quota: Quota, groups: list[tuple[int | None, str, str, int]]) -> int:
    return sum(
        count
        for ward, age_band, sex, count in groups
        if quota.ward_id in (None, ward) and quota.age_band in ("", age_band) and quota.sex in ("", sex)
    )


def paper_counts(survey: Survey) -> PaperCounts:
    """One query."""
    papers = _papers(survey)
    counted = papers.aggregate(
        first=Count("pk", filter=Q(has_first=False, is_settled=False, printed_at__isnull=True)),
        second=Count("pk", filter=Q(has_first=True, has_second=False, is_settled=False)),
        differ=Count("pk", filter=Q(has_second=True, is_settled=False)),
        settled=Count("pk", filter=Q(is_settled=True)),
    )
    return PaperCounts(**counted)


def waiting_papers(survey: Survey, show: str) -> list[PaperSheet]:
    """Sheets of paper that wait: ``first`` or ``second`` typing, or ``differ``; the oldest first, at most 200 of them.

    One query.
    """
    papers = _papers(survey).filter(is_settled=False).select_related("audience")
    wanted = {
        "first": Q(has_first=False, printed_at__isnull=True),
        "second": Q(has_first=True, has_second=False),
        "differ": Q(has_second=True),
    }
    return list(papers.filter(wanted.get(show, Q(has_second=True))).order_by("pk")[:200])


def waiting_paper_by_ward(areas: set[int | None], actor_key: str, today: date) -> dict[int | None, tuple[int, int]]:
    """Of surveys that the person may run, by ward: sheets to type in a second time (not those the person typed first),
    and sheets that differ. One query."""
    surveys = Survey.objects.in_areas(areas).filter(state=SurveyState.OPENED)
    mine = Exists(Keying.objects.filter(paper=OuterRef("pk"), actor_key=actor_key))
    papers = _annotated(PaperSheet.objects.filter(survey__in=list(surveys.values_list("pk", flat=True))))
    rows = (
        papers.filter(is_settled=False, has_first=True)
        .annotate(mine=mine)
        .values("survey__area")
        .annotate(
            second=Count("pk", filter=Q(has_second=False, mine=False, survey__keys_twice=True)),
            differ=Count("pk", filter=Q(has_second=True)),
        )
        .order_by()
    )
    return {row["survey__area"]: (row["second"], row["differ"]) for row in rows}


def _papers(survey: Survey):  # type: ignore[no-untyped-def]  # a queryset with annotations has no name in the types
    return _annotated(PaperSheet.objects.filter(survey=survey))


def _annotated(papers):  # type: ignore[no-untyped-def]
    return papers.annotate(
        is_settled=Exists(AnswerSheet.objects.filter(paper=OuterRef("pk"))),
        has_first=Exists(Keying.objects.filter(paper=OuterRef("pk"), turn=1)),
        has_second=Exists(Keying.objects.filter(paper=OuterRef("pk"), turn=2)),
    )


def codes_used(audience: Audience) -> int:
    """How many codes have answered. One query."""
    return AnswerSheet.objects.filter(personal_code__audience=audience, corrects__isnull=True).count()
