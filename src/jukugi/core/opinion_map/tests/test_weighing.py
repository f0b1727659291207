import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.opinion_map.weighing import standings

cells = st.integers(1, 5).flatmap(
    lambda groups: st.lists(
        st.lists(st.tuples(st.integers(0, 50), st.integers(0, 100)), min_size=groups, max_size=groups),
        min_size=1,
        max_size=6,
    )
)


def arrays(rows):
    table = np.array(rows, dtype=np.int64)
    return table[:, :, 0], table[:, :, 1]


@given(cells, st.data())
def test_one_more_helped_never_lowers_the_standing(rows, data):
    marks, people = arrays(rows)
    group = data.draw(st.integers(0, marks.shape[1] - 1))
    more = marks.copy()
    more[:, group] += 1

    assert (standings(more, np.maximum(people, more)) >= standings(marks, np.maximum(people, more)) - 1e-12).all()


@given(cells)
def test_the_order_of_groups_does_not_matter(rows):
    marks, people = arrays(rows)

    assert np.allclose(standings(marks, people), standings(marks[:, ::-1], people[:, ::-1]))


def test_what_helps_one_large_group_alone_stands_below_what_helps_all_a_little():
    marks, people = np.array([[90, 0], [20, 20]]), np.array([[100, 100], [100, 100]])

    loud, quiet = standings(marks, people)

    assert loud < quiet


def test_without_groups_nothing_stands_higher_than_the_rest():
    assert standings(np.zeros((2, 0), dtype=np.int64), np.zeros((2, 0), dtype=np.int64)).tolist() == [0, 0]
