"""How a reading looks: marks and tables, on a terminal and in a notebook."""
