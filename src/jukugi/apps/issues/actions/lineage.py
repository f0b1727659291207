from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.issues import errors, permissions
from jukugi.apps.issues.actions.following import (
    follow_edges,
    follow_parents,
    follow_policies,
    return_edges,
    return_parents,
    return_policies,
)
from jukugi.apps.issues.actions.standing import one_at_a_time, standing_issues
from jukugi.apps.issues.actions.words import checked_reason, checked_title, checked_words
from jukugi.apps.issues.enums import IssueLevel, IssueStatus, LineageKind, LineageSide
from jukugi.apps.issues.enums.lineage import Return, Step, lineage_followers
from jukugi.apps.issues.models import Issue, LineageAct, LineageTie
from jukugi.apps.issues.queries.lineage import newcomers_of
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.core.text import one_line
from jukugi.kit import audit

MOST_PARTS = 6
Divided = Mapping[str, Mapping[int, Collection[int]]]
"""By name of a follower and key of a thing: the places of the parts, from 0, to which a person gave it."""


@dataclass(frozen=True)
class NewIssue:
    """An issue that begins with an act of lineage."""

    title: str
    level: IssueLevel
    area: Area | None = None
    description: str = ""


@transaction.atomic
def merge_issues(
    *, issues: Sequence[Issue], into: Issue | NewIssue, reason: str, actor: User, now: datetime
) -> LineageAct:
    """Let issues end and another stand in their place, one that is there or a new one. Their voices, edges and parts
    go with them; all of it is undone by ``undo_lineage``.

    Raises NotAllowed, ProcessFinished, ReasonMissing, WordsTooLong, WordsHaveControls, TitleMissing, TitleTooLong,
    TooFewToMerge, EdgeOfAnotherProcess, IssueEnded, and what a follower refuses.
    """
    permissions.check_can_edit(actor)
    ending = list({issue.pk: issue for issue in issues}.values())
    into_one_of_them = isinstance(into, Issue) and into.pk in {issue.pk for issue in ending}
    if not ending or into_one_of_them or (isinstance(into, NewIssue) and len(ending) < 2):
        raise errors.TooFewToMerge
    process = ending[0].process
    check_is_running(process)
    reason = checked_reason(reason)
    one_at_a_time(process)
    for each in [*ending, *([into] if isinstance(into, Issue) else [])]:
        if each.process_id != process.pk:
            raise errors.EdgeOfAnotherProcess(issue=each.title)
    current = standing_issues([*ending, *([into] if isinstance(into, Issue) else [])])
    before = [current[issue.pk] for issue in ending]
    act = _act(LineageKind.MERGE, before, reason, actor, now)
    after = current[into.pk] if isinstance(into, Issue) else _begin(into, before, act, number=1)
    names = "、".join(f"「{issue.title}」" for issue in before)
    words = _("論点%(before)sを「%(after)s」にまとめました。%(reason)s") % {
        "before": names,
        "after": after.title,
        "reason": reason,
    }
    _carry_out(act, before, [after], after, words, {}, is_new=isinstance(into, NewIssue))
    audit.record("issues.merged", actor=actor, subject=act, at=now, details={"before": len(before), "after": after.pk})
    return act


@transaction.atomic
def split_issue(
    *,
    issue: Issue,
    parts: Sequence[NewIssue],
    divided: Divided,
    heir: int,
    reason: str,
    actor: User,
    now: datetime,
) -> LineageAct:
    """Let an issue end and new ones stand in its place. What nobody divided goes to the part at place ``heir``.

    Raises NotAllowed, ProcessFinished, ReasonMissing, WordsTooLong, WordsHaveControls, TitleMissing, TitleTooLong,
    WrongNumberOfParts, PartsAlike, PartUnknown, IssueEnded, and what a follower refuses.
    """
    permissions.check_can_edit(actor)
    check_is_running(issue.process)
    reason = checked_reason(reason)
    if not 2 <= len(parts) <= MOST_PARTS:
        raise errors.WrongNumberOfParts(most=MOST_PARTS)
    titles = [checked_title(part.title) for part in parts]
    if len(set(titles)) < len(titles):
        raise errors.PartsAlike
    places = {place for things in divided.values() for chosen in things.values() for place in chosen} | {heir}
    if not places <= set(range(len(parts))):
        raise errors.PartUnknown
    one_at_a_time(issue.process)
    before = standing_issues([issue])[issue.pk]
    act = _act(LineageKind.SPLIT, [before], reason, actor, now)
    after = [_begin(part, [before], act, number=number) for number, part in enumerate(parts, start=1)]
    names = "、".join(f"「{part.title}」" for part in after)
    words = _("論点「%(before)s」を%(after)sに分けました。%(reason)s") % {
        "before": before.title,
        "after": names,
        "reason": reason,
    }
    by_part = {
        name: {key: frozenset(after[place].pk for place in chosen) for key, chosen in things.items() if chosen}
        for name, things in divided.items()
    }
    _carry_out(act, [before], after, after[heir], words, by_part, is_new=True)
    audit.record("issues.split", actor=actor, subject=act, at=now, details={"before": before.pk, "after": len(after)})
    return act


