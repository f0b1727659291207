"""Files that commands read and write, and the words for what can go wrong with them."""

import json
import os
from errno import EACCES, EISDIR, ENOENT
from pathlib import Path
from typing import Any


def document_in(content: bytes) -> Any:
    """A document (JSON) that somebody brought. Raises ValueError, also where it is nested deeper than anybody reads."""
    try:
        return json.loads(content)
    except RecursionError as error:
        raise ValueError("too deep") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the file and then put in its place, so that a broken-off run leaves the old one. Raises OSError."""
    draft = path.with_name(path.name + ".tmp")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from error


def check_writable(out: Path) -> None:
    """Whether a result can be written there, before the work begins. Raises OSError."""
    if out.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(out))
    if not out.parent.is_dir():
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(out.parent))
    if not os.access(out.parent, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES), str(out))


def is_one_file(one: Path, other: Path) -> bool:
    """Whether both are there and the same, so that writing one would lose the other."""
    return one.exists() and other.exists() and one.samefile(other)


def words_for_file_error(error: OSError) -> str:
    """Why a file could not be opened, in plain words."""
    if isinstance(error, FileNotFoundError):
        return "見つかりません"
    if isinstance(error, PermissionError):
        return "権限がありません"
    if isinstance(error, NotADirectoryError):
        return "フォルダーではありません"
    if isinstance(error, IsADirectoryError):
        return "ファイルではありません"
    return error.strerror or type(error).__name__
