"""Ideas, the pitch queue, dots and merges."""
