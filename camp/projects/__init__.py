"""What a team builds and hands in: submissions, versions and budgets."""
