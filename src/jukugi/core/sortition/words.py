"""Why there is no panel, and what would help, in Japanese: for pages and commands alike."""

from jukugi.core.sortition.checking import Reason, Relaxation, Why
from jukugi.core.sortition.pool import Quota


def reason_words(reason: Reason) -> str:
    """Why there is no panel, in a sentence."""
    quota = reason.quotas[0] if reason.quotas else None
    name = f"「{quota.feature}：{quota.value}」" if quota else ""
    feature = f"「{quota.feature}」" if quota else ""
    needed, there = reason.needed, reason.there
    told = {
        Why.POOL_TOO_SMALL: f"選ぶ人数は{needed}人ですが、応募は{there}人です。",
        Why.TOO_FEW_HOUSEHOLDS: f"選ぶ人数は{needed}人ですが、応募した世帯は{there}世帯です（一世帯から一人まで）。",
        Why.CROSSED: f"{name}の最少{needed}人が、最多{there}人より多くなっています。",
        Why.LEAST_ABOVE_SIZE: f"{feature}の最少を合わせると{needed}人で、選ぶ人数{there}人を超えます。",
        Why.MOST_BELOW_SIZE: f"{feature}の最多を合わせても{there}人で、選ぶ人数{needed}人に足りません。",
        Why.TOO_FEW_PEOPLE: f"{name}は最少{needed}人ですが、応募は{there}人です。",
        Why.TOO_FEW_HOMES: f"{name}は最少{needed}人ですが、応募した世帯は{there}世帯です（一世帯から一人まで）。",
        Why.PEOPLE_BELOW_SIZE: f"{feature}は、応募と最多から合わせて{there}人までで、選ぶ人数{needed}人に足りません。",
        Why.TOGETHER: "次の枠は、一つずつなら守れますが、応募した人の組み合わせでは同時に守れません："
        + "、".join(quota_words(each) for each in reason.quotas)
        + "。",
    }
    return told[reason.why]


def quota_words(quota: Quota) -> str:
    """A quota with its bounds."""
    return f"「{quota.feature}：{quota.value}」{range_words(quota.low, quota.high)}"


def range_words(low: int, high: int) -> str:
    """From so many to so many people."""
    return f"{low}人" if low == high else f"{low}〜{high}人"


def relaxation_words(each: Relaxation) -> str:
    """What is moved, in a sentence that goes on."""
    quota, moves = each.quota, []
    if each.low != quota.low:
        moves.append(f"最少を{quota.low}人から{each.low}人に")
    if each.high != quota.high:
        moves.append(f"最多を{quota.high}人から{each.high}人に")
    return f"「{quota.feature}：{quota.value}」の{'、'.join(moves)}する"
