"""The server's key: signs links, badges and forms. It lives beside the data and never in it."""

import os
import secrets

from camp.config import Config


def read_or_make(config: Config) -> bytes:
    """Return the key, made on the first start and readable by its owner alone."""
    if config.secret:
        return config.secret
    file = config.data / "secret.key"
    if not file.exists():
        config.open_folder()
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(secrets.token_hex(32).encode())
    return file.read_bytes().strip()
