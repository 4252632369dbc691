"""What a key waits for, as the bot's own database tells: read by `shelver plan` beside a running bot."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

from dbos import DBOSClient

from bot.database import Database, exists
from bot.filed import Filed
from bot.gate import Gate, NotNow
from bot.github_app import account_of
from bot.model import Key
from bot.turns import Turns
from bot.worker import QUEUE, row_of


def awaited(database_url: str, turns_url: str, key: Key) -> Iterator[str]:
    """One line for each thing that is waited for; none where the next look may begin at once, or none is queued.

    Raises the errors of SQLAlchemy and of the queue.
    """
    with closing(Database(database_url)) as database:
        try:
            Gate(database).check_look(account_of(key.repo))
        except NotNow as error:
            yield f"GitHub, {error.why}"
        if Filed(database).waits(key.repo, key.number):
            yield "room: as many submissions as `limits` says were taken up today"
    yield from _in_the_queue(database_url, key)
    if exists(turns_url):
        with closing(Database(turns_url)) as turns:
            for source, until in Turns(turns).resting().items():
                yield f"a paper service: {source} is left alone until {until:%Y-%m-%d %H:%M} UTC"


def _in_the_queue(database_url: str, key: Key) -> Iterator[str]:
    client = DBOSClient(system_database_url=database_url, retry_connection_errors=False)
    try:
        looks = client.list_workflows(
            queue_name=QUEUE, status=["ENQUEUED", "PENDING", "DELAYED"], load_input=False, load_output=False
        )
    finally:
        client.destroy()
    row = [look for look in looks if look.queue_partition_key == row_of(key)]
    for number, look in enumerate(one for one in row if one.status != "DELAYED"):
        if f"{key}/" in f"{look.workflow_id}/":
            yield f"its turn: {number} looks go before" if number else "nothing: its turn has come"
    for look in row:
        if look.status == "DELAYED" and f"{key}/" in f"{look.workflow_id}/" and look.delay_until_epoch_ms:
            due = datetime.fromtimestamp(look.delay_until_epoch_ms / 1000, UTC)
            yield f"a later look, at {due:%Y-%m-%d %H:%M:%S} UTC"
