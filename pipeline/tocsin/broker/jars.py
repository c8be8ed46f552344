"""Kafka's jars: downloaded once into the user's cache, and checked against the lock file before every start.

The folder of jars appears by one rename, when all of it is there and checked; two processes that want it at once take
turns; what an interrupted download left is checked and used by the next.
"""

import hashlib
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tocsin.broker.lock import Lock, LockedJar
from tocsin.broker.locking import exclusive
from tocsin.errors import BrokerError

Report = Callable[[str], None]
"""Called with what is being done; each text stands in place of the one before (see `ProgressLine`)."""

_MEGABYTE = 1_000_000
_PARALLEL_DOWNLOADS = 4
_ATTEMPTS = 3
_PAUSE_SECONDS = 0.5
_REQUEST_SECONDS = 30
_OTHER_INSTALL_SECONDS = 900.0


def ensure_jars(lock: Lock, cache: Path, report: Report) -> tuple[Path, ...]:
    """Give the class path of the jars in `lock`, downloading them when they are not in `cache` yet.

    Raises `BrokerError` naming the file when a jar is unlisted, missing or altered, or cannot be had.
    """
    folder = cache / f"kafka-{lock.kafka_version}-{lock.fingerprint}"
    if not folder.exists():
        try:
            cache.mkdir(parents=True, exist_ok=True)
            with exclusive(cache / "install.lock", timeout=_OTHER_INSTALL_SECONDS, purpose="downloading Kafka"):
                if not folder.exists():
                    _install(lock, folder, report)
        except OSError as error:
            message = f"Kafka's jars cannot be stored in {cache}: {error.strerror or error}."
            raise BrokerError(
                message, hint="Make room and make it writable, or name another place for caches in XDG_CACHE_HOME."
            ) from error
    verify(lock, folder)
    return tuple(folder / jar.file_name for jar in lock.jars)


def verify(lock: Lock, folder: Path) -> None:
    """Check that `folder` holds the jars of `lock`, all of them, unaltered, and no others."""
    hint = f"Remove {folder} and start again to download Kafka afresh."
    listed = {jar.file_name for jar in lock.jars}
    for path in sorted(folder.iterdir()):
        if path.name not in listed:
            raise BrokerError(f"{path} is not one of Kafka's jars in kafka.lock.", hint=hint)
    for jar in lock.jars:
        path = folder / jar.file_name
        if not path.is_file():
            raise BrokerError(f"{path} is missing.", hint=hint)
        if not _matches(path, jar):
            raise BrokerError(f"{path} was altered: it has not the SHA-256 sum in kafka.lock.", hint=hint)


def _matches(path: Path, jar: LockedJar) -> bool:
    if path.stat().st_size != jar.size:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256


def _install(lock: Lock, folder: Path, report: Report) -> None:
    """Fill `folder`, which must not exist, with the jars of `lock`; needs the install lock."""
    partial = folder.with_name(f"{folder.name}.partial")
    ready = folder.with_name(f"{folder.name}.ready")
    shutil.rmtree(ready, ignore_errors=True)
    ready.mkdir(parents=True)
    for jar, path in zip(lock.jars, _download(lock, partial, report), strict=True):
        path.rename(ready / jar.file_name)
    verify(lock, ready)
    ready.rename(folder)
    shutil.rmtree(partial, ignore_errors=True)


