"""`python -m onrecord.evaluate.peers`: see `onrecord.evaluate.peers.run`."""

from onrecord.evaluate.peers.run import main

if __name__ == "__main__":
    raise SystemExit(main())
