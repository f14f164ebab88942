"""What is done for a record beside the work, so that it stays as fast as it is when it is small."""

from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.work import Work


@intention
def tidy_index(desk: Desk, work: Work | None = None) -> int:
    """Put the pieces of the search index together, a few pages in each transaction. A server minds its own index;
    there the contact data is opened, which the first search would wait for.

    Changes nothing that can be found, only how fast it is; so it leaves nothing in the trail.

    Returns:
        In how many transactions; the last of them found nothing left. 0 on a server.

    Raises:
        UserError: ``CANCELLED``: what was put together stays.
    """
    work, steps = work or Work(), 0
    if desk.store.on_server:
        with desk.store.reading() as tx:
            tx.clues.open_persons()
        return 0
    while True:
        with desk.store.writing() as tx:
            more = tx.clues.tidy_index()
        steps += 1
        if not more:
            return steps
        work.at(0, 0, "正在整理索引")
