"""`make labextension`: build the JupyterLab extension (needs node), and note what it was built from, so that `make
check` needs none."""

import hashlib, os, shutil, subprocess, sys
from pathlib import Path
from tools.notebooks import ROOT

HOME = ROOT / 'labextension'
BUILT = HOME / 'built'
SOURCES = ('package.json', 'lib', 'schema')


def files(*paths):
    "All files under these paths of the extension, in a fixed order."
    found = [
        p
        for name in paths
        for p in ([HOME / name] if (HOME / name).is_file() else (HOME / name).rglob('*'))
        if p.is_file() and p.name != 'SHA256SUMS'
    ]
    return sorted(found, key=lambda p: p.relative_to(HOME).as_posix())


def sums():
    "The hash of every source and every built file."
    return ''.join(
        f'{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(HOME).as_posix()}\n'
        for p in files(*SOURCES, 'built')
    )


def out_of_step():
    "Whether a source or a built file is not the one that was there when it was built."
    noted = BUILT / 'SHA256SUMS'
    if not noted.is_file() or noted.read_text() != sums():
        yield 'labextension/built is not what its sources give; run `make labextension`'


def build():
    if not shutil.which('npm'):
        sys.exit('building the extension needs node and npm; on Debian: apt-get install npm')
    run = lambda *command: subprocess.run(
        command,
        cwd=HOME,
        check=True,
        env=os.environ | {'PATH': f'{Path(sys.executable).parent}{os.pathsep}{os.environ["PATH"]}'},
    )
    shutil.rmtree(BUILT, ignore_errors=True)
    run('npm', 'install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--silent')
    run('jupyter-builder', 'build', '.')
    for leftover in BUILT.rglob('*.orig'):
        leftover.unlink()
    (BUILT / 'SHA256SUMS').write_text(sums())


if __name__ == '__main__':
    build()
