"""Many readings into one record: same event, same claim, reprints, origins. It knows the store, never a stage."""
