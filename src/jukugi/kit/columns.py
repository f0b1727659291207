"""Large tables as columns on disk: one array to a file, mapped into memory when read, with a digest of each.

A folder holds ``columns.json`` and ``NAME.npy``. Reading touches only the pages that are used; the digests are compared
only on demand, because that reads everything.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMAT = "jukugi-columns-1"
MANIFEST = "columns.json"
CHUNK = 1 << 24

Column = NDArray[Any]


class BrokenColumns(Exception):
    """The folder is no store, or a column is not what its manifest says; the message names it."""


def write_columns(folder: Path, columns: Mapping[str, Column]) -> None:
    """Write columns into a folder, the manifest last: a store without one was not finished."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column, allow_pickle=False)
    told = {
        name: {"dtype": column.dtype.str, "shape": list(column.shape), "sha256": _digest(folder / f"{name}.npy")}
        for name, column in columns.items()
    }
    (folder / MANIFEST).write_text(json.dumps({"format": FORMAT, "columns": told}, indent=1), encoding="utf-8")


def open_columns(folder: Path) -> dict[str, Column]:
    """The columns of a store, read-only and mapped. Raises BrokenColumns."""
    columns = {}
    for name, told in _manifest(folder).items():
        try:
            column = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise BrokenColumns(f"{folder / name}.npy：{error}") from error
        if [column.dtype.str, list(column.shape)] != [told["dtype"], told["shape"]]:
            raise BrokenColumns(f"{folder / name}.npy：書かれた形と違います")
        columns[name] = column
    return columns


def check_columns(folder: Path) -> None:
    """Compare every digest. Raises BrokenColumns for the first that differs."""
    for name, told in _manifest(folder).items():
        if _digest(folder / f"{name}.npy") != told["sha256"]:
            raise BrokenColumns(f"{folder / name}.npy：書いたときの中身と違います")


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            raise BrokenColumns(f"{folder / MANIFEST}：形式が {told['format']} です（読めるのは {FORMAT}）")
        columns: dict[str, Any] = told["columns"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BrokenColumns(f"{folder / MANIFEST}：{error}") from error
    return columns


def _digest(path: Path) -> str:
    total = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(CHUNK):
                total.update(part)
    except OSError as error:
        raise BrokenColumns(f"{path}：{error}") from error
    return total.hexdigest()
