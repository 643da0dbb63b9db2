"""`make notebooks`: run notebooks from top to bottom and save what they show, without progress bars, timings or
metadata."""

import os, subprocess, sys
from pathlib import Path
import nbformat
from nbclient import NotebookClient
from nbdev.clean import clean_nb

ROOT = Path(__file__).parent.parent


def run(path, inplace=True, without=None):
    "Run a notebook in its own directory, without the cells that hold a word; the notebook with its outputs."
    nb = nbformat.read(path, 4)
    nb.cells = [c for c in nb.cells if not (without and without in c.source)]
    NotebookClient(nb, timeout=1800, kernel_name='python3', resources={'metadata': {'path': str(path.parent)}}).execute(
        stderr=subprocess.DEVNULL
    )
    for cell in nb.cells:
        if cell.cell_type == 'code':
            cell.outputs = [o for o in cell.outputs if not is_noise(o)]
        cell.metadata.pop('execution', None)
    clean_nb(nb)
    nb.metadata.pop('widgets', None)
    if inplace:
        nbformat.write(nb, path)
    return nb


def is_noise(output):
    "Progress bars and live widgets: they mean nothing once the kernel is gone."
    widget = 'application/vnd.jupyter.widget-view+json' in output.get('data', {})
    return output.get('name') == 'stderr' or widget


def every():
    return sorted(
        p for p in (ROOT / 'nbs').rglob('*.ipynb') if not any(part.startswith(('.', '_')) for part in p.parts)
    )


if __name__ == '__main__':
    os.environ['PATH'] = f'{Path(sys.executable).parent}{os.pathsep}{os.environ["PATH"]}'
    for path in [Path(p).resolve() for p in sys.argv[1:]] or every():
        run(path)
        print(path.relative_to(ROOT), flush=True)
