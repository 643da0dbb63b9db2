"""What a person gets who installs the package: light to import, complete, and able to rank without a network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
import pytest
import esm_nb

ROOT = Path(__file__).parent.parent
HEAVY = ('torch', 'transformers', 'datasets', 'pandas', 'ipywidgets', 'matplotlib')

RANKING = r'''
import socket, subprocess
def refused(*a, **k): raise OSError('the network is cut off')
socket.socket.connect = socket.create_connection = socket.getaddrinfo = subprocess.Popen = refused
import pandas as pd, esm_nb
assert 'site-packages' in esm_nb.__file__, esm_nb.__file__
from esm_nb.files import PACKAGE
static = {f.name for f in (PACKAGE / 'static').iterdir()}
assert static >= {'licenses', 'panel.css', 'progress.js', 'cards.js', 'esm_card.md', 'pool_card.md'}, static
assert (PACKAGE / 'py.typed').is_file()
openings = {'I love': 1, 'I hate': 0, 'we enjoyed': 1, 'awful:': 0}
things = 'this phone', 'the plot', 'that song', 'my shoes', 'the weather'
df = pd.DataFrame([dict(text=f'{a} {b}', label=y) for a, y in openings.items() for b in things])
r = esm_nb.rank(df, progress=False)
assert len(r) >= 200 and not r.skipped, r
print(r)
first = r[0]
print(esm_nb.fine_tune(df, after=first, rows=20, seeds=1), f'came after {first.source}', sep='\n')
'''


def python(code, **environment):
    return subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, env=os.environ | environment)


@pytest.mark.parametrize('module', HEAVY)
def test_importing_loads_nothing_heavy(module):
    done = python(f'import sys, esm_nb\nesm_nb.__all__\ndir(esm_nb)\nsys.exit({module!r} in sys.modules)')
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize('name', esm_nb.__all__)
def test_every_public_name_is_there_and_documented(name):
    assert getattr(esm_nb, name).__doc__


def test_a_bar_disappears_when_it_is_done():
    done = python(
        "from esm_nb.progress import counting\nwith counting('embedding', 5, 'text', True) as step:\n    step(5)"
    )
    assert 'embedding' in done.stderr and not done.stderr.split('\n')[-2].strip()


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match='No esm_nb attribute rnak'):
        getattr(esm_nb, 'rn' + 'ak')


README = """
import re, sys
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
text, whole = Path(sys.argv[1]).read_text(), 'few, after=r[0], held_out=others'
assert whole in text
text = text.replace(whole, whole + ', rows=20, seeds=1')  # all rows take minutes
for block in re.findall('```python\\n(.*?)```', text, re.S):
    shell.run_cell(block).raise_error()
r = shell.user_ns['r']
assert len(r.to_pandas()) >= 200
assert f'after {r[0].source}' in repr(shell.user_ns['result'])
shell.run_cell('panel = %esm_panel few\\npanel.rank()').raise_error()
assert len(shell.user_ns['panel'].ranking) == len(r)
"""


@pytest.mark.slow
def test_wheel_ranks_in_an_empty_environment_without_a_network(tmp_path):
    run = lambda *a, **k: subprocess.run(a, check=True, capture_output=True, text=True, **k)
    clean = tmp_path / 'clean'
    shutil.copytree(ROOT / 'esm_nb', clean / 'esm_nb', ignore=shutil.ignore_patterns('__pycache__'))
    for name in ('setup.py', 'settings.ini', 'requirements-dev.txt', 'README.md', 'LICENSE', 'MANIFEST.in'):
        shutil.copy(ROOT / name, clean)
    shutil.copytree(ROOT / 'labextension', clean / 'labextension', ignore=shutil.ignore_patterns('node_modules'))
    run(sys.executable, '-m', 'pip', 'wheel', '-q', '--no-deps', '-w', str(tmp_path), str(clean))
    run(sys.executable, '-m', 'venv', str(tmp_path / 'venv'))
    fresh, wheel = tmp_path / 'venv/bin/python', next(tmp_path.glob('esm_nb-*.whl'))
    torch = next(line for line in (ROOT / 'requirements-dev.txt').read_text().split() if line.startswith('torch=='))
    run(fresh, '-m', 'pip', 'install', '-q', torch, f'{wheel}[offline]')
    extension = tmp_path / 'venv/share/jupyter/labextensions/esm-nb'
    assert {p.relative_to(extension) for p in extension.rglob('*')} >= {
        p.relative_to(ROOT / 'labextension/built') for p in (ROOT / 'labextension/built').rglob('*')
    }
    offline = {'HOME': str(tmp_path), 'XDG_CACHE_HOME': str(tmp_path / 'cache'), 'HF_HUB_OFFLINE': '1'}
    done = subprocess.run(
        [fresh, '-c', RANKING], capture_output=True, text=True, cwd=tmp_path, env=os.environ | offline
    )
    assert done.returncode == 0, done.stderr
    assert 'points expected: ' in done.stdout
    assert f"fine-tuned after {done.stdout.split('came after ')[1].strip()}" in done.stdout
    (tmp_path / 'empty').mkdir()
    done = subprocess.run(
        [fresh, '-c', README, str(ROOT / 'README.md')],
        capture_output=True,
        text=True,
        cwd=tmp_path / 'empty',
        env=os.environ | offline,
    )
    assert done.returncode == 0, done.stdout + done.stderr
