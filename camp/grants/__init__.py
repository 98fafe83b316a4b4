"""The envelope, the proposal, the decision, its publication and appeals."""
