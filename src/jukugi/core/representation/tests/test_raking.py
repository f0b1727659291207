import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from jukugi.core.representation import EmptyCategory, EmptyMargin, InvalidWeighting, NotConverged
from jukugi.core.representation.raking import WeightSettings, rake

# The worked example of the article "Iterative proportional fitting" (Wikipedia), and the factors that an independent
# implementation in another language documents for it: ProportionalFitting.jl, README, "Showcase".
SEED = [[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]]
ROWS, COLUMNS = [150, 300, 400, 150], [200, 300, 400, 100]
ROW_FACTORS = [0.9986403503185242, 0.8833622306385376, 1.1698911437112522, 0.8895042701910321]
COLUMN_FACTORS = [1.616160156063788, 1.5431801747375655, 1.771623700829941, 0.38299396265192226]
PUBLISHED = [
    [64.5585, 46.2325, 35.3843, 3.82473],
    [49.9679, 68.1594, 156.499, 25.3742],
    [56.7219, 144.428, 145.082, 53.7673],
    [28.7516, 41.18, 63.0347, 17.0337],
]


def people(table):
    """One person for each count of a table, as columns ``row`` and ``column``."""
    pairs = [(str(i), str(j)) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]
    return {"row": [i for i, _ in pairs], "column": [j for _, j in pairs]}


def shares(totals):
    return {str(place): total / sum(totals) for place, total in enumerate(totals)}


def margins(rows=ROWS, columns=COLUMNS):
    return {"row": shares(rows), "column": shares(columns)}


def table_of(sample, values, shape):
    cells = np.zeros(shape)
    np.add.at(cells, (np.array(sample["row"], int), np.array(sample["column"], int)), values)
    return cells


def test_weights_are_those_of_a_published_example_and_of_an_independent_implementation():
    sample = people(SEED)

    weights = rake(sample, margins())

    per_person = weights.values * 1000 / len(weights.values)
    documented = [ROW_FACTORS[int(i)] * COLUMN_FACTORS[int(j)] for i, j in zip(*sample.values(), strict=True)]
    np.testing.assert_allclose(per_person, documented, rtol=0, atol=1e-8)
    np.testing.assert_allclose(table_of(sample, per_person, (4, 4)), PUBLISHED, rtol=1e-5)
    assert weights.values.mean() == pytest.approx(1, abs=1e-12)
    assert weights.gap < 1e-10


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.lists(st.integers(1, 9), min_size=3, max_size=3), min_size=2, max_size=3),
    st.lists(st.integers(1, 20), min_size=3, max_size=3),
    st.randoms(use_true_random=False),
)
def test_margins_hold_and_no_other_weights_with_them_are_nearer(table, columns, random):
    sample, rows = people(table), [random.randint(1, 20) for _ in table]

    weights = rake(sample, margins(rows, columns))

    found = table_of(sample, weights.values, (len(table), 3)) / len(weights.values)
    np.testing.assert_allclose(found.sum(axis=1), list(shares(rows).values()), atol=1e-9)
    np.testing.assert_allclose(found.sum(axis=0), list(shares(columns).values()), atol=1e-9)
    # The nearest is a product of factors: then every odds ratio stays as it was.
    ratio = found / np.array(table)
    np.testing.assert_allclose(ratio[1:, 1:] * ratio[0, 0], ratio[1:, :1] * ratio[:1, 1:], rtol=1e-6)


def test_three_variables_reach_the_least_divergence_that_a_general_minimiser_finds():
    rng = np.random.default_rng(5)
    codes = rng.integers(0, (2, 3, 2), size=(60, 3))
    targets = {"a": {"0": 0.3, "1": 0.7}, "b": {"0": 0.2, "1": 0.5, "2": 0.3}, "c": {"0": 0.55, "1": 0.45}}
    sample = {name: codes[:, place].astype(str).tolist() for place, name in enumerate(targets)}

    weights = rake(sample, targets)

    wanted = [
        (codes[:, place] == int(key), share)
        for place, each in enumerate(targets.values())
        for key, share in list(each.items())[1:]
    ]
    rows = np.array([[*map(float, mask)] for mask, _ in wanted])

    def dual(factors):
        return np.exp(factors[0] + factors[1:] @ rows).sum() - 60 * (
            factors[0] + factors[1:] @ np.array([share for _, share in wanted])
        )

    best = minimize(dual, np.zeros(len(wanted) + 1), method="BFGS", options={"gtol": 1e-9}).x
    np.testing.assert_allclose(weights.values, np.exp(best[0] + best[1:] @ rows), atol=1e-6)


