"""How many letters must be sent so that enough people answer. Plain numbers, no numpy."""

from math import exp, lgamma


def chance_of_answers(wanted: int, *, letters: int, answered: int, sent: int) -> float:
    """Chance that at least ``wanted`` of ``letters`` are answered, given that ``answered`` of ``sent`` were before.

    What is known of the rate of answers is a Beta distribution from a uniform prior, so the number of answers is
    beta-binomial: it spreads by chance and by not knowing the rate (A. Gelman et al., "Bayesian Data Analysis", 2.1).
    Linear in ``wanted``.
    """
    if wanted <= 0:
        return 1.0
    if letters < wanted:
        return 0.0
    a, b = answered + 1, sent - answered + 1
    start = lgamma(letters + 1) - _log_beta(a, b)
    fewer = (
        exp(start - lgamma(n + 1) - lgamma(letters - n + 1) + _log_beta(a + n, b + letters - n)) for n in range(wanted)
    )
    return max(0.0, 1 - sum(fewer))


def letters_needed(
    wanted: int, *, answered: int, sent: int, confidence: float = 0.9, at_most: int = 1_000_000
) -> int | None:
    """The fewest letters with which at least ``wanted`` answer, with this chance; None where even ``at_most`` are too
    few. Params as in ``chance_of_answers``.
    """

    def is_enough(letters: int) -> bool:
        return chance_of_answers(wanted, letters=letters, answered=answered, sent=sent) >= confidence

    if not is_enough(at_most):
        return None
    low, high = max(0, wanted - 1), at_most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    return high if wanted > 0 else 0


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
