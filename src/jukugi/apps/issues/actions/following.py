"""How the edges and parts of issues follow when these are merged or split, and go back."""

from collections.abc import Sequence

from jukugi.apps.issues import errors
from jukugi.apps.issues.actions.connecting import check_fits
from jukugi.apps.issues.enums import EdgeKind
from jukugi.apps.issues.enums.lineage import Return, Step
from jukugi.apps.issues.models import EdgeMove, Issue, IssueEdge, PolicyLink
from jukugi.apps.issues.policies import fits_levels

ParentMemo = list[tuple[int, int | None, int | None]]
"""Of each part that followed: its key, the issue above it before, and after."""


def follow_parents(step: Step) -> ParentMemo:
    """Parts of the issues that end come under the heir; what stands above the heir takes the place above itself."""
    parents = dict(Issue.objects.filter(process=step.process).values_list("pk", "parent"))
    ending = set(step.before)
    above_heir = set(_line(parents, step.heir))
    memo: ParentMemo = []
    for child in sorted(pk for pk, parent in parents.items() if parent in ending):
        after: int | None = step.heir
        if child in above_heir or child == step.heir:
            after = next((each for each in _line(parents, child) if each not in ending and each != step.heir), None)
        if child in ending:
            continue
        memo.append((child, parents[child], after))
        Issue.objects.filter(pk=child).update(parent=after)
    return memo


def return_parents(back: Return, memo: Sequence[Sequence[int | None]]) -> None:
    """Parts go back under the issues that stand again, unless somebody moved them since, or it would make a circle."""
    for child, before, after in memo:
        if child is not None and Issue.objects.filter(pk=child, parent=after).exists():
            _put_under(child, before)
    if back.heir is not None:
        for child in Issue.objects.filter(parent__in=back.ended).values_list("pk", flat=True):
            _put_under(child, back.heir)


def follow_policies(step: Step) -> list[tuple[int, int, int]]:
    """Links of policies go to the heir, but for those it has already."""
    there = set(PolicyLink.objects.filter(issue=step.heir, ended_at__isnull=True).values_list("policy", flat=True))
    memo = []
    for link in PolicyLink.objects.filter(issue__in=step.before, ended_at__isnull=True).order_by("pk"):
        if link.policy_id not in there:
            there.add(link.policy_id)
            memo.append((link.pk, link.issue_id, step.heir))
            PolicyLink.objects.filter(pk=link.pk).update(issue=step.heir)
    return memo


def return_policies(back: Return, memo: Sequence[Sequence[int]]) -> None:
    """Links of policies go back where they are still where they were put; what came since goes to the heir."""
    for link, before, after in memo:
        PolicyLink.objects.filter(pk=link, issue=after, ended_at__isnull=True).update(issue=before)
    if back.heir is None:
        return
    there = PolicyLink.objects.filter(issue=back.heir, ended_at__isnull=True).values_list("policy", flat=True)
    late = PolicyLink.objects.filter(issue__in=back.ended, ended_at__isnull=True).exclude(policy__in=list(there))
    late.update(issue=back.heir)


def _put_under(child: int, parent: int | None) -> None:
    process = Issue.objects.values_list("process", flat=True).get(pk=child)
    parents = dict(Issue.objects.filter(process=process).values_list("pk", "parent"))
    if parent is None or (parent != child and child not in _line(parents, parent)):
        Issue.objects.filter(pk=child).update(parent=parent)


def _line(parents: dict[int, int | None], key: int) -> list[int]:
    """Who stands above an issue, the nearest first."""
    line: list[int] = []
    above = parents.get(key)
    while above is not None and above not in line:
        line.append(above)
        above = parents.get(above)
    return line


def follow_edges(step: Step) -> None:
    """Edges in force of the issues that end are undone, and made anew from and to the heir where they can stand."""
    ending = set(step.before)
    touching = IssueEdge.objects.in_force().filter(source__in=ending) | IssueEdge.objects.in_force().filter(
        target__in=ending
    )
    edges = list(touching.distinct().order_by("pk"))
    IssueEdge.objects.filter(pk__in=[edge.pk for edge in edges]).update(
        undone_at=step.now, undone_reason=step.words, undone_by=step.actor_key
    )
    for edge in edges:
        source = step.heir if edge.source_id in ending else edge.source_id
        target = step.heir if edge.target_id in ending else edge.target_id
        after = _made(edge, source, target, step)
        if after is not None:
            EdgeMove.objects.filter(after=edge).update(after=after)
        EdgeMove.objects.create(act_id=step.act, before=edge, after=after)


def return_edges(back: Return) -> None:
    """What stands for an edge that had followed is undone, and the edge made anew between the issues as they were."""
    moves = list(EdgeMove.objects.filter(act=back.act).select_related("before", "after").order_by("pk"))
    in_force = {move.after.pk for move in moves if move.after is not None and move.after.undone_at is None}
    IssueEdge.objects.filter(pk__in=in_force).update(
        undone_at=back.now, undone_reason=back.words, undone_by=back.actor_key
    )
    for move in moves:
        edge, now = move.before, move.after
        if now is not None and now.pk not in in_force:
            continue  # a person undid it meanwhile
        source = edge.source_id if edge.source_id in back.before or now is None else now.source_id
        target = edge.target_id if edge.target_id in back.before or now is None else now.target_id
        again = _made(edge, source, target, back)
        if again is not None:
            EdgeMove.objects.filter(after=edge).update(after=again)
            if now is not None:
                EdgeMove.objects.filter(after=now).exclude(act=back.act).update(after=again)
    _undo_what_is_left(back)


def _undo_what_is_left(back: Return) -> None:
    """Edges that people added to an issue which began with the act: they go to the heir, where they can stand."""
    ended = set(back.ended)
    left = IssueEdge.objects.in_force().filter(source__in=ended) | IssueEdge.objects.in_force().filter(target__in=ended)
    edges = list(left.distinct().order_by("pk"))
    IssueEdge.objects.filter(pk__in=[edge.pk for edge in edges]).update(
        undone_at=back.now, undone_reason=back.words, undone_by=back.actor_key
    )
    if back.heir is None:
        return
    for edge in edges:
        source = back.heir if edge.source_id in ended else edge.source_id
        target = back.heir if edge.target_id in ended else edge.target_id
        again = _made(edge, source, target, back)
        EdgeMove.objects.filter(after=edge).update(after=again)


def _made(edge: IssueEdge, source: int, target: int | None, step: Step | Return) -> IssueEdge | None:
    """The same edge between these issues; None where it cannot stand between them."""
    ends = Issue.objects.standing().in_bulk([key for key in (source, target) if key is not None])
    kind = EdgeKind(edge.kind)
    if source not in ends or (target is not None and (target not in ends or target == source)):
        return None
    if target is not None and not fits_levels(kind, ends[source], ends[target]):
        return None
    try:
        check_fits(ends[source], kind, ends[target] if target is not None else None, about=edge.about)
    except (errors.AlreadyConnected, errors.EdgeMakesCycle):
        return None
    return IssueEdge.objects.create(
        source=ends[source],
        target=ends[target] if target is not None else None,
        kind=kind,
        about=edge.about,
        reason=edge.reason,
        actor_key=step.actor_key,
        department_id=step.department,
        made_at=step.now,
        act_id=step.act,
    )
