"""Which failures are the machine's and pass: the database is away or busy, or there is no room to write."""

import errno
import sqlite3
from collections.abc import Iterator
from enum import Enum

from django.db import InterfaceError, OperationalError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
DISK_FULL_OF_POSTGRESQL = "53100"
# What SQLite says of a file that is held, unreadable or out of reach; of a wrong question it says SQLITE_ERROR.
AWAY_OF_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PROTOCOL,
    }
)


class Trouble(Enum):
    """What passes without anybody's mending of the program."""

    NO_ROOM = "no room"
    DATABASE_AWAY = "database away"


def trouble_of(error: BaseException | None) -> Trouble | None:
    """The trouble behind a failure, through all of its causes; None where the program itself failed."""
    chain = list(_chain(error))
    if any(_is_without_room(each) for each in chain):
        return Trouble.NO_ROOM
    return Trouble.DATABASE_AWAY if any(_is_away(each) for each in chain) else None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_without_room(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    return getattr(error, "sqlstate", None) == DISK_FULL_OF_POSTGRESQL or _code_of_sqlite(error) == sqlite3.SQLITE_FULL


def _is_away(error: BaseException) -> bool:
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    code = _code_of_sqlite(error.__cause__)
    return code is None or code in AWAY_OF_SQLITE


def _code_of_sqlite(error: BaseException | None) -> int | None:
    """The main part of the code that SQLite gave."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
