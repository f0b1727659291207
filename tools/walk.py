"""Walk the main jobs over HTTP and without JavaScript: votes and the map; a voice and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from tools.pages import MAP_PAGE, VOTE_PAGE, read_page, statement_of
from tools.visitor import Fault, Teller, Visitor
from tools.walk_voices import walk_of_voices

VOTES = 4


def walk(site: str, *, topics: Sequence[str], tell: Teller, officer: tuple[str, str] | None = None) -> int:
    """Take every step, print one line for each; the number of steps that failed.

    topics : paths of further topics (/topics/…/), whose vote and map pages are opened too; they may be closed.
    officer : user name and password of a member of staff, who reads and links the voices that the walk sends.
    """
    visitor, found = Visitor(site), list[str]()
    steps: list[Callable[[], None]] = [
        lambda: _look_at_health(visitor, tell),
        lambda: found.append(_look_at_home(visitor, tell)),
        lambda: found.append(_look_at_topics(visitor, tell)),
    ]
    faults = sum(not _takes(step, tell) for step in steps)
    open_topics = [link.removesuffix("vote/") for link in found[:1]]
    for topic in [*open_topics, *topics]:
        is_open = topic in open_topics
        faults += not _takes(partial(_vote, visitor, topic, tell, is_open=is_open), tell)
        faults += not _takes(partial(_look_at_map, visitor, topic, tell), tell)
    if officer is not None:
        faults += not _takes(lambda: walk_of_voices(visitor, Visitor(site), officer, tell), tell)
    return faults


def _takes(step: Callable[[], None], tell: Teller) -> bool:
    """Whether the step was taken; what was found instead is told, and the walk goes on."""
    try:
        step()
    except Fault as fault:
        tell(f"× {fault}")
        return False
    return True


def _look_at_health(visitor: Visitor, tell: Teller) -> None:
    answer = visitor.get("/healthz").strip()
    if answer != "ok":
        raise Fault(f"/healthz の答えが ok ではありません: {answer[:80]}")
    tell("○ サーバーは動いています（/healthz）")


def _look_at_home(visitor: Visitor, tell: Teller) -> str:
    link = read_page(visitor.get("/")).link_to(VOTE_PAGE)
    if link is None:
        raise Fault("ホームに賛否のページへのリンクがありません")
    tell(f"○ ホームから賛否のページへ行けます（{link}）")
    return link


def _look_at_topics(visitor: Visitor, tell: Teller) -> str:
    links = read_page(visitor.get("/topics/")).links
    topics = list(dict.fromkeys(link for link in links if VOTE_PAGE.search(link)))
    if not topics:
        raise Fault("話題の一覧（/topics/）に話題がありません")
    tell(f"○ 話題の一覧に、いま答えられる話題が {len(topics)} 件あります")
    return topics[0]


def _vote(visitor: Visitor, topic: str, tell: Teller, *, is_open: bool) -> None:
    """Vote on a few statements in turn; each answer must lead to a statement not yet seen, or to the end."""
    page, seen = read_page(visitor.get(f"{topic}vote/")), list[str]()
    if page.link_to(MAP_PAGE) is None:
        raise Fault(f"{topic}vote/ から地図へ行けません")
    for number in range(VOTES):
        form = page.vote_form()
        if form is None:
            break
        statement, choices = statement_of(form), form.choices("choice")
        if statement in seen:
            raise Fault(f"答えた意見文 {statement} がもう一度出てきました（{visitor.address}）")
        if sorted(choices) != ["agree", "disagree", "pass"]:
            raise Fault(f"答えが 3 つではありません: {choices}（{visitor.address}）")
        page = read_page(visitor.submit(form, choice=choices[number % 3]))
        seen.append(statement)
    if is_open and not seen:
        raise Fault(f"{topic}vote/ に、賛否を答える意見文がありません")
    tell(
        f"○ {len(seen)} 件の意見文に、名前なしで賛否を答えました（{topic}vote/）"
        if seen
        else f"○ {topic}vote/ を開けます"
    )


def _look_at_map(visitor: Visitor, topic: str, tell: Teller) -> None:
    html = visitor.get(f"{topic}map/")
    if "<svg" not in html or "<table" not in html:
        raise Fault(f"{topic}map/ に、図か同じ数の表がありません")
    tell(f"○ 意見地図と、その数の表が出ています（{topic}map/）")
