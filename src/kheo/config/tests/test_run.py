"""`kheo run` as an operator runs it: one command, all parts, a clean end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

PATIENCE = 60.0


@contextmanager
def running(home: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port_file = home / "port"
    command = [sys.executable, "-m", "kheo.cli", "run", "--port", "0", "--port-file", str(port_file), *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KHEO_", "DJANGO_"))}
    with (home / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment | {"KHEO_HOME": str(home)}, stdout=log, stderr=log)
    try:
        until(lambda: port_file.exists() and port_file.read_text() != "")
        yield process, int(port_file.read_text())
    finally:
        process.kill()
        process.wait()


def until(holds) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "not within a minute"
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def page(port: int, address: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def part_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().split("\0")[3]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_command_serves_pages_and_works_and_ends_with_all_it_started(tmp_path, number):
    with running(tmp_path) as (process, port):
        status, text = page(port, "/sign-in/")
        assert (status, "Đăng nhập" in text) == (200, True)
        styles = [part.split('"')[0] for part in text.split('href="')[1:] if part.startswith("/static/pages/kheo.")]
        assert [page(port, address)[0] for address in styles] == [200]
        mine = children(process.pid)
        assert sorted(part_of(pid) for pid in mine) == ["web", "web", "work"]
        process.send_signal(number)
        assert process.wait(PATIENCE) == 0
        assert [pid for pid in mine if running_now(pid)] == []


def test_what_it_started_ends_with_it_however_it_ends(tmp_path):
    with running(tmp_path) as (process, port):
        page(port, "/sign-in/")
        mine = children(process.pid)
        process.kill()
        until(lambda: not any(running_now(pid) for pid in mine))
        assert len(mine) == 3


def running_now(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_slow_senders_keep_nobody_waiting(tmp_path):
    with running(tmp_path, "--processes", "1") as (_process, port):
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(30)]
        for one in slow:
            one.sendall(b"POST /read/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc")
        assert page(port, "/sign-in/")[0] == 200
        for one in slow:
            one.close()


def test_a_part_that_cannot_run_ends_all(tmp_path):
    with running(tmp_path, "--processes", "1") as (process, port):
        page(port, "/sign-in/")
        mine = children(process.pid)
        os.kill(next(pid for pid in mine if part_of(pid) == "work"), signal.SIGKILL)
        assert process.wait(PATIENCE) == 1
        assert [pid for pid in mine if running_now(pid)] == []


def test_a_port_that_is_taken_is_told(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        environment = os.environ | {"KHEO_HOME": str(tmp_path)}
        command = [sys.executable, "-m", "kheo.cli", "run", "--port", port]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert (done.returncode, done.stdout, port in done.stderr, "--port" in done.stderr) == (1, "", True, True)