@transaction.atomic
def undo_lineage(*, act: LineageAct, heir: Issue | None, reason: str, actor: User, now: datetime) -> None:
    """Undo a merge or a split: the issues before it stand again, with what they had; those that began with it end.

    ``heir``: of several issues before it the one to which goes what came since. Raises NotAllowed, ProcessFinished,
    ReasonMissing, WordsTooLong, WordsHaveControls, LineageUndone, LaterLineageFirst, NewcomersNeedAPlace.
    """
    permissions.check_can_edit(actor)
    check_is_running(act.process)
    reason = checked_reason(reason)
    one_at_a_time(act.process)
    current = LineageAct.objects.select_for_update(of=("self",)).get(pk=act.pk)
    if current.undone_at is not None:
        raise errors.LineageUndone
    ties = list(current.ties.select_related("issue"))
    before = [tie.issue for tie in ties if tie.side == LineageSide.BEFORE]
    ended = [tie.issue for tie in ties if tie.is_new]
    list(Issue.objects.select_for_update(of=("self",)).filter(pk__in=[tie.issue_id for tie in ties]).order_by("pk"))
    _check_is_last(current, ties)
    home = heir if heir is not None and heir.pk in {issue.pk for issue in before} else None
    home = before[0] if len(before) == 1 else home
    count = newcomers_of(current, [issue.pk for issue in ended]) if ended else 0
    if count and home is None:
        raise errors.NewcomersNeedAPlace(count=count)
    act.undone_at, act.undone_reason, act.undone_by = now, reason, actor.actor_key
    act.save(update_fields=["undone_at", "undone_reason", "undone_by"])
    Issue.objects.filter(pk__in=[issue.pk for issue in before]).update(ended_at=None)
    back = Return(
        act=act.pk,
        before=tuple(issue.pk for issue in before),
        ended=tuple(issue.pk for issue in ended),
        heir=home.pk if home is not None else None,
        words=_("まとめたこと、分けたことを取り消しました。%(reason)s") % {"reason": reason},
        actor_key=actor.actor_key,
        department=_department_key(actor, now),
        now=now,
    )
    Issue.objects.filter(pk__in=back.ended).update(ended_at=now)
    return_parents(back, current.memos.get("parents", []))
    return_policies(back, current.memos.get("policies", []))
    return_edges(back)
    for name, follower in lineage_followers.items():
        follower.go_back(back, current.memos.get(name))
    audit.record("issues.lineage_undone", actor=actor, subject=act, at=now)


def _act(kind: LineageKind, before: Sequence[Issue], reason: str, actor: User, now: datetime) -> LineageAct:
    return LineageAct.objects.create(
        process_id=before[0].process_id,
        kind=kind,
        reason=reason,
        actor_key=actor.actor_key,
        department_id=_department_key(actor, now),
        made_at=now,
    )


def _department_key(actor: User, now: datetime) -> int | None:
    department: Organization | None = department_of(actor, day=timezone.localdate(now))
    return department.pk if department is not None else None


def _begin(new: NewIssue, before: Sequence[Issue], act: LineageAct, *, number: int) -> Issue:
    """A new issue in the place of the first of those that end, as far as the one that has come least far."""
    order = list(IssueStatus)
    status = min((IssueStatus(issue.status) for issue in before), key=order.index)
    words = dict.fromkeys(word for issue in before for word in issue.keywords.split())
    departments = {issue.department_id for issue in before}
    return Issue.objects.create(
        process_id=before[0].process_id,
        parent_id=_surviving_parent(before),
        code=f"lineage-{act.pk}-{number}",
        level=new.level,
        area=new.area,
        title=checked_title(new.title),
        description=checked_words(new.description),
        keywords=one_line(" ".join(words)),
        status=status,
        department_id=departments.pop() if len(departments) == 1 else None,
        position=before[0].position,
    )


def _surviving_parent(before: Sequence[Issue]) -> int | None:
    """The nearest issue above the first that does not end."""
    ending = {issue.pk for issue in before}
    parents = {issue.pk: issue.parent_id for issue in before}
    parent = before[0].parent_id
    while parent in ending:
        parent = parents[parent]
    return parent


def _carry_out(
    act: LineageAct,
    before: Sequence[Issue],
    after: Sequence[Issue],
    heir: Issue,
    words: str,
    divided: Mapping[str, Mapping[int, frozenset[int]]],
    *,
    is_new: bool,
) -> None:
    """The issues end, and everything that is tied to them follows."""
    step = Step(
        act=act.pk,
        process=act.process_id,
        before=tuple(issue.pk for issue in before),
        after=tuple(issue.pk for issue in after),
        heir=heir.pk,
        words=words,
        actor_key=act.actor_key,
        department=act.department_id,
        now=act.made_at,
        divided=divided,
    )
    LineageTie.objects.bulk_create(
        [LineageTie(act=act, issue=issue, side=LineageSide.BEFORE) for issue in before]
        + [LineageTie(act=act, issue=issue, side=LineageSide.AFTER, is_new=is_new) for issue in after]
    )
    Issue.objects.filter(pk__in=step.before).update(ended_at=act.made_at)
    memos: dict[str, object] = {"parents": follow_parents(step), "policies": follow_policies(step)}
    follow_edges(step)
    for name, follower in lineage_followers.items():
        memos[name] = follower.follow(step)
    act.memos = memos
    act.save(update_fields=["memos"])


def _check_is_last(act: LineageAct, ties: Sequence[LineageTie]) -> None:
    """Raises LaterLineageFirst where an issue after the act has ended since, or one that began with it stands in
    another act that is in force."""
    for tie in ties:
        if tie.side != LineageSide.AFTER:
            continue
        others = LineageTie.objects.filter(issue=tie.issue_id, act__undone_at__isnull=True).exclude(act=act)
        if not tie.is_new:
            others = others.filter(side=LineageSide.BEFORE)
        if others.exists():
            raise errors.LaterLineageFirst(issue=tie.issue.title)
