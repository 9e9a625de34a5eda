"""One short file a paper: its name, domain, place and time zone, and what differs there, nothing else."""
