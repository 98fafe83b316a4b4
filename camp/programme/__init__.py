"""Several camps under one policy: their camps, their projects and what changed for people."""
