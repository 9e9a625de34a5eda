"""The downloader's side: robots and pace, the guard against hostile addresses, the demo's way home."""
