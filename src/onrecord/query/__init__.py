"""The read side, shared by all faces: tables of readings, their check against the source, their schema."""
