"""Runs the site as child processes watched by one parent: the pages (granian) and the worker.

A child's standard input is its leash, a pipe that only the parent holds: when the parent is gone,
however it ended, the pipe closes and the child stops by itself. Children have a session of their own,
so that Ctrl-C reaches the parent alone, which then ends them in order.
"""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import FrameType
from typing import Any, Final, Self

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server as Granian

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _

_LOOK_SECONDS: Final = 0.2
_FALLS: Final = 3  # a part that ends by itself so often within a minute is given up
_GRACE_SECONDS: Final = 60.0  # for a job that has begun
_REQUEST_GRACE_SECONDS: Final = 20
_STOPPING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked:
    """Counts the requests to stop (Ctrl-C, SIGTERM, a closed terminal) while it is entered.

    It only counts: setting an event from a handler can block the very thread that waits for it.
    """

    def __init__(self) -> None:
        self.times = 0
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        for number in _STOPPING:
            before = signal.getsignal(number)
            if number is signal.SIGHUP and before is signal.SIG_IGN:
                continue  # started by nohup
            self._before[number] = signal.signal(number, self._count)
        return self

    def __exit__(self, *_fault: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def _count(self, number: int, frame: FrameType | None) -> None:
        self.times += 1


def hold_leash() -> None:
    """Send this process SIGTERM when its standard input closes, that is, when its parent is gone."""

    def wait() -> None:
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="leash", daemon=True).start()


def numeric_address(host: str, port: int) -> str:
    """The address to listen at, as numbers; `Refused` when the port is taken or the host not ours."""
    try:
        family, _kind, _protocol, _name, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as fault:
        raise Refused(_not_there(host, port, fault)) from None
    return str(place[0])


def answers(address: str, port: int) -> bool:
    """Whether something listens at this address of this machine."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 only compared
    try:
        socket.create_connection((near, port), timeout=1).close()
    except OSError:
        return False
    return True


def pages_command(address: str, port: int, workers: int, threads: int, target: str) -> list[str]:
    """The command line of the child that serves the pages of a WSGI application."""
    numbers = [str(port), str(workers), str(threads)]
    return [sys.executable, "-m", "neuguong.ops.server", target, address, *numbers]


def worker_command() -> list[str]:
    """The command line of the child that works jobs."""
    return [sys.executable, "-m", "django", "worker", "--leash"]


def run(
    parts: Mapping[str, Sequence[str]],
    *,
    is_ready: Callable[[], bool],
    when_ready: Callable[[], None],
    tell: Callable[[str], None],
) -> int:
    """Run the parts, each a name and a command line, until asked to stop; then 0.

    A part that ends by itself is started again; one that keeps ending stops the others, then 1.
    """
    falls: dict[str, list[float]] = {name: [] for name in parts}
    told = False
    with StopAsked() as asked:
        running = {name: _start(command) for name, command in parts.items()}
        try:
            while not asked.times:
                time.sleep(_LOOK_SECONDS)
                if not told and is_ready():
                    told = True
                    when_ready()
                for name in _ended(running):
                    recent = [at for at in falls[name] if at > time.monotonic() - 60]
                    falls[name] = [*recent, time.monotonic()]
                    if len(falls[name]) >= _FALLS:
                        tell(_("Phần “%(part)s” dừng liên tục nên trang dừng.") % {"part": name})
                        return 1
                    tell(_("Phần “%(part)s” dừng bất ngờ; đang bật lại.") % {"part": name})
                    _kill(running[name])  # what it has left behind
                    running[name] = _start(parts[name])
            tell(_("Đang dừng; việc nền đã bắt đầu thì làm nốt. Nhấn Ctrl-C lần nữa để dừng ngay."))
            return 0
        finally:
            times = asked.times
            _stop(list(running.values()), in_haste=lambda: asked.times > times)


def serve_pages(target: str, address: str, port: int, workers: int, threads: int) -> None:
    """Serve a WSGI application until SIGTERM or until the leash is let go."""
    hold_leash()
    Granian(
        target,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_REQUEST_GRACE_SECONDS,
    ).serve()


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(list(command), stdin=subprocess.PIPE, start_new_session=True)


def _ended(running: Mapping[str, subprocess.Popen[bytes]]) -> list[str]:
    return [name for name, process in running.items() if process.poll() is not None]


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a part with all processes that it has started, and let go of its leash."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin:
        process.stdin.close()


def _stop(processes: list[subprocess.Popen[bytes]], in_haste: Callable[[], bool]) -> None:
    """Ask all to end, wait for it, and kill what is left after the time of grace or in haste."""
    for process in processes:
        process.terminate()
    end = time.monotonic() + _GRACE_SECONDS
    while any(process.poll() is None for process in processes):
        if in_haste() or time.monotonic() > end:
            break
        time.sleep(_LOOK_SECONDS / 4)
    for process in processes:
        _kill(process)


def _not_there(host: str, port: int, fault: OSError) -> Refusal:
    words = {"host": host, "port": port, "next": port + 1, "fault": fault.strerror or fault}
    if fault.errno == errno.EADDRINUSE:
        text = _(
            "Cổng %(port)s đang có chương trình khác dùng. Hãy dừng chương trình ấy hoặc thêm"
            " --port %(next)s."
        )
        return Refusal("port_taken", text % words)
    if fault.errno == errno.EACCES:
        text = _("Tài khoản này không được mở cổng %(port)s. Hãy dùng cổng từ 1024 trở lên.")
        return Refusal("port_forbidden", text % words)
    text = _("Không mở được địa chỉ %(host)s cổng %(port)s: %(fault)s.")
    return Refusal("address_unknown", text % words)


def main() -> None:
    """The child that serves pages: TARGET ADDRESS PORT WORKERS THREADS."""
    target, address, *numbers = sys.argv[1:]
    port, workers, threads = (int(number) for number in numbers)
    serve_pages(target, address, port, workers, threads)


if __name__ == "__main__":
    main()
