"""Feeds, as outlets write them."""

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example &amp; News</title><link>https://e.org/</link>
{items}
</channel></rss>"""

ITEM = """<item><title>{title}</title><link>https://e.org/{number}</link><guid>tag:e.org,{number}</guid>
<pubDate>Fri, 09 Mar 2012 18:30:0{number} +0100</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>{title} in full.</p><p>Two men were killed.</p>]]></content:encoded></item>"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom News</title>
<entry><title type="html">A &lt;b&gt;bold&lt;/b&gt; title</title><id>urn:1</id><link href="https://a.org/1"/>
<updated>2012-03-09T18:30:00Z</updated><summary type="text">One &amp; two &lt;killed&gt;.</summary></entry></feed>"""


def rss(*numbers: int, title: str = "Story") -> bytes:
    """Give a feed of numbered items, in the order given."""
    items = "\n".join(ITEM.format(title=f"{title} {number}", number=number) for number in numbers)
    return RSS.format(items=items).encode()
