"""The database: tables, the engine, due pages, writing, views and queries. SQL is nowhere else."""
