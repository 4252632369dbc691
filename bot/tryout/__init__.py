"""The try-out: a first page that leads through the main job, and pages that show what Shelver learns of a list.

It stands between the sandbox's GitHub, which knows nothing of Shelver, and the command line that starts both:

```python
tryout = TryOut("partial")
with Sandbox(routes=[routes(tryout)], templates=[TEMPLATES]) as github:
    tryout.begin(github, app, papers)
```

`steps` tells how far the example is, `lists` reads lists that people bring, `learned` puts what was learned into
words, `answers` tells what would become of a paper, `pages` shows all of it.
"""

from bot.tryout.lists import BadList, read_list_file
from bot.tryout.pages import TEMPLATES, routes
from bot.tryout.stage import REPOSITORY, TryOut

__all__ = ["REPOSITORY", "TEMPLATES", "BadList", "TryOut", "read_list_file", "routes"]
