"""Questions to the speaker of a café: asked on phones, let in by a moderator, read in the hall."""
