"""`python -m onrecord.evaluate`: see `onrecord.evaluate.gate`."""

from onrecord.evaluate.gate import main

if __name__ == "__main__":
    raise SystemExit(main())
