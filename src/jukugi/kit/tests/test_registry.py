import pytest

from jukugi.kit.registry import AlreadyRegistered, Registry


def test_entries_come_by_order_then_by_name():
    registry = Registry("things")
    registry.register("late", "L", order=200)
    registry.register("beta", "B")
    registry.register("alpha", "A")
    registry.register("first", "F", order=1)

    assert registry.names() == ["first", "alpha", "beta", "late"]
    assert list(registry) == ["F", "A", "B", "L"]
    assert registry.items() == [("first", "F"), ("alpha", "A"), ("beta", "B"), ("late", "L")]


def test_an_entry_is_found_by_its_name():
    registry = Registry("things")
    registry.register("one", 1)

    assert registry["one"] == 1
    assert ("one" in registry, "two" in registry) == (True, False)
    with pytest.raises(KeyError):
        registry["two"]


def test_one_name_is_given_once_and_the_error_names_it():
    registry = Registry("things")
    registry.register("one", 1)

    with pytest.raises(AlreadyRegistered, match="things: one"):
        registry.register("one", 2)

    assert registry["one"] == 1


def test_an_entry_that_counts_as_false_is_an_entry():
    registry = Registry("things")
    registry.register("nothing", None)

    assert list(registry) == [None]
    assert "nothing" in registry
