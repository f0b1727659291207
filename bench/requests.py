"""What a plan costs for a whole city: 650 associations × 60 requests × 12 months, held to 30 seconds.

`python -m bench.requests` plans for three made-up cities (a seed each): every association asked alike; people growing
with households, a third of the requests for some wards only; and each request for a random four fifths of the
associations, so that hardly two bear the same. The ceiling stands at shares of the heaviest month. Processor seconds,
so that a busy machine does not decide.
Exit code 1 where a plan takes longer, or is not proven.
"""

from __future__ import annotations

import random
import sys
import time
from fractions import Fraction

from jukugi.core.planning import AdminRequestLoad, AssociationSize, Basis, PlanSettings, hours_by_month
from jukugi.core.planning.ceiling import plan_under_ceiling
from tools.words import tell

ASSOCIATIONS, REQUESTS, WARDS = 650, 60, 7
LIMIT_SECONDS = 30.0
SHARES = (Fraction(9, 10), Fraction(3, 4), Fraction(3, 5))
BASES = [Basis.LAW] * 3 + [Basis.GUIDELINE] * 4 + [Basis.CUSTOM] * 5 + [Basis.UNKNOWN]
CITIES = ("一律", "世帯数と区", "ばらばら")


def main() -> int:
    is_over = False
    for kind, name in enumerate(CITIES):
        associations = _associations(random.Random(kind))
        loads = _loads(random.Random(kind + 10), kind, associations)
        heaviest = max(max(months) for months in hours_by_month(loads, associations).values())
        for share in SHARES:
            is_over |= _tell(name, loads, associations, heaviest * share)
    return int(is_over)


def _tell(name: str, loads: list[AdminRequestLoad], associations: list[AssociationSize], ceiling: Fraction) -> bool:
    """Whether the plan took too long or was not proven."""
    begun = time.process_time()
    plan = plan_under_ceiling(loads, associations, ceiling=ceiling, settings=PlanSettings())
    took = time.process_time() - begun
    tell(
        f"{name}：上限 {float(ceiling):6.1f}時間  {took:5.1f}CPU秒（上限 {LIMIT_SECONDS:.0f}）  "
        f"変更{len(plan.changes)}件、"
        f"届かない{len(plan.unreachable)}団体  "
        f"{'証明あり' if plan.is_proven else '証明なし'}{'' if plan.is_mildest else '（いちばん穏やかとは限らない）'}"
    )
    return took > LIMIT_SECONDS or not plan.is_proven


def _associations(chance: random.Random) -> list[AssociationSize]:
    return [AssociationSize(f"A{number:03}", chance.randint(60, 900)) for number in range(ASSOCIATIONS)]


def _loads(chance: random.Random, kind: int, associations: list[AssociationSize]) -> list[AdminRequestLoad]:
    return [_load(chance, kind, number, associations) for number in range(REQUESTS)]


def _load(chance: random.Random, kind: int, number: int, associations: list[AssociationSize]) -> AdminRequestLoad:
    months = sorted(chance.sample(range(1, 13), chance.choice([1, 1, 1, 2, 2, 3, 4, 6, 10, 12])))
    grows = kind == 1 and chance.random() < 0.5
    return AdminRequestLoad(
        key=f"R{number:02}",
        times_per_year=Fraction(len(months) * chance.choice([1, 1, 1, 2])),
        months=tuple(months),
        people=Fraction(1 if grows else chance.randint(1, 15)),
        hours=Fraction(chance.randint(5, 40), 10),
        basis=chance.choice(BASES),
        who=chance.choice(["会長", "役員", "班長"]),
        channel=chance.choice(["紙", "紙", "会議", "電話"]),
        category=f"c{chance.randint(1, 6)}",
        per_households=40 if grows else None,
        recipients=_recipients(chance, kind, associations),
    )


def _recipients(chance: random.Random, kind: int, associations: list[AssociationSize]) -> frozenset[str] | None:
    keys = [association.key for association in associations]
    if kind == 2:
        return frozenset(chance.sample(keys, ASSOCIATIONS * 4 // 5))
    if kind == 1 and chance.random() < 1 / 3:
        wards = chance.sample(range(WARDS), 3)
        return frozenset(key for place, key in enumerate(keys) if place % WARDS in wards)
    return None


if __name__ == "__main__":
    sys.exit(main())
