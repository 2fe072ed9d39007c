"""A resident `onrecord`: loads the models once, and runs each command in a fork of itself.

The examples of the documentation are some three hundred commands. Started anew, each loads the models for a second and
a half; that a fresh process does so rightly is held elsewhere (`tests/cli`, and the pages that name `.venv/bin`).

    python -m tests.docs.resident SOCKET

`command(folder, socket)` writes the program `onrecord` that hands its arguments, folder, environment and standard
streams over and ends with the exit code that comes back.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path

_LONGEST = 1 << 17
_PROGRAM = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line:
    line.connect({path!r})
    told = {{"arguments": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ)}}
    socket.send_fds(line, [json.dumps(told).encode()], [0, 1, 2])
    code = line.recv(16)
sys.exit(int(code) if code else 255)
"""


def command(folder: Path, path: Path) -> None:
    """Write the program into a folder."""
    program = folder / "onrecord"
    program.write_text(_PROGRAM.format(python=sys.executable, path=str(path)), encoding="utf-8")
    program.chmod(0o755)


def serve(path: str) -> None:
    """Answer until killed."""
    from onrecord.cli import main
    from onrecord.reader import default

    default(None, None)
    default()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(path)
        listening.listen(8)
        print("ready", flush=True)  # noqa: T201 - for whoever started it
        while True:
            line, _ = listening.accept()
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _run(line, main.run)
            line.close()


def _run(line: socket.socket, run: object) -> None:
    """Take one command over and run it; does not return."""
    data, streams, _, _ = socket.recv_fds(line, _LONGEST, 3)
    told = json.loads(data)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(told["environment"])
    os.chdir(told["folder"])
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = ["onrecord", *told["arguments"]]
    code = 1
    try:
        run(told["arguments"])  # type: ignore[operator]
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    finally:
        for out in (sys.stdout, sys.stderr):
            try:
                out.flush()
            except (OSError, ValueError):
                code = code or 1
        line.send(str(code).encode())
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])
