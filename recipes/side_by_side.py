"""Work on several things at once: one process a core, with one thread each. Two processes of one thread tune faster
than one of two."""

import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
import torch
from esm_nb.models import best_device
from threadpoolctl import threadpool_limits


def _one_thread():
    torch.set_num_threads(1)
    threadpool_limits(1)


def side_by_side(work, items):
    "Do the work on each item. What fails does not stop the others; all failures are raised together at the end."
    processes = 1 if best_device() != 'cpu' else os.cpu_count()
    failures = []
    with ProcessPoolExecutor(processes, mp_context=get_context('spawn'), initializer=_one_thread) as pool:
        futures = {pool.submit(work, item): item for item in items}
        for future in as_completed(futures):
            if future.exception():
                failures.append(future.exception())
            print(futures[future], f'failed: {future.exception()}' if future.exception() else 'done', flush=True)
    if failures:
        raise ExceptionGroup('some failed; mend them and run the same again', failures)
