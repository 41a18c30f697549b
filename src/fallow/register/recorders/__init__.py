"""Where entries are kept. One file a recorder; each keeps bytes and knows nothing of their meaning."""

from fallow.register.recorders.sqlite import SqliteRecorder

__all__ = ["SqliteRecorder"]
