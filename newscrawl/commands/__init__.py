"""What people type besides Scrapy's own commands, and the `crawl` that replaces its own."""
