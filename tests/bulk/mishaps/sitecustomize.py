"""What befalls a reader, for tests: a report whose text asks for a mishap brings it about in the process that reads it.

Python imports this by itself where this folder is on PYTHONPATH. In the text of a report

    MISHAP end FILE     ends the process by SIGKILL, once: not where FILE is there already
    MISHAP always end   ends the process by SIGKILL, each time
    MISHAP memory       takes 4 GB
    MISHAP wait FOLDER  writes a file FOLDER/<pid of its parent>-<pid>, and waits for FOLDER/go
"""

from __future__ import annotations

import os
import signal
import sys
import time
from importlib.abc import MetaPathFinder
from importlib.util import find_spec
from pathlib import Path


def _befall(text: str) -> None:
    match text.partition("MISHAP ")[2].split()[:2]:
        case ["end", name]:
            if not Path(name).exists():
                Path(name).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case ["always", "end"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["memory", *_]:
            bytearray(4_000_000_000)
        case ["wait", name]:
            (Path(name) / f"{os.getppid()}-{os.getpid()}").touch()
            while not (Path(name) / "go").exists():
                time.sleep(0.02)


class _Hook(MetaPathFinder):
    """Has `Pipeline.read` look for mishaps, as soon as somebody imports it."""

    def find_spec(self, name, path, target=None):
        if name != "onrecord.pipeline":
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        load = spec.loader.exec_module

        def loaded(module):
            load(module)
            read = module.Pipeline.read

            def befallen(self, report):
                _befall(report.text)
                return read(self, report)

            module.Pipeline.read = befallen

        spec.loader.exec_module = loaded
        return spec


sys.meta_path.insert(0, _Hook())
