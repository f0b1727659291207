import random
from math import cos, radians

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.geo.frames import frame_of
from jukugi.core.geo.outlines import METRES_A_DEGREE, area_m2, bounds, contains, label_point, simplified

SQUARE = [(139.0, 35.0), (139.01, 35.0), (139.01, 35.01), (139.0, 35.01), (139.0, 35.0)]


def wavy(seed: int) -> dict[str, list[list[tuple[float, float]]]]:
    """Two areas side by side with a wavy border between them, told in opposite directions from different points."""
    drawn = random.Random(seed)
    border = [(139.01 + drawn.uniform(-3e-4, 3e-4), 35.0 + 0.01 * step / 40) for step in range(41)]
    left = [(139.0, 35.0), *border, (139.0, 35.01)]
    right = [(139.02, 35.01), *reversed(border), (139.02, 35.0)]
    turn = drawn.randrange(len(right))
    right = [*right[turn:], *right[:turn]]
    return {"left": [[*left, left[0]]], "right": [[*right, right[0]]]}


@given(st.integers(0, 10_000), st.sampled_from([5.0, 20.0, 60.0]))
@settings(max_examples=60, deadline=None)
def test_neighbours_stay_neighbours_with_fewer_points(seed, tolerance):
    areas = wavy(seed)

    found = simplified(areas, tolerance_m=tolerance)

    left, right = found["left"][0], found["right"][0]
    assert len(left) < len(areas["left"][0])
    inner = {point for point in left if 139.005 < point[0] < 139.015}
    assert inner == {point for point in right if 139.005 < point[0] < 139.015}
    total = area_m2(left) + area_m2(right)
    assert total == pytest.approx(0.02 * 0.01 * METRES_A_DEGREE**2 * cos(radians(35)), rel=1e-3)


def test_what_is_left_out_lay_within_the_tolerance():
    areas = {"one": [[*SQUARE[:1], (139.005, 35.0 + 4e-5), *SQUARE[1:]]]}

    assert len(simplified(areas, tolerance_m=10)["one"][0]) == 5
    assert len(simplified(areas, tolerance_m=1)["one"][0]) == 6


def test_small_rings_go_but_never_the_last_one():
    small = [(x * 1e-3 + 139.02, y * 1e-3 + 35.0) for x, y in ((0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1), (0, 0))]

    found = simplified({"island": [small], "city": [SQUARE, small]}, tolerance_m=50)

    assert (len(found["island"]), len(found["city"])) == (1, 1)


def test_a_point_is_inside_an_area_but_not_in_its_hole():
    hole = [(139.004, 35.004), (139.006, 35.004), (139.006, 35.006), (139.004, 35.006), (139.004, 35.004)]

    assert contains([SQUARE, hole], 139.002, 35.002)
    assert not contains([SQUARE, hole], 139.005, 35.005)
    assert not contains([SQUARE, hole], 139.02, 35.005)


def test_a_name_stands_inside_even_of_a_bent_area():
    bent = [(0, 0), (4, 0), (4, 4), (3, 4), (3, 1), (0, 1), (0, 0)]
    ring = [(139 + x * 0.01, 35 + y * 0.01) for x, y in bent]

    assert contains([ring], *label_point([ring]))


def test_a_frame_holds_what_it_was_made_for_with_north_above():
    frame = frame_of(bounds([SQUARE]), width=640, margin=20)

    assert frame.at(35.0, 139.0)[0] == "20.0"
    assert float(frame.at(35.01, 139.0)[1]) == pytest.approx(20, abs=0.1)
    assert max(frame.width, frame.height) == pytest.approx(640)
    assert frame.path([SQUARE]).count("L") == 3
