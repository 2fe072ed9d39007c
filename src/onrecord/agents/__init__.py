"""Tools for agents, over the Model Context Protocol: read, search, claims, cite; every answer with spans and ids."""
