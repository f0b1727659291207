"""Links to issues, and ends, as steps of a voice's story."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion
from jukugi.apps.opinions.queries.counting import VOICES, voices_by_issue
from jukugi.kit.pages.voices import Step


@dataclass(frozen=True)
class ToldLink:
    """One link as the story tells it: its reason where the visitor may read the words it quotes, and how many other
    voices are on the same issue.
    """

    link: IssueLink
    reason: str
    ended_reason: str
    others: int


def in_force(opinions: Iterable[Opinion]) -> list[IssueLink]:
    """Where opinions lead now. No query where the links were read along."""
    return [link for opinion in opinions for link in opinion.issue_links.all() if link.ended_at is None]


def steps(opinions: list[Opinion], *, may_read: bool) -> list[Step]:
    """One step for the links of a day, one for the ends of a day. Reasons quote the words: they are shown with them
    only. ``opinions`` are all that ever were of a submission: a link that went over to the one in an opinion's place
    is told once, with the day on which it was made. One query.
    """
    links = sorted(told_links(opinions), key=lambda link: (link.linked_at, link.pk))
    counted = voices_by_issue({link.issue_id for link in links if link.issue_id is not None})
    own = {opinion.pk: opinion.state == OpinionState.SHOWN for opinion in opinions}
    told = [_told(link, counted, own, may_read=may_read) for link in links]
    leads = any(row.link.ended_at is None and row.link.kind in VOICES for row in told)
    found = []
    for is_end in (False, True):
        of_kind = [row for row in told if (row.link.kind == LinkKind.NOT_TAKEN_UP) == is_end]
        for _day, group in groupby(of_kind, key=lambda row: timezone.localdate(row.link.linked_at)):
            rows = list(group)
            found.append(_end_step(rows, leads=leads) if is_end else _issue_step(rows))
    return found


def told_links(opinions: Sequence[Opinion]) -> list[IssueLink]:
    """The links of a story: of one that went over to a successor the later row, with the day of the first. No query."""
    by_revision = {revision.pk: opinion for opinion in opinions for revision in opinion.revisions.all()}
    gone_over: set[int] = set()
    for opinion in sorted(opinions, key=lambda one: one.position):
        before = by_revision.get(opinion.made_by_id or 0)
        if before is None or opinion.made_by is None:
            continue
        for link in opinion.issue_links.all():
            first = _carried(link, before) if link.linked_at == opinion.made_by.revised_at else None
            if first is not None:
                gone_over.add(first.pk)
                link.linked_at = first.linked_at
    return [link for opinion in opinions for link in opinion.issue_links.all() if link.pk not in gone_over]


def _carried(link: IssueLink, before: Opinion) -> IssueLink | None:
    """The link of the opinion before, of which this one is the continuation."""
    same = (
        old
        for old in before.issue_links.all()
        if old.ended_at == link.linked_at and (old.issue_id, old.kind) == (link.issue_id, link.kind)
    )
    return next(same, None)


def _told(link: IssueLink, counted: dict[int, int], own: dict[int, bool], *, may_read: bool) -> ToldLink:
    is_counted = link.ended_at is None and link.kind in VOICES and own[link.opinion_id]
    others = counted.get(link.issue_id or 0, 0) - is_counted
    return ToldLink(link, link.reason if may_read else "", link.ended_reason if may_read else "", max(0, others))


def _issue_step(rows: list[ToldLink]) -> Step:
    still = [row for row in rows if row.link.ended_at is None]
    count = len({row.link.issue_id for row in still})
    if count == 0:
        title = _("つなぎ方を直しました")
    elif count == 1:
        title = _("論点につなぎました")
    else:
        title = _("%(count)sの論点につなぎました") % {"count": _in_words(count)}
    return Step(
        at=rows[0].link.linked_at,
        label=_("論点"),
        title=title,
        template="opinions/_step_issues.html",
        content={"rows": still, "ended": [row for row in rows if row.link.ended_at is not None]},
        standing=_("この声は、いま「論点」の途中にあります") if still else "",
    )


def _end_step(rows: list[ToldLink], *, leads: bool) -> Step:
    still = [row for row in rows if row.link.ended_at is None]
    if not still:
        title = _("取り上げないという判断を、取り消しました")
    elif leads:
        title = _("取り上げないところがあります")
    else:
        title = _("取り上げないことになりました")
    return Step(
        at=rows[0].link.linked_at,
        label=_("判断"),
        title=title,
        template="opinions/_step_end.html",
        content={"rows": still, "ended": [row for row in rows if row.link.ended_at is not None]},
        standing=_("この声は、取り上げないことになりました") if still and not leads else "",
    )


def _in_words(count: int) -> str:
    """Small counts as a heading says them."""
    return f"{'一二三四五六七八九'[count - 1]}つ" if count < 10 else f"{count:,}"
