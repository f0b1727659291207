"""Where new places would reach most people who have none: maximal covering location, exactly (HiGHS)."""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csr_matrix

from jukugi.core.geo.coverage import Coverage
from jukugi.core.geo.distances import FloatArray, IntArray, pairs_within

MOST_PAIRS = 1_000_000
"""Of a candidate and a point it reaches: with more the programme is not begun."""
MOST_COMPARISONS = 3e8
MOST_EXCHANGES = 100


@dataclass(frozen=True)
class NextPlace:
    """``point``: place in the list of points. ``gain``: people it reaches whom none of those before it does."""

    point: int
    gain: float


@dataclass(frozen=True)
class Location:
    """``next``: in order, each the one of the set that gains most after those before it; none that gains nothing.

    ``bound``: no so many places gain more than this. ``is_proven``: the set gains as much as any.
    """

    next: tuple[NextPlace, ...]
    bound: float
    is_proven: bool

    @property
    def gain(self) -> float:
        return sum(one.gain for one in self.next)


def next_places(points: FloatArray, found: Coverage, *, radius_m: float, new: int, seconds: float = 25.0) -> Location:
    """Choose at most ``new`` of the points so that as many people without a place as can be have one within reach.

    Points that the same candidates reach are one, and a candidate that reaches no more than another is left out; what
    remains is a whole-number programme. Where it is not solved in time, or too large to begin with, what is taken is
    the greatest gain one after another, exchanged as long as that helps: the same every time, which an answer broken
    off is not.

    Parameters
    ----------
    points : shape (points, 2), degrees. found : the coverage of these points as it is.

    References
    ----------
    R. Church, C. ReVelle, "The maximal covering location problem", Papers of the Regional Science Association 32, 1974.
    G. L. Nemhauser, L. A. Wolsey, M. L. Fisher, "An analysis of approximations for maximizing submodular set
    functions", Mathematical Programming 14, 1978 (the bound without the solver).
    """
    missing = found.white_spots
    candidate, point = pairs_within(points, points[missing], radius_m)
    reach = csr_matrix((np.ones(len(candidate)), (candidate, point)), shape=(len(points), len(missing)))
    return choose(reach, found.people[missing], new=new, seconds=seconds)


def choose(reach: csr_matrix, people: FloatArray, *, new: int, seconds: float) -> Location:
    """The same with any candidates: ``reach`` has shape (candidates, points), ones; ``people`` (points,), above 0."""
    merged, weights = _merged(reach, people)
    kept = _undominated(merged)
    own = merged[kept]
    chosen = _exchanged(own, weights, _greedy(own, weights, new))
    bound = _bound(own, weights, chosen, new)
    is_proven = bound <= _gain(own, weights, chosen) * (1 + 1e-12)
    if not is_proven and own.nnz <= MOST_PAIRS:
        solved = _solved(own, weights, new, seconds)
        is_proven = solved is not None
        chosen = chosen if solved is None else max((chosen, solved), key=lambda each: _gain(own, weights, each))
    best = _in_order(own, weights, kept, chosen)
    return Location(best, sum(one.gain for one in best) if is_proven else bound, is_proven)


def _merged(reach: csr_matrix, people: FloatArray) -> tuple[csr_matrix, FloatArray]:
    """Points that the same candidates reach as one point, with their people; those that none reaches are gone."""
    by_point = reach.T.tocsr()
    by_point.sort_indices()
    places: dict[bytes, int] = {}
    first: list[int] = []
    place = np.full(len(people), -1)
    for point in range(len(people)):
        own = by_point.indices[by_point.indptr[point] : by_point.indptr[point + 1]]
        if len(own):
            place[point] = places.setdefault(own.tobytes(), len(first))
            if place[point] == len(first):
                first.append(point)
    weights = np.bincount(place[place >= 0], weights=people[place >= 0], minlength=len(first))
    return by_point[first].T.tocsr(), weights.astype(np.float64)


def _undominated(reach: csr_matrix) -> IntArray:
    """Candidates that reach somebody, without those that reach no more than another (of equals the first is kept)."""
    sizes = np.diff(reach.indptr)
    dominated = np.zeros(reach.shape[0], dtype=bool)
    if float((np.diff(reach.tocsc().indptr).astype(float) ** 2).sum()) <= MOST_COMPARISONS:
        common = (reach @ reach.T).tocoo()
        one, other = common.row, common.col
        is_inside = (common.data == sizes[one]) & (one != other) & ((sizes[other] > sizes[one]) | (other < one))
        dominated[one[is_inside]] = True
    return np.flatnonzero(~dominated & (sizes > 0))


def _gain(reach: csr_matrix, weights: FloatArray, chosen: IntArray) -> float:
    return float(weights[np.unique(reach[chosen].indices)].sum())


