"""Bulk: archives read shard by shard, on one core, all of a machine, or a cluster; the result is the same bytes."""