def _download(lock: Lock, partial: Path, report: Report) -> list[Path]:
    """Download what `partial` lacks, several jars at a time, and give each jar's path in the order of the lock."""
    fetch = _Fetch(lock, partial, report)
    with ThreadPoolExecutor(_PARALLEL_DOWNLOADS) as pool:
        try:
            return list(pool.map(fetch, lock.jars))
        except BaseException:
            fetch.cancel()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class _Fetch:
    """Downloads one jar of the lock per call, from any thread, and reports how far all of them are."""

    def __init__(self, lock: Lock, partial: Path, report: Report) -> None:
        self._lock = lock
        self._partial = partial
        self._report = report
        self._total = sum(jar.size for jar in lock.jars)
        self._received = 0
        self._counting = threading.Lock()
        self._cancelled = False
        self._context = self._maven()

    def __call__(self, jar: LockedJar) -> Path:
        component = self._context.project(jar.group, jar.artifact).at_version(jar.version)
        artifact = component.artifact()
        path: Path = artifact.cached_path
        # What an interrupted download left is as good as new when its sum is right; jgo itself would not check.
        if path.exists() and _matches(path, jar):
            self._count(jar.size)
            return path
        for attempt in range(1, _ATTEMPTS + 1):
            path.unlink(missing_ok=True)
            if (error := self._fetch_once(artifact)) is None:
                break
            if attempt == _ATTEMPTS or self._cancelled:
                raise self._failure(jar, error) from error
            time.sleep(_PAUSE_SECONDS)
        if not _matches(path, jar):
            path.unlink()
            message = f"{jar.file_name}, as downloaded, has not the SHA-256 sum in kafka.lock."
            raise BrokerError(message, hint="Something between here and Maven Central alters files; try elsewhere.")
        return path

    def cancel(self) -> None:
        """Make the downloads in progress end soon."""
        self._cancelled = True

    def _fetch_once(self, artifact: Any) -> Exception | None:  # noqa: ANN401  # jgo's Artifact, for the same reason
        import requests  # noqa: PLC0415  # what jgo downloads with, slow to import

        try:
            artifact.resolve()
        except (requests.RequestException, RuntimeError) as error:
            return error
        return None

    def _failure(self, jar: LockedJar, error: Exception) -> BrokerError:
        message = f"Kafka {self._lock.kafka_version} could not be downloaded: {jar.file_name}: {_reason(error)}."
        hint = (
            "It is needed once: connect to the network and start again (what has arrived is kept), name your Maven "
            "mirror under [repositories] in ~/.config/jgo.conf, or set KAFKA_BOOTSTRAP_SERVERS to a Kafka of yours."
        )
        return BrokerError(message, hint=hint)

    def _maven(self) -> Any:  # noqa: ANN401  # a MavenContext, whose module must not be imported before it is needed
        from jgo.config import GlobalSettings  # noqa: PLC0415  # slow to import, needed once in a machine's life
        from jgo.constants import MAVEN_CENTRAL_URL  # noqa: PLC0415  # the same
        from jgo.maven import MavenContext, PythonResolver  # noqa: PLC0415  # the same

        mirrors: dict[str, str] = GlobalSettings.load().repositories
        return MavenContext(
            resolver=PythonResolver(progress_callback=self._progress),
            repo_cache=self._partial,
            local_repos=[],
            # A mirror that the user configured comes first, or instead; the sums make every source as good as another.
            remote_repos=mirrors | {"central": mirrors.get("central", MAVEN_CENTRAL_URL)},
            timeout=_REQUEST_SECONDS,
        )

    @contextmanager
    def _progress(self, _file_name: str, _size: int) -> Iterator[Callable[[int], None]]:
        yield self._count

    def _count(self, received: int) -> None:
        if self._cancelled:
            raise RuntimeError("cancelled")
        with self._counting:
            before, self._received = self._received, self._received + received
            if before == 0 or before // _MEGABYTE != self._received // _MEGABYTE:
                # A second attempt counts again what the first received.
                megabytes = f"{min(self._received, self._total) // _MEGABYTE} of {self._total // _MEGABYTE} MB"
                self._report(f"Downloading Apache Kafka {self._lock.kafka_version}, once: {megabytes}")


def _reason(error: Exception) -> str:
    import requests  # noqa: PLC0415  # as above

    if isinstance(error, requests.Timeout):
        return "the server did not answer in time"
    if isinstance(error, requests.ConnectionError):
        return "the server cannot be reached"
    if isinstance(error, requests.RequestException):
        return type(error).__name__
    return "no server would give it"  # jgo does not say with which status it was refused
