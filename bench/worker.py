"""What a worker takes: memory once it has served many pages, CPU to come up. Run as a program: one cold start."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

START = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "error", "--host", "127.0.0.1"]


def cold_start():
    """CPU seconds from nothing to the first page."""
    printed = subprocess.run([sys.executable, "-m", "bench.worker"], check=True, capture_output=True, text=True)
    return float(printed.stdout)


def resident(addresses, views):
    """Bytes that the worker holds after so many pages, as the service runs it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    threads = ["--blocking-threads", str(os.cpu_count() or 1), "--backpressure", "64"]
    server = subprocess.Popen([*START, "--port", str(port), *threads, "cooperation.wsgi:application"])
    try:
        _wait(port)
        for view in range(views):
            urllib.request.urlopen(f"http://127.0.0.1:{port}{addresses[view % len(addresses)]}").read()
        return max(map(_memory, _family(server.pid)))
    finally:
        server.terminate()
        server.wait()


def _wait(port):
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The server did not start within ten seconds.")


def _family(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in _family(int(child)))]


def _memory(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    from bench.product import Product

    Product().get("/")
    print(time.process_time())
