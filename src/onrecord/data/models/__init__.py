"""Networks: weights with their cards; see `onrecord.train`."""
