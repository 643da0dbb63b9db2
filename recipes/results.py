"""Where experiments leave what they found: results/NAME.json, with what it ran on; results/NAME.csv, a line a run."""

import json, os, platform
import pandas as pd, torch
from esm_nb import __version__
from esm_nb.files import write_whole
import fetch

RESULTS = fetch.here.parent / 'results'


def ran_on():
    return dict(
        esm_nb=__version__,
        torch=torch.__version__,
        python=platform.python_version(),
        device=torch.cuda.get_device_name() if torch.cuda.is_available() else f'{os.cpu_count()} CPU cores',
    )


def found(name):
    "What was found already, or nothing."
    path = RESULTS / f'{name}.json'
    return json.loads(path.read_text()) if path.exists() else {}


def save(name, result):
    RESULTS.mkdir(exist_ok=True)
    write_whole(RESULTS / f'{name}.json', json.dumps(result | dict(ran_on=ran_on()), indent=1).encode())


def add_lines(path, rows, columns):
    "Add rows to a csv file in one write, so that several processes can."
    new = pd.DataFrame(rows)[columns].to_csv(index=False, header=False, float_format='%.6g')
    with path.open('a') as f:
        f.write(new)


def lines(path, columns):
    "The rows of a csv file, which is begun if it isn't there."
    if not path.exists():
        path.write_text(','.join(columns) + '\n')
    return pd.read_csv(path, keep_default_na=False)
