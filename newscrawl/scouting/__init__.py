"""Looking at a paper before it is crawled, and at one page before it is stored."""
