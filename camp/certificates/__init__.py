"""Certificates: whose name is spelled how, who gets one, and what a stranger may check."""
