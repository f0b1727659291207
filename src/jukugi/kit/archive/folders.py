"""The folder of an archive: written beside its place, then put there whole; what is not ours is never touched."""

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jukugi.kit.verifying import Verdict

MANIFEST, SUMS, DATA = "archive.json", "SHA256SUMS", "data"
MARK = "still-being-written"


class NotOurs(Exception):
    """The place holds something that no archive wrote there: ``path`` is the first of it."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class BeingWritten(Exception):
    """Another run writes there at this moment."""


@contextmanager
def put_in_place(folder: Path) -> Iterator[Path]:
    """An empty folder beside the place; what it holds at the end stands there, in place of an older archive.

    A run that breaks off leaves the older one as it was. Raises NotOurs, BeingWritten, OSError.
    """
    draft, old = folder.with_name(folder.name + ".writing"), folder.with_name(folder.name + ".old")
    check_place(folder)
    if draft.exists() and not (draft / MARK).is_file():
        raise NotOurs(draft)
    draft.mkdir(exist_ok=True)
    with (draft / MARK).open("w") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BeingWritten from error
        try:
            _clear(draft)
            yield draft
            _write_sums(draft)
            if folder.exists():
                if old.exists():
                    check_place(old)
                    shutil.rmtree(old)
                folder.rename(old)
            (draft / MARK).unlink()
            draft.rename(folder)
            if old.exists():
                shutil.rmtree(old)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise


def check_place(folder: Path) -> None:
    """Whether the place is free, or holds nothing but an archive. Raises NotOurs, OSError."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotOurs(folder)
    ours = set(_sums(folder)) | {SUMS} if (folder / MANIFEST).is_file() and (folder / SUMS).is_file() else set()
    for path in files_of(folder):
        if path.relative_to(folder).as_posix() not in ours:
            raise NotOurs(path)


def files_of(folder: Path) -> list[Path]:
    """Every file in it, in the order of their names."""
    return sorted(path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())


def check_files(folder: Path) -> Iterator[Verdict]:
    """Hash every file again: one verdict for each that is wrong, or one for all. Raises OSError, ValueError."""
    told = _sums(folder)
    faults = 0
    for name, digest in told.items():
        fault = fault_of(folder, name, digest)
        if fault:
            faults += 1
            yield Verdict(name, fault)
    for path in files_of(folder):
        name = path.relative_to(folder).as_posix()
        if name != SUMS and name not in told:
            faults += 1
            yield Verdict(name, "指紋の一覧にないファイルです。")
    if not faults:
        yield Verdict(f"ファイル{len(told):,}個の指紋")


def write_json(path: Path, content: Any) -> None:
    """The same content, the same bytes."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_sums(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in files_of(folder)]
    lines = [f"{digest_of(folder / name)}  {name}\n" for name in names if name != MARK]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _sums(folder: Path) -> dict[str, str]:
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def fault_of(folder: Path, name: str, digest: str) -> str:
    """What is wrong with one file of a folder, or ""."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        return "フォルダーの外を指しています。"
    if not path.is_file():
        return "ファイルがありません。"
    return "" if digest_of(path) == digest else "中身が、書き出したときと違います。"


def _clear(draft: Path) -> None:
    """What an earlier run left that broke off."""
    for path in draft.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != MARK:
            path.unlink()
