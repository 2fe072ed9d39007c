"""Where a record lies: tables, opening, migrations. SQLite by default, PostgreSQL by URL."""

from onrecord.store.opening import Store, default_path, open_store

__all__ = ["Store", "default_path", "open_store"]
