"""What the projector shows and who drives it."""
