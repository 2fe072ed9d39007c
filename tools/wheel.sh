#!/usr/bin/env bash
# Builds the wheel, installs it into an empty environment, and runs it outside the checkout with the network off.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$root/.venv/bin/python" -m build --wheel --no-isolation --outdir "$work/dist" "$root" >"$work/build.log" 2>&1 ||
  { cat "$work/build.log" >&2; exit 1; }
"$root/.venv/bin/python" -m venv "$work/venv"
pip="$work/venv/bin/python -m pip --disable-pip-version-check --quiet --quiet"
$pip install --require-hashes --requirement "$root/requirements/runtime.txt"
# The wheel's own requirements must all be there already: nothing may be fetched for it.
$pip install --no-index "$work"/dist/*.whl

# Without a network of its own where the system allows that; and no socket of Python may connect in any case.
mkdir "$work/away" "$work/block"
cat >"$work/block/sitecustomize.py" <<'PYTHON'
import socket

def refuse(*_):
    raise OSError("the network is off")

socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse
PYTHON
offline=()
if unshare --map-root-user --net true 2>/dev/null; then offline=(unshare --map-root-user --net); fi
cd "$work/away"
run() { PYTHONPATH="$work/block" "${offline[@]}" "$work/venv/bin/onrecord" "$@"; }

run --version
run demo >demo.txt
grep -q "All 8 reports together" demo.txt || { cat demo.txt >&2; exit 1; }
echo 'Kyiv accused Moscow of shelling a port on Friday. Moscow denied it.' >report.txt
run read report.txt --published 2024-12-13 --json >readings.jsonl
run verify readings.jsonl --source report.txt
run schema >schema.json
# what an extra is for says so, and nothing breaks
if run serve 2>serve.txt; then exit 1; fi
grep -qF "pip install 'onrecord[desk]'" serve.txt || { cat serve.txt >&2; exit 1; }
echo "wheel: $(basename "$work"/dist/*.whl), $(du -h "$work"/dist/*.whl | cut -f1), installed alone, runs with the network off"
