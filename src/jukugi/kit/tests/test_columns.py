import json

import numpy as np
import pytest

from jukugi.kit.columns import MANIFEST, BrokenColumns, check_columns, open_columns, write_columns

COLUMNS = {"statement": np.array([3, 1, 2], dtype=np.int16), "choice": np.array([1, -1, 0], dtype=np.int8)}


@pytest.fixture
def store(tmp_path):
    write_columns(tmp_path / "store", COLUMNS)
    return tmp_path / "store"


def test_columns_come_back_as_they_were_and_nobody_can_write_into_them(store):
    found = open_columns(store)

    assert {name: (column.dtype, column.tolist()) for name, column in found.items()} == {
        name: (column.dtype, column.tolist()) for name, column in COLUMNS.items()
    }
    with pytest.raises(ValueError, match="read-only"):
        found["choice"][0] = 0


def test_a_changed_byte_is_found(store):
    content = bytearray((store / "choice.npy").read_bytes())
    content[-1] ^= 1
    (store / "choice.npy").write_bytes(bytes(content))

    with pytest.raises(BrokenColumns, match=r"choice\.npy"):
        check_columns(store)


def test_an_untouched_store_passes(store):
    check_columns(store)

    assert set(open_columns(store)) == set(COLUMNS)


@pytest.mark.parametrize(
    "harm",
    [
        lambda store: (store / MANIFEST).unlink(),
        lambda store: (store / MANIFEST).write_text("{"),
        lambda store: (store / MANIFEST).write_text('{"format": "something-else", "columns": {}}'),
        lambda store: (store / "choice.npy").unlink(),
        lambda store: (store / "choice.npy").write_bytes(b"no array"),
        lambda store: np.save(store / "choice.npy", np.zeros(7, dtype=np.int8)),
    ],
)
def test_a_store_that_is_not_whole_is_refused_with_the_file_named(store, harm):
    harm(store)

    with pytest.raises(BrokenColumns, match=r"columns\.json|choice\.npy"):
        open_columns(store)


def test_a_store_that_was_not_finished_has_no_manifest(store):
    broken = {"statement": COLUMNS["statement"], "choice": np.array([object()])}

    with pytest.raises(ValueError, match="pickle"):
        write_columns(store, broken)

    with pytest.raises(BrokenColumns):
        open_columns(store)


def test_the_manifest_says_what_a_reader_needs(store):
    told = json.loads((store / MANIFEST).read_text())

    assert told["columns"]["statement"]["dtype"] == "<i2"
    assert told["columns"]["statement"]["shape"] == [3]
