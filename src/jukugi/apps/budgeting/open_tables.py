"""Votes on money, from the rounds to the ballots, for anybody to take along; the ledger stands in ``open_ledger``."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jukugi.apps.budgeting.enums.proposals import ProposalState, ProposerKind, Verdict
from jukugi.apps.budgeting.enums.results import BALLOTS_FILE
from jukugi.apps.budgeting.enums.rounds import CompletionRule, CountRule, RoundState, Scope
from jukugi.apps.budgeting.models import BudgetResult, Project, Proposal, ResultFile, Round
from jukugi.apps.budgeting.queries.results import document_of, file_of
from jukugi.apps.issues.enums import IssueLevel
from jukugi.kit.open_files import OpenFile, OpenFiles, open_files
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("budget_rounds", ROUNDS, order=83)
    open_tables.register("budget_proposals", PROPOSALS, order=84)
    open_tables.register("budget_projects", PROJECTS, order=85)
    open_tables.register("budget_results", RESULTS, order=86)
    open_tables.register("budget_voters", VOTERS, order=87)
    open_files.register("ballots", BALLOTS, order=85)


def _rounds() -> Iterator[tuple[Cell, ...]]:
    rows = (
        Round.objects.public()
        .order_by("pk")
        .values_list(
            "pk",
            "title",
            "purpose",
            "scope",
            "area__code",
            "fiscal_year",
            "budget_yen",
            "proposals_from",
            "proposals_until",
            "vote_from",
            "vote_until",
            "rule",
            "completion",
            "approvals_least",
            "approvals_most",
            "supporters_least",
            "who_may_vote",
            "state",
            "withdrawn_reason",
            "is_sample",
        )
    )
    return rows.iterator(chunk_size=2000)


def _proposals() -> Iterator[tuple[Cell, ...]]:
    rows = (
        Proposal.objects.public()
        .exclude(round__state=RoundState.PREPARED)
        .order_by("pk")
        .values_list(
            "pk",
            "round",
            "receipt",
            "title",
            "words",
            "where",
            "for_whom",
            "level",
            "ward__code",
            "cost_yen",
            "proposer",
            "circle",
            "state",
            "verdict",
            "merged_into",
            "is_sample",
        )
    )
    return rows.iterator(chunk_size=2000)


def _projects() -> Iterator[tuple[Cell, ...]]:
    rows = Project.objects.exclude(round__state=RoundState.PREPARED).order_by("round", "number")
    told = rows.values_list("round", "number", "proposal", "title", "words", "where", "level", "ward__code", "cost_yen")
    return told.iterator(chunk_size=2000)


def _published() -> QuerySet[BudgetResult]:
    """Results that everybody reads."""
    return BudgetResult.objects.published().exclude(round__state=RoundState.PREPARED).order_by("round")


def _documents() -> Iterator[tuple[int, dict[str, Any]]]:
    """One query; one document is held at a time."""
    for result in _published().iterator(chunk_size=5):
        yield result.round_id, document_of(result)


def _results() -> Iterator[tuple[Cell, ...]]:
    for budget_round, document in _documents():
        by_votes = set(document["by_votes"]["winners"])
        for row in document["details"]:
            project = row["project"]
            told = (int(row["cost"]), row["supporters"], row["round"], project in by_votes)
            yield (budget_round, int(project), *told, "")
        for row in document["barred"]:
            yield (
                budget_round,
                int(row["project"]),
                int(row["cost"]),
                row["supporters"],
                None,
                False,
                row["threshold"],
            )


def _voters() -> Iterator[tuple[Cell, ...]]:
    for budget_round, document in _documents():
        with_a_winner = document["voters_with_a_winner"]
        yield (budget_round, "all", "", document["voters"], with_a_winner, document["by_votes"]["voters_with_a_winner"])
        for channel, count in document["channels"].items():
            yield (budget_round, "channel", channel, count, None, None)
        for name, groups in document["groups"].items():
            for row in groups:
                told = (row["voters"], row["with_a_winner"], row["with_a_winner_by_votes"])
                yield (budget_round, name, row["group"], *told)


def _ballots() -> Iterator[OpenFile]:
    """One query; the contents one by one when they are asked for."""
    files = ResultFile.objects.filter(result__in=_published().values("pk"), name=BALLOTS_FILE).order_by("result__round")
    for result, budget_round, title in files.values_list("result", "result__round", "result__round__title"):
        address = reverse("budgeting:result-file", args=[budget_round, BALLOTS_FILE])
        yield OpenFile(f"round-{budget_round}.pb", title, address, partial(_content, result))


def _content(result: int) -> list[bytes]:
    """Two queries."""
    return [file_of(BudgetResult.objects.get(pk=result), BALLOTS_FILE) or b""]


ROUNDS = OpenTable(
    title=_("予算の投票"),
    about=_("いくらのお金を、いつ、どの決まりで、みんなで決めるか。"),
    columns=(
        Column("id", _("投票の番号"), kind=Kind.WHOLE),
        Column("title", _("名前")),
        Column("purpose", _("何のために")),
        Column("scope", _("広さ"), codes=dict(Scope.choices)),
        Column("area", _("区域コード"), _("空は市全体")),
        Column("fiscal_year", _("年度"), kind=Kind.WHOLE),
        Column("budget_yen", _("予算"), unit=_("円"), kind=Kind.WHOLE),
        Column("proposals_from", _("提案の始まりの日"), kind=Kind.DAY),
        Column("proposals_until", _("提案の終わりの日"), kind=Kind.DAY),
        Column("vote_from", _("投票の始まりの日"), kind=Kind.DAY),
        Column("vote_until", _("投票の終わりの日"), kind=Kind.DAY),
        Column("rule", _("選び方"), codes=dict(CountRule.choices)),
        Column("completion", _("残ったお金の使い方"), codes=dict(CompletionRule.choices)),
        Column("approvals_least", _("選ぶ数（少なくとも）"), unit=_("件"), kind=Kind.WHOLE),
        Column("approvals_most", _("選ぶ数（多くても）"), _("空は、いくつでも"), _("件"), kind=Kind.WHOLE),
        Column("supporters_least", _("数えるのに要る人数"), unit=_("人"), kind=Kind.WHOLE),
        Column("who_may_vote", _("投票できる人")),
        Column("state", _("状態"), codes=dict(RoundState.choices)),
        Column("withdrawn_reason", _("取りやめた理由")),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_rounds,
    key=("id",),
    path="/budget/",
    theme=Theme.MONEY,
)
PROPOSALS = OpenTable(
    title=_("予算の提案"),
    about=_("投票にかけてほしいと届いた提案と、できるかの確かめ。まとめたものも、取り下げたものも入ります。"),
    columns=(
        Column("id", _("提案の番号"), kind=Kind.WHOLE),
        Column("round", _("投票の番号"), kind=Kind.WHOLE),
        Column("receipt", _("受付番号")),
        Column("title", _("提案")),
        Column("words", _("何をするか")),
        Column("where", _("どこで")),
        Column("for_whom", _("だれのために")),
        Column("level", _("広さ"), codes=dict(IssueLevel.choices)),
        Column("ward", _("区域コード"), _("空は市全体")),
        Column("cost_yen", _("費用の見積もり"), unit=_("円"), kind=Kind.WHOLE),
        Column("proposer", _("だれの提案か"), codes=dict(ProposerKind.choices)),
        Column("circle", _("活動の番号"), kind=Kind.WHOLE),
        Column("state", _("状態"), codes=dict(ProposalState.choices)),
        Column("verdict", _("できるか"), codes=dict(Verdict.choices)),
        Column("merged_into", _("まとめた先の提案の番号"), kind=Kind.WHOLE),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_proposals,
    key=("id",),
    rule=_("確かめる前のものと、公開しないものは入りません。提案した人の名前は、どの表にも載りません。"),
    path="/budget/",
    theme=Theme.MONEY,
)
PROJECTS = OpenTable(
    title=_("投票にかけた事業"),
    about=_("投票用紙に載った事業。投票が始まると、変わりません。"),
    columns=(
        Column("round", _("投票の番号"), kind=Kind.WHOLE),
        Column("number", _("事業の番号"), _("投票の中で"), kind=Kind.WHOLE),
        Column("proposal", _("もとの提案の番号"), kind=Kind.WHOLE),
        Column("title", _("事業")),
        Column("words", _("何をするか")),
        Column("where", _("どこで")),
        Column("level", _("広さ"), codes=dict(IssueLevel.choices)),
        Column("ward", _("区域コード"), _("空は市全体")),
        Column("cost_yen", _("費用"), unit=_("円"), kind=Kind.WHOLE),
    ),
    rows=_projects,
    key=("round", "number"),
    path="/budget/",
    theme=Theme.MONEY,
)
RESULTS = OpenTable(
    title=_("予算の投票の結果"),
    about=_("事業ごとに、選んだ人の数と、選ばれた順。票の多い順に選んだときとくらべられます。"),
    columns=(
        Column("round", _("投票の番号"), kind=Kind.WHOLE),
        Column("number", _("事業の番号"), kind=Kind.WHOLE),
        Column("cost_yen", _("費用"), unit=_("円"), kind=Kind.WHOLE),
        Column("supporters", _("選んだ人"), unit=_("人"), kind=Kind.WHOLE),
        Column("place", _("選ばれた順"), _("空は、選ばれなかった"), kind=Kind.WHOLE),
        Column("is_chosen_by_votes", _("票の多い順なら選ばれたか"), kind=Kind.FLAG),
        Column(
            "barred",
            _("数える前に外れた理由"),
            codes={"supporters": _("決まりの人数に届かない"), "share": _("費用に見合う人数に届かない")},
        ),
    ),
    rows=_results,
    key=("round", "number"),
    rule=_(
        "事業を選んだ人の数は、投票のファイル（.pb）から数え直せるので、少なくても示します。だれの票かは、どこにも載りません。"
    ),
    path="/budget/",
    theme=Theme.MONEY,
    is_live=False,
)
VOTERS = OpenTable(
    title=_("予算の投票に加わった人"),
    about=_("投票した人の数と、選ばれた事業を選んでいた人の数。区、年代、町内会・自治会、届いた方法ごと。"),
    columns=(
        Column("round", _("投票の番号"), kind=Kind.WHOLE),
        Column(
            "by",
            _("何で分けたか"),
            codes={
                "all": _("全体"),
                "channel": _("届いた方法"),
                "ward": _("区"),
                "age": _("年代"),
                "association": _("町内会・自治会に入っているか"),
            },
        ),
        Column("group", _("組の符号")),
        Column("voters", _("投票した人"), unit=_("人"), kind=Kind.WHOLE),
        Column("with_a_winner", _("選ばれた事業を選んでいた人"), unit=_("人"), kind=Kind.WHOLE),
        Column("with_a_winner_by_votes", _("同じ数。票の多い順に選んだとき"), unit=_("人"), kind=Kind.WHOLE),
    ),
    rows=_voters,
    key=("round", "by", "group"),
    rule=_("5人に満たない数と、引き算で分かってしまう数は、空か、行がありません。"),
    path="/budget/",
    theme=Theme.MONEY,
    is_live=False,
)
BALLOTS = OpenFiles(
    title=_("予算の投票のファイル"),
    about=_("一票ずつ、どの事業を選んだか。Pabulibの形（.pb）で、世界のほかの市の投票と同じ道具で数えられます。"),
    form="PB",
    media_type="text/plain",
    files=_ballots,
    rule=_("票は選んだものの順に並べ直してあり、いつ、だれが入れたかは分かりません。区や年代は付いていません。"),
    path="/budget/",
    theme=Theme.MONEY,
    is_live=False,
)
