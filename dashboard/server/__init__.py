"""The server: data addresses, headers, and the sessions of readers."""
