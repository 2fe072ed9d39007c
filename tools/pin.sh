#!/usr/bin/env bash
# Pins every requirement with the hashes of its files. The files name no registry: whichever one pip is told to use
# must serve files with these hashes.
set -euo pipefail
cd "$(dirname "$0")/.."
export CUSTOM_COMPILE_COMMAND="make requirements"
pin() {
  .venv/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host "$@"
}
pin --extra agents --extra desk --extra frames --extra postgres --extra bulk --extra ray --extra parquet --extra graphs --output-file requirements/dev.txt pyproject.toml requirements/dev.in
pin --constraint requirements/dev.txt --output-file requirements/runtime.txt pyproject.toml
if grep -nE 'https?://|--(extra-)?index|--find-links|--trusted' requirements/*.txt; then
  echo "requirements name a registry" >&2
  exit 1
fi
