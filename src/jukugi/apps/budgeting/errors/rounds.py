"""
Refusal
├─ RoundNotInState          somebody else was quicker, or it is too late for this
├─ DaysBackwards            days that do not follow each other
├─ VotePast                 a vote that would be over before it begins
├─ ScopeUnfit               a ward where there is none, or none where one is needed
├─ NoMoney
├─ ApprovalsUnfit           a ballot that nobody could fill in
├─ CompanionUnfit           a round that cannot be voted on in the same visit
├─ ProposalsStillTaken      a vote opens when no proposals come any more
├─ ProposalsUnanswered      some proposers do not know yet whether theirs can be done
├─ NothingToVoteOn
├─ TooManyProjects
├─ VoteNotOver              a vote is closed when its days are over
├─ PapersUnsettled          ballots on paper wait for a second reading
└─ NotExtended              a new last day that is not later
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class RoundNotInState(Refusal):
    what = _("この予算の投票は、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、もうできない段階です。ページを読み直して確かめてください。")


class DaysBackwards(Refusal):
    what = _("日の順序が合いません。")
    todo = _("提案の始まり、提案の締め切り、投票の始まり、投票の終わりの順になるように直してください。")


class VotePast(Refusal):
    what = _("投票の終わりの日（{day}）は、もう過ぎています。")
    todo = _("今日か、それより後の日に直してください。")


class ScopeUnfit(Refusal):
    what = _("予算の範囲と区が合いません。")
    todo = _("区の予算では区を選び、市全体の予算では区を空にしてください。")


class NoMoney(Refusal):
    what = _("予算の額が、決められる範囲にありません。")
    todo = _("1円以上、{limit:,}円までの額を書いてください。")


class ApprovalsUnfit(Refusal):
    what = _("選べる事業の数が合いません。")
    todo = _("少なくとも選ぶ数を、多くて選べる数より小さくするか、同じにしてください。")


class CompanionUnfit(Refusal):
    what = _("「{title}」は、同じ訪問で続けて投票できません。")
    todo = _("市全体の予算で、投票番号の使い方（一人の確かめ方）が同じものを選んでください。")


class ProposalsStillTaken(Refusal):
    what = _("提案は{day}まで受け付けています。")
    todo = _("投票は、受付が終わった次の日から始められます。")


class ProposalsUnanswered(Refusal):
    what = _("確かめていない提案、または実現できるかを答えていない提案が{count}件あります。")
    todo = _("提案した人が理由を読めるように、先に全部に答えてください。")


class NothingToVoteOn(Refusal):
    what = _("「実現できる」と答えた、予算の範囲に収まる提案がありません。")
    todo = _("提案への答えを確かめてください。一つもなければ、理由を書いて取りやめてください。")


class TooManyProjects(Refusal):
    what = _("投票にかける事業が{count}件あります。{limit}件までにしてください。")
    todo = _("似た提案をまとめるか、範囲を分けてください。")


class VoteNotOver(Refusal):
    what = _("投票は{day}まで受け付けています。")
    todo = _("締め切りは、その次の日からできます。")


class PapersUnsettled(Refusal):
    what = _("読み取りが終わっていない紙の投票が{count}枚あります。")
    todo = _("二人目の読み取りと、くいちがいの確かめを終えてから締め切ってください。")


class NotExtended(Refusal):
    what = _("新しい終わりの日が、いまの終わりの日（{day}）より後になっていません。")
    todo = _("それより後の、今日以降の日を選んでください。")
