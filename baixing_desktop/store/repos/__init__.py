"""Repositories: each turns rows into domain entities and back, on a connection somebody else commits."""
