"""Certificates: what somebody came to as a page to print, and as a signed Open Badge."""
