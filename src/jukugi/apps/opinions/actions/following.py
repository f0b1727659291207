"""How the links of opinions follow when issues are merged or split, and go back; nothing is lost on the way.

Every move is a new row. A link that is in force after some acts stands there because a person made it there, or because
an act that is in force brought it: as soon as neither holds, it ends.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from jukugi.apps.issues.enums.lineage import Return, Step
from jukugi.apps.issues.models import LineageAct
from jukugi.apps.opinions.enums import LinkKind
from jukugi.apps.opinions.errors import VoicesDisagree
from jukugi.apps.opinions.models import Call, IssueLink, LinkMove

NAME = "opinions"
_RANK = {str(kind): rank for rank, kind in enumerate(LinkKind)}
CallMemo = Sequence[tuple[int, int, int]]
"""Of each call for opinions that followed: its key, the issue it was about, and the one it is about now."""
Places = Mapping[int, Sequence[int]]
"""Of each opinion the issues to which it goes."""


def follow(step: Step) -> CallMemo:
    """Move the links of the issues that end to those that stand in their place; calls for opinions go to the heir.

    Raises VoicesDisagree where an opinion would be a voice of an issue and not be taken up by it. The number of queries
    does not grow with the opinions, but for their chunks.
    """
    links = list(IssueLink.objects.in_force().filter(issue__in=step.before).order_by("pk"))
    chosen = step.divided.get(NAME, {})
    by_opinion: dict[int, list[IssueLink]] = defaultdict(list)
    for link in links:
        by_opinion[link.opinion_id].append(link)
    places = {opinion: sorted(chosen.get(opinion) or {step.heir}) for opinion in by_opinion}
    here = {
        (link.opinion_id, link.issue_id): link
        for link in IssueLink.objects.in_force().filter(issue__in=step.after, opinion__in=by_opinion)
    }
    _check_agreement(by_opinion, here, places)
    _end(links, step.words, step)
    fresh: dict[tuple[int, int], IssueLink] = {}
    for opinion, sources in by_opinion.items():
        for place in places[opinion]:
            if (opinion, place) not in here:
                fresh[opinion, place] = _copy(_strongest(sources), place, step, words=step.words)
    written = _written(fresh)
    LinkMove.objects.bulk_create(
        LinkMove(
            act_id=step.act,
            before=link,
            after=written.get((opinion, place)) or here[opinion, place],
            is_made=(opinion, place) in written,
        )
        for opinion, sources in by_opinion.items()
        for place in places[opinion]
        for link in sources
    )
    calls = Call.objects.filter(about__in=step.before)
    memo = [(pk, about, step.heir) for pk, about in calls.order_by("pk").values_list("pk", "about") if about]
    calls.update(about=step.heir)
    return memo


def go_back(back: Return, memo: CallMemo) -> None:
    """Let the links stand again at the issues that stand again; what came since goes to the heir."""
    moves = list(LinkMove.objects.filter(act=back.act).select_related("before", "after").order_by("pk"))
    standing = [move for move in moves if move.after.ended_at is None]
    _restore({move.before_id: move.before for move in standing}.values(), back)
    left = {move.after_id: move.after for move in standing}
    held = _held(list(left.values()), back)
    _end([link for key, link in left.items() if key not in held], back.words, back)
    late = list(IssueLink.objects.in_force().filter(issue__in=back.ended).order_by("pk"))
    _end(late, back.words, back)
    for call, before, after in memo or ():
        Call.objects.filter(pk=call, about=after).update(about=before)
    if back.heir is not None:
        Call.objects.filter(about__in=back.ended).update(about=back.heir)
    if back.heir is None or not late:
        return
    there = set(
        IssueLink.objects.in_force()
        .filter(issue=back.heir, opinion__in=[link.opinion_id for link in late])
        .values_list("opinion", flat=True)
    )
    fresh: dict[tuple[int, int], IssueLink] = {}
    for link in late:
        if link.opinion_id not in there:
            fresh.setdefault((link.opinion_id, back.heir), _copy(link, back.heir, back))
    _written(fresh)


def newcomers(act: int, ended: Sequence[int]) -> int:
    """Links and calls that came to the issues which began with an act, besides those it brought. Three queries."""
    brought = LinkMove.objects.filter(act=act).values("after")
    links = IssueLink.objects.in_force().filter(issue__in=ended).exclude(pk__in=brought)
    known = [call for call, _before, _after in LineageAct.objects.get(pk=act).memos.get(NAME) or ()]
    return links.count() + Call.objects.filter(about__in=ended).exclude(pk__in=known).count()


def _check_agreement(
    by_opinion: Mapping[int, list[IssueLink]], here: Mapping[tuple[int, int | None], IssueLink], places: Places
) -> None:
    wrong = 0
    for opinion, sources in by_opinion.items():
        met = [here[opinion, place] for place in places[opinion] if (opinion, place) in here]
        wrong += len({link.kind == LinkKind.NOT_TAKEN_UP for link in [*sources, *met]}) > 1
    if wrong:
        raise VoicesDisagree(count=wrong)


def _strongest(links: Iterable[IssueLink]) -> IssueLink:
    return min(links, key=lambda link: (_RANK[link.kind], link.pk))


def _restore(links: Iterable[IssueLink], back: Return) -> None:
    """The links as they were, as new rows; what earlier acts had brought there is brought by them again."""
    before = {(link.opinion_id, link.issue_id or 0): link for link in links}
    written = _written({key: _copy(link, key[1], back) for key, link in before.items()})
    again = {link.pk: written[key] for key, link in before.items()}
    moves = list(LinkMove.objects.filter(after__in=again))
    for move in moves:
        move.after = again[move.after_id]
    LinkMove.objects.bulk_update(moves, ["after"], batch_size=500)


def _held(links: Sequence[IssueLink], back: Return) -> set[int]:
    """Keys of the links that stand without the act that is undone: by a person, or by another act. Two queries."""
    keys = {link.pk for link in links if link.issue_id not in back.ended}
    moves = LinkMove.objects.filter(after__in=keys)
    by_acts = set(moves.filter(is_made=True).values_list("after", flat=True))
    by_others = moves.filter(act__undone_at__isnull=True).exclude(act=back.act)
    return (keys - by_acts) | set(by_others.values_list("after", flat=True))


def _end(links: Iterable[IssueLink], words: str, step: Step | Return) -> None:
    IssueLink.objects.filter(pk__in=[link.pk for link in links]).update(
        ended_at=step.now, ended_reason=words, ended_by=step.actor_key
    )


def _copy(link: IssueLink, issue: int, step: Step | Return, *, words: str = "") -> IssueLink:
    reason = words or link.reason
    return IssueLink(
        opinion_id=link.opinion_id,
        issue_id=issue,
        kind=link.kind,
        reason=reason,
        actor_key=step.actor_key,
        department_id=step.department,
        linked_at=step.now,
        act_id=step.act,
    )


def _written(rows: Mapping[tuple[int, int], IssueLink]) -> dict[tuple[int, int], IssueLink]:
    """The rows as they were written, with their keys."""
    IssueLink.objects.bulk_create(rows.values())
    return dict(rows)
