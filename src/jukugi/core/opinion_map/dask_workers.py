"""The passes over all votes on a Dask cluster. Needs the extra ``jukugi[dask]``; nothing else loads it."""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from jukugi.core.opinion_map.errors import NoCluster
from jukugi.core.opinion_map.votes import VoteTable

Result = TypeVar("Result")

SECONDS_TO_CONNECT = 10
PARTITIONS_PER_THREAD = 2
"""So that one slow machine is not waited for at the end of each pass."""


class DaskWorkers:
    """Workers of a cluster; use as a context.

    Every worker must have the same version of Jukugi and of its libraries: the cluster only runs what is installed
    there. Tables are sent once and stay on the workers until the context ends.

    Parameters
    ----------
    address : of the scheduler, such as ``tcp://10.0.0.5:8786``.

    Raises
    ------
    NoCluster : nobody answers there within ten seconds, it is no address, it has no worker, or Dask is not installed.
    """

    def __init__(self, address: str) -> None:
        try:
            from dask.distributed import Client
        except ImportError as error:
            raise NoCluster(reason="not_installed", address=address) from error
        try:
            self._client = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
            threads = sum(self._client.nthreads().values())
        except (OSError, ValueError) as error:
            raise NoCluster(reason="no_answer", address=address) from error
        if threads == 0:
            self._client.close()
            raise NoCluster(reason="no_workers", address=address)
        self.n_partitions = PARTITIONS_PER_THREAD * threads

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def hold(self, tables: Sequence[VoteTable]) -> Sequence[Any]:
        return self._client.scatter(list(tables), hash=False)

    def each(self, function: Callable[..., Result], held: Sequence[Any], *arguments: Sequence[Any]) -> list[Result]:
        futures = self._client.map(function, held, *arguments, pure=False)
        return self._client.gather(futures)
