"""The stages between a spider and the database: check, dedupe, store."""
