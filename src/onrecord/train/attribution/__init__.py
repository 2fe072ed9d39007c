"""The reader of sources, cues and contents: its corpus, its network, how it is fitted and written out."""
