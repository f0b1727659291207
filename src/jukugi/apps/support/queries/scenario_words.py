"""A part of a scenario as text, a line for each thing: what is kept of every change, and compared by readers."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from jukugi.apps.support.models import (
    Alternative,
    AlternativeScore,
    HeardPoint,
    PlannedFunction,
    Scenario,
    ScenarioMilestone,
    ScenarioRisk,
    YardstickCriterion,
)
from jukugi.kit.pages.wording import jdate, thousands
from jukugi.kit.receipts import shown


def plan_words(scenario: Scenario) -> str:
    """No query."""
    return f"{scenario.title}\n{scenario.aim}"


def function_words(rows: Iterable[PlannedFunction]) -> str:
    """No query where the functions were read along."""
    return "\n".join(_("%(name)s：%(how)s") % {"name": row.function.name, "how": row.how} for row in rows)


def milestone_words(rows: Iterable[ScenarioMilestone]) -> str:
    """No query."""
    lines = []
    for row in rows:
        line = _("%(day)s　%(title)s") % {"day": jdate(row.due_on), "title": row.title}
        if row.done_on is not None:
            line += _("（%(day)sに済み）") % {"day": jdate(row.done_on)} + row.done_note
        lines.append(line)
    return "\n".join(lines)


def risk_words(rows: Iterable[ScenarioRisk]) -> str:
    """No query."""
    return "\n".join(_("%(risk)s：%(remedy)s") % {"risk": row.words, "remedy": row.remedy} for row in rows)


def alternative_words(row: Alternative) -> str:
    """At most three queries."""
    operator = _("担い手：%(who)s（%(form)s）") % {"who": row.operator_name, "form": row.get_form_display()}
    lines = [row.name, operator, row.why]
    if row.dropped_reason:
        lines.append(_("取り下げた理由：%(reason)s") % {"reason": row.dropped_reason})
    for money in row.money.all():
        told = {"year": money.year, "source": money.get_source_display(), "yen": thousands(money.yen)}
        lines.append(_("%(year)s年度　%(source)s　%(yen)s円") % told)
    for staff in row.staff.all():
        lines.append(_("%(year)s年度　職員・スタッフ　%(people)s人分") % {"year": staff.year, "people": staff.people})
    return "\n".join(lines)


def score_words(rows: Iterable[AlternativeScore]) -> str:
    """No query where alternatives and criteria were read along."""
    return "\n".join(
        _("%(alternative)s　%(criterion)s　%(score)d点：%(reason)s")
        % {
            "alternative": one.alternative.name,
            "criterion": one.criterion.name,
            "score": one.score,
            "reason": one.reason,
        }
        for one in rows
    )


def heard_words(rows: Sequence[HeardPoint]) -> str:
    """Two queries for any number of rows whose voices were read along."""
    lines = []
    for row in rows:
        numbers = _("、").join(sorted({shown(voice.submission.receipt) for voice in row.voices.all()}))
        lines.append(
            _("%(gist)s　→　%(answer)s：%(reason)s")
            % {"gist": row.gist, "answer": row.get_answer_display(), "reason": row.reason}
            + (_("（受付番号 %(numbers)s）") % {"numbers": numbers} if numbers else "")
        )
    return "\n".join(lines)


def yardstick_words(rows: Iterable[YardstickCriterion]) -> str:
    """No query."""
    lines = []
    for row in rows:
        steps = _("／").join(f"{score}＝{step}" for score, step in enumerate(row.steps))
        told = {"name": row.name, "weight": row.weight, "meaning": row.meaning, "steps": steps}
        lines.append(_("%(name)s（重み%(weight)d）%(meaning)s［%(steps)s］") % told)
    return "\n".join(lines)
