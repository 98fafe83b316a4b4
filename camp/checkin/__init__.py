"""The door: stations, scans and check-ins."""
