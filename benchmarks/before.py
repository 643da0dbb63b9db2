"""The code as it was, beside the code as it is: each in a process of its own, in one run."""

import json, os, subprocess, sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BEFORE = '7f1f97b'  # before anything was made faster

WORKER = """
import json, sys, time
names, out = {}, sys.stdout
sys.stdout = sys.stderr  # what the code prints is no answer
for line in sys.stdin:
    code = compile(json.loads(line), 'benchmark', 'exec')
    wall, cpu = time.perf_counter(), time.process_time()
    exec(code, names)
    seconds = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps([*seconds, names.get('answer')]), file=out, flush=True)
"""


def checkout(commit=BEFORE):
    "A directory with the repository as it was at a commit."
    path = ROOT / 'build' / f'at-{commit}'
    if not path.exists():
        subprocess.run(['git', 'worktree', 'add', '--detach', '--quiet', path, commit], cwd=ROOT, check=True)
    return path


class Process:
    "A Python that imports esm_nb from a directory, and keeps what it has defined."

    def __init__(self, directory, threads=1, **environment):
        count = {name: str(threads) for name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS')}
        self.process = subprocess.Popen(
            [sys.executable, '-c', WORKER],
            cwd=directory,
            env=os.environ | count | dict(PYTHONPATH=str(directory)) | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, code):
        "Run code; its seconds, those of the processor, and what it called `answer`."
        self.process.stdin.write(json.dumps(code) + '\n')
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f'the process in which this ran has ended: {code[:200]}')
        return json.loads(line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
