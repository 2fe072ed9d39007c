"""What a record holds, counted and set in order: dyads, people, places, networks, days."""
