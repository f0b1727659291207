"""Sentences of a comparison."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from jukugi.apps.support.queries.weighing import CriterionSensitivity, Turn, Weighed, rounded


def tenths(value: Fraction) -> str:
    """Rounded half up to one place, without a place that is none: 2/3 → 0.7, 3 → 3."""
    found = rounded(value * 10)
    return str(found // 10) if found % 10 == 0 else f"{found // 10}.{found % 10}"


def percent_words(value: Fraction) -> str:
    """1/3 → 33.3%."""
    return f"{tenths(value * 100)}%"


def leader_pattern(is_shared: bool) -> str:
    """How the page and its script say who stands first; ``{names}`` and ``{sum}`` are put in."""
    if is_shared:
        return _("いまの重みでは、{names}が同じ点（{sum}点）で並んで一位です。")
    return _("いまの重みでは、{names}が一位です（4点のうち{sum}点）。")


def leader_words(rows: Sequence[Weighed]) -> str:
    """Who stands first by the weights of the page."""
    first = [one for one in rows if one.is_first]
    names = _("と").join(_("「%(name)s」") % {"name": one.alternative.name} for one in first)
    return leader_pattern(len(first) > 1).replace("{names}", names).replace("{sum}", first[0].shown)


def turn_words(turn: Turn, share: Fraction) -> str:
    """At which weight the order of two changes."""
    told = {"at": percent_words(turn.share), "winner": turn.winner.name, "loser": turn.loser.name}
    if turn.share == share:
        return _("いまの重み（%(at)s）で、「%(winner)s」と「%(loser)s」がちょうど並んでいます。") % told
    if turn.weight is not None:
        told["at"] = _("%(share)s（重みでは約%(weight)s）") % {"share": told["at"], "weight": tenths(turn.weight)}
    way = (
        _("全体の%(at)sより大きくすると、「%(winner)s」が「%(loser)s」を上回ります。")
        if turn.is_up
        else _("全体の%(at)sより小さくすると、「%(winner)s」が「%(loser)s」を上回ります。")
    ) % told
    return way + (_("一位が入れ替わります。") if turn.is_for_first else "")


def criterion_words(one: CriterionSensitivity) -> list[str]:
    """What moving this weight alone changes."""
    here = _("いまは全体の%(share)sです。") % {"share": percent_words(one.found.share)}
    if not one.turns:
        return [here + _("この重みだけをどう変えても、順番は入れ替わりません。")]
    return [here, *(turn_words(turn, one.found.share) for turn in one.turns)]
