"""Languages whose attributions are known: a folder of tables each. A new one is named in :mod:`.choice`."""
