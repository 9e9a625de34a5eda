"""What Datasette loads (``--plugins-dir``)."""