def test_who_did_not_answer_a_variable_keeps_their_part_and_is_told():
    sample = {"sex": ["f", "f", "f", "m", None], "ward": ["a", "b", "a", "b", "a"]}

    weights = rake(sample, {"sex": {"f": 0.5, "m": 0.5}, "ward": {"a": 0.5, "b": 0.5}})

    values = weights.values
    assert weights.unknown == {"sex": 1}
    assert values[:3].sum() == pytest.approx(values[3])
    assert values[[0, 2, 4]].sum() == pytest.approx(values[[1, 3]].sum())
    assert values.mean() == pytest.approx(1)


def test_the_order_of_people_does_not_matter():
    sample = people(SEED)
    order = np.random.default_rng(1).permutation(len(sample["row"]))

    mixed = rake({name: [column[n] for n in order] for name, column in sample.items()}, margins())

    np.testing.assert_allclose(mixed.values, rake(sample, margins()).values[order], atol=1e-12)


def test_a_weight_is_cut_to_the_most_and_the_margins_are_met_as_far_as_that_goes():
    sample = people(SEED)

    mild = rake(sample, margins(), settings=WeightSettings(most=1.6))
    hard = rake(sample, margins(), settings=WeightSettings(most=1.2))

    assert rake(sample, margins()).values.max() > 1.6
    assert mild.values.max() == pytest.approx(1.6)
    assert mild.gap < 1e-9
    assert hard.values.max() == pytest.approx(1.2)
    assert hard.gap > 0.01
    assert [mild.values.mean(), hard.values.mean()] == pytest.approx([1, 1])
    assert mild.trimmed == int((mild.values > 1.6 - 1e-9).sum()) > 0


def test_no_cut_where_no_weight_is_above():
    assert rake(people(SEED), margins(), settings=WeightSettings(most=50)).trimmed == 0


def test_categories_without_people_and_without_population_are_told_all_at_once():
    sample = {"sex": ["f", "m"], "ward": ["a", "c"]}

    with pytest.raises(EmptyCategory) as without:
        rake({**sample, "ward": ["a", "a"]}, {"sex": {"f": 0.5, "m": 0.4, "x": 0.1}, "ward": {"a": 0.5, "b": 0.5}})
    with pytest.raises(EmptyMargin) as beyond:
        rake(sample, {"sex": {"f": 1.0, "m": 0.0}, "ward": {"a": 1.0, "c": 0.0}})

    assert without.value.params["cells"] == (("sex", "x", 0.1), ("ward", "b", 0.5))
    assert beyond.value.params["cells"] == (("sex", "m", 1), ("ward", "c", 1))


def test_margins_that_contradict_each_other_in_the_sample_are_told():
    sample = {"sex": ["f", "f", "m", "m"], "ward": ["a", "a", "b", "b"]}

    with pytest.raises(NotConverged) as told:
        rake(sample, {"sex": {"f": 0.6, "m": 0.4}, "ward": {"a": 0.3, "b": 0.7}}, settings=WeightSettings(rounds=50))

    assert told.value.params["variable"] == "sex"
    assert told.value.params["gap"] == pytest.approx(0.3)


@pytest.mark.parametrize(("name", "value"), [("most", 1.0), ("within", 0.0), ("rounds", 0)])
def test_a_setting_outside_its_range_is_refused_by_name(name, value):
    with pytest.raises(InvalidWeighting) as told:
        WeightSettings(**{name: value})

    assert told.value.params["setting"] == name