def _greedy(reach: csr_matrix, weights: FloatArray, new: int) -> IntArray:
    """The greatest gain, one after another; of equals the first."""
    left, chosen = weights.copy(), []
    for _ in range(min(new, reach.shape[0])):
        gains = reach @ left
        chosen.append(int(gains.argmax()))
        if gains[chosen[-1]] <= 0:
            return np.array(chosen[:-1], dtype=np.int64)
        left[reach[chosen[-1]].indices] = 0.0
    return np.array(chosen, dtype=np.int64)


def _exchanged(reach: csr_matrix, weights: FloatArray, chosen: IntArray) -> IntArray:
    """One chosen place against another that is not, as long as that gains; each time the first that helps most."""
    best = _gain(reach, weights, chosen)
    for _turn in range(MOST_EXCHANGES):
        times = np.bincount(reach[chosen].indices, minlength=len(weights))
        found = best, -1, -1
        for place, candidate in enumerate(chosen.tolist()):
            without = times.copy()
            without[reach[candidate].indices] -= 1
            gains = reach @ np.where(without == 0, weights, 0.0)
            other = int(gains.argmax())
            gain = float(weights[without > 0].sum() + gains[other])
            if gain > found[0] * (1 + 1e-12):
                found = gain, place, other
        if found[1] < 0:
            break
        best, chosen = found[0], np.where(np.arange(len(chosen)) == found[1], found[2], chosen)
    return chosen


def _bound(reach: csr_matrix, weights: FloatArray, chosen: IntArray, new: int) -> float:
    """No choice gains more than this one and the greatest further gains together, or than everybody."""
    left = weights.copy()
    left[reach[chosen].indices] = 0.0
    further = np.sort(reach @ left)[::-1][:new]
    return float(min(weights.sum() - left.sum() + further.sum(), weights.sum()))


def _in_order(reach: csr_matrix, weights: FloatArray, names: IntArray, chosen: IntArray) -> tuple[NextPlace, ...]:
    """Those chosen that gain, the greatest gain first; of equals the first."""
    own, candidates = reach[np.sort(chosen)], names[np.sort(chosen)]
    left, found = weights.copy(), []
    for _ in range(len(candidates)):
        gains = own @ left
        best = int(gains.argmax())
        if gains[best] <= 0:
            break
        found.append(NextPlace(int(candidates[best]), float(gains[best])))
        left[own[best].indices] = 0.0
    return tuple(found)


def _solved(reach: csr_matrix, weights: FloatArray, new: int, seconds: float) -> IntArray | None:
    """The best choice; None where time runs out.

    Maximise Σ weight × z, z ≤ Σ y of those that reach it, Σ y ≤ new; y whole, z between 0 and 1. Begun from nothing:
    HiGHS 1.16 has taken a start for the best where it was not.
    """
    by_point = reach.T.tocsr()
    n_points = by_point.shape[0]
    solver = highspy._Highs()  # type: ignore[attr-defined]  # the wrapper prints a heading before it can be told not to
    is_whole = bool((weights == np.round(weights)).all())
    for name, value in {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.999 if is_whole else 1e-6,
        "time_limit": max(seconds, 0.05),
    }.items():
        solver.setOptionValue(name, value)
    solver.passModel(_model(by_point, weights, new))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.flatnonzero(np.array(solver.getSolution().col_value)[n_points:] > 0.5)


def _model(by_point: csr_matrix, weights: FloatArray, new: int) -> highspy.HighsLp:
    """Columns: z of each point, then y of each candidate. Rows: Σ y - z ≥ 0 of each point, then Σ y ≤ new."""
    n_points, n_candidates = by_point.shape
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n_points + n_candidates, n_points + 1
    lp.col_cost_ = np.concatenate([-weights, np.zeros(n_candidates)])
    lp.col_lower_, lp.col_upper_ = np.zeros(n_points + n_candidates), np.ones(n_points + n_candidates)
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kContinuous] * n_points + [kinds.kInteger] * n_candidates
    lp.row_lower_ = np.concatenate([np.zeros(n_points), [-highspy.kHighsInf]])
    lp.row_upper_ = np.concatenate([np.full(n_points, highspy.kHighsInf), [float(new)]])
    starts, indices, values = [0], [], []
    for point in range(n_points):
        own = by_point.indices[by_point.indptr[point] : by_point.indptr[point + 1]]
        indices += [np.array([point]), own + n_points]
        values += [np.array([-1.0]), np.ones(len(own))]
        starts.append(starts[-1] + len(own) + 1)
    indices.append(np.arange(n_candidates) + n_points)
    values.append(np.ones(n_candidates))
    starts.append(starts[-1] + n_candidates)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.concatenate(indices).astype(np.int32)
    lp.a_matrix_.value_ = np.concatenate(values)
    return lp
