"""What every face over HTTP shares: the record that it serves, what is allowed, how errors look, what is kept ready."""
