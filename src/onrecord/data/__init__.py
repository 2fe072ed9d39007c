"""Tables (TSV, TOML) that the codebooks are read from; `MANIFEST.toml` says where each comes from."""
