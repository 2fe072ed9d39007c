"""A record in other forms: citations, tables, PLOVER, GeoJSON, graphs, readings."""
