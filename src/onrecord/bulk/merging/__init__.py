"""Merging at scale: a new record of an archive's readings, made at once, a block at a time, and the same as one grown.

What merging makes is a function of the profiles that are there, never of order (`onrecord.record.merging`). So all of
it can be had by sorting: reports by id, bands, profiles by digest, blocks by key, links by what hangs together. Each
step leaves files of Parquet cut into buckets of keys (`buckets`), and works through one bucket after the other:

| step | from | to |
|---|---|---|
| `reading` | the files with the readings | rows of reports and readings, their bands, what tells revisions |
| `revisions` | those by id | which are kept, as which revision of which report |
| `families` | bands | reprints: voice and family of reports |
| `telling` | readings and voices | items, names; items by digest |
| `profiling` | items by digest | one row a profile, with its tally; its blocks |
| `linking` | blocks | which are full; links |
| `components` | links | what hangs together |
| `entering` | what hangs together | groups, entries, parties |
| `loading` | all of them | the record |

No library sorts here: keys are hashes, so that equal ranges of them are equal shares, and a share fits in memory.
"""
