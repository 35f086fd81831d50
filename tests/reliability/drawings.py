"""Drawings that would run a call when they are opened by themselves.

In: a source of chance. Out: as many drawings as asked for, each with a call by chance.
"""

from random import Random

from tests.reliability.payloads import put_call

XHTML = "xmlns='http://www.w3.org/1999/xhtml'"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
DRAWN = (
    HEAD + "><script>@</script></svg>",
    HEAD + "><script type='text/ecmascript'><![CDATA[@]]></script></svg>",
    HEAD + "><script href='/hit'/></svg>",
    HEAD + " onload='@'/>",
    HEAD + " ONLOAD='@'/>",
    HEAD + "><g onload='@'/></svg>",
    HEAD + "><a href='javascript:@'><text y='9'>x</text></a></svg>",
    HEAD + "><a xlink:href=' java&#10;script:@'><text y='9'>x</text></a></svg>",
    HEAD + "><a><animate attributeName='href' values='javascript:@'/><text y='9'>x</text></a></svg>",
    HEAD + "><a><set attributeName='href' to='javascript:@'/><text y='9'>x</text></a></svg>",
    HEAD + "><animate onbegin='@' attributeName='x' dur='1s'/></svg>",
    HEAD + "><set attributeName='onload' to='@'/></svg>",
    HEAD + "><foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload='@'/></foreignObject></svg>",
    HEAD + f"><foreignObject><iframe {XHTML} src='javascript:@'/></foreignObject></svg>",
    HEAD + "><x:script xmlns:x='http://www.w3.org/1999/xhtml'>@</x:script></svg>",
    HEAD + "><x:script xmlns:x='http://www.w3.org/2000/svg'>@</x:script></svg>",
    HEAD + "><h:img xmlns:h='http://www.w3.org/1999/xhtml' src='x' onerror='@'/></svg>",
    HEAD + "><image href='/hit'/></svg>",
    HEAD + "><image xlink:href='data:image/svg+xml,&lt;svg onload=\"@\"/>'/></svg>",
    HEAD + "><use href='data:image/svg+xml,x#x'/></svg>",
    HEAD + "><use href='/hit#x'/></svg>",
    HEAD + "><feImage href='/hit'/></svg>",
    HEAD + "><style>@import '/hit';</style></svg>",
    HEAD + "><style>*{background:url(/hit)}</style><rect width='9' height='9'/></svg>",
    HEAD + "><style>*{fill:u\\72l(/hit)}</style><rect width='9' height='9'/></svg>",
    HEAD + "><style>&lt;/style>&lt;script>@&lt;/script></style></svg>",
    HEAD + "><rect style='fill:url(/hit)' width='9' height='9'/></svg>",
    HEAD + "><rect filter='url(/hit#x)' width='9' height='9'/></svg>",
    HEAD + "><handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'>@</handler></svg>",
    HEAD + "><title>&lt;script>@&lt;/script></title><desc><script>@</script></desc></svg>",
    HEAD + "><metadata><script xmlns='http://www.w3.org/1999/xhtml'>@</script></metadata></svg>",
    HEAD + "><switch><script>@</script></switch></svg>",
    HEAD + "><iframe xmlns='http://www.w3.org/1999/xhtml' src='javascript:@'/></svg>",
    "<?xml-stylesheet type='text/xsl' href='/hit'?>" + HEAD + "/>",
    "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x '<script>@</script>'>]>" + HEAD + ">&x;</svg>",
    "<!DOCTYPE svg [<!ATTLIST svg onload CDATA '@'>]>" + HEAD + "/>",
    "<html xmlns='http://www.w3.org/1999/xhtml'><script>@</script></html>",
    "<html><script>@</script></html>",
    "\ufeff" + HEAD + "><script>@</script></svg>",
    HEAD + "><text>x</text><!-- --><script>@</script><!-- --></svg>",
    HEAD + "><![CDATA[</svg>]]><script>@</script></svg>",
    HEAD + "><script>@</script>",
    "<SVG><script>@</script></SVG>",
    HEAD.encode("utf-16").decode("utf-16") + "><script xlink:href='data:text/javascript,@'/></svg>",
)
"""Drawings that run a call when they are opened by themselves."""


def make_drawings(chance: Random, many: int) -> list[str]:
    """Make drawings: all of them, again and again, with calls by chance."""
    return [put_call(chance, DRAWN[n % len(DRAWN)]) for n in range(many)]
