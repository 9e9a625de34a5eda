"""Our robots.txt rules behind Scrapy's interface."""

from scrapy.robotstxt import RobotParser

from newscrawl.fetching.robots_parser import RobotsParser


def test_scrapy_gets_our_answers_for_bytes_and_text():
    parser = RobotsParser.from_crawler(
        None, b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\nCrawl-delay: 2\nRequest-rate: 1/5"
    )
    assert isinstance(parser, RobotParser)
    assert not parser.allowed(b"https://a.example/a", b"newscrawl")
    assert parser.allowed("https://a.example/b", "newscrawl")
    assert parser.crawl_delay("newscrawl") == 2
    assert parser.request_rate(b"newscrawl") == (1, 5)
