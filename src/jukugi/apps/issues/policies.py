"""What the state of an issue and the levels allow."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from jukugi.apps.issues import errors
from jukugi.apps.issues.enums import WIDTHS, EdgeKind, IssueStatus
from jukugi.apps.issues.models import Issue


@dataclass(frozen=True)
class StatusStep:
    """A step that is allowed: from one status to another, in the words of the one who takes it, and when one does."""

    was: IssueStatus
    became: IssueStatus
    label: Any
    when: Any


S = IssueStatus
_STOP = _("取り上げないと決める")
_WHY_STOP = _("市の仕事でない、ほかの論点で扱うなど、取り上げない理由が決まったとき。理由は公開されます")
_AGAIN = _("もう一度話し合う")

# The table of allowed steps. ``docs/reference/issue-states.md`` is made from it, and a test compares the two.
STEPS = (
    StatusStep(S.RAISED, S.DISCUSSED, _("話し合いを始める"), _("会議や熟議で、この論点を取り上げたとき")),
    StatusStep(S.RAISED, S.NOT_TAKEN_UP, _STOP, _WHY_STOP),
    StatusStep(
        S.DISCUSSED, S.DIRECTED, _("方向を示す"), _("検討の方向を書き、公開したとき。方向が空のままでは進めません")
    ),
    StatusStep(S.DISCUSSED, S.NOT_TAKEN_UP, _STOP, _WHY_STOP),
    StatusStep(S.DIRECTED, S.DRAFTED, _("素案に入れる"), _("素案の文になったとき")),
    StatusStep(S.DIRECTED, S.DISCUSSED, _("話し合いに戻す"), _("方向を考え直すことになったとき")),
    StatusStep(S.DIRECTED, S.NOT_TAKEN_UP, _STOP, _WHY_STOP),
    StatusStep(S.DRAFTED, S.ADOPTED, _("決まったことを示す"), _("議会への報告などを経て、文書が決まったとき")),
    StatusStep(S.DRAFTED, S.DIRECTED, _("素案から外す"), _("素案の文から落とし、方向だけを残すとき")),
    StatusStep(S.DRAFTED, S.NOT_TAKEN_UP, _STOP, _WHY_STOP),
    StatusStep(S.ADOPTED, S.PRACTISED, _("行い始めたことを示す"), _("決めたことを実際に始めたとき")),
    StatusStep(S.ADOPTED, S.DISCUSSED, _AGAIN, _("決めたことを見直すとき")),
    StatusStep(S.PRACTISED, S.DISCUSSED, _AGAIN, _("行ってみて、見直すことになったとき")),
    StatusStep(S.NOT_TAKEN_UP, S.DISCUSSED, _("改めて取り上げる"), _("事情が変わり、取り上げることにしたとき")),
)


def next_steps(status: str) -> tuple[StatusStep, ...]:
    """The steps that are allowed from a status."""
    return tuple(step for step in STEPS if step.was == status)


def check_step(issue: Issue, became: IssueStatus) -> None:
    """Raises StepNotAllowed, or DirectionMissing where there is none to be shown."""
    steps = next_steps(issue.status)
    if became not in {step.became for step in steps}:
        raise errors.StepNotAllowed(
            issue=issue.title,
            was=issue.get_status_display(),
            became=became.label,
            steps="、".join(f"「{step.became.label}」" for step in steps),
        )
    if became == IssueStatus.DIRECTED and not issue.direction:
        raise errors.DirectionMissing(issue=issue.title)


def is_below(above: str, part: str) -> bool:
    """Whether what stands above is narrower than its part; 個別 lies across the levels."""
    widths = {str(level): width for width, level in enumerate(WIDTHS)}
    return {above, part} <= widths.keys() and widths[above] < widths[part]


def fits_levels(kind: EdgeKind, source: Issue, target: Issue) -> bool:
    """Up is to a wider level, down to a narrower one; 個別 lies across the levels and goes both ways."""
    widths = {str(level): width for width, level in enumerate(WIDTHS)}
    if kind not in (EdgeKind.ROLLS_UP_TO, EdgeKind.SPLITS_INTO) or not {source.level, target.level} <= widths.keys():
        return True
    step = widths[target.level] - widths[source.level]
    return step > 0 if kind == EdgeKind.ROLLS_UP_TO else step < 0
