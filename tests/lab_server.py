"""A real JupyterLab (and Notebook 7) server without a network, and a browser: what they ask for is written down."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHROMIUM = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
]

# Runs in the server and in every kernel: who wants out is refused, and written down.
GUARD = '''
import os, sys
def local(host): return host in (None, '', 'localhost') or str(host).startswith('127.') or str(host) == '::1'
def guard(event, args):
    if event == 'socket.getaddrinfo': host = args[0]
    elif event in ('socket.connect', 'socket.sendto') and isinstance(args[1], tuple):
        host = args[1][0]
    else: return
    if isinstance(host, bytes): host = host.decode()
    if local(host): return
    asked = host if event == 'socket.getaddrinfo' else args[-1]
    with open(os.environ['ESM_NB_GUARD'], 'a') as f:
        f.write(f'{event} {asked}\\n')
    raise OSError(f'the network is cut off: {host}')
sys.addaudithook(guard)
'''
SETTINGS = {
    '@jupyterlab/notebook-extension:tracker': {'windowingMode': 'none'},
    '@jupyterlab/apputils-extension:notification': {
        'fetchNews': 'false',
        'checkForUpdates': False,
        'doNotDisturbMode': True,
    },
    '@jupyterlab/docmanager-extension:plugin': {'autosave': False},
}


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


class Server:
    "A server whose settings, kernels and extension are its own; `notebooks` is what it shows."

    def __init__(self, home):
        self.home, self.notebooks, self.port = home, home / 'notebooks', free_port()
        self.url, self.asked = f'http://127.0.0.1:{self.port}', home / 'asked.txt'
        self.furnish()
        self.log = open(home / 'server.log', 'w')
        self.process = subprocess.Popen(self.command(), env=self.environment(), stdout=self.log, stderr=self.log)

    def furnish(self):
        home, extensions = self.home, self.home / 'path/labextensions'
        for folder in (self.notebooks, home / 'guard', extensions, home / 'data/lab/settings', home / 'config'):
            folder.mkdir(parents=True)
        shutil.copytree(ROOT / 'labextension/built', extensions / 'esm-nb')
        (home / 'guard/sitecustomize.py').write_text(GUARD)
        (home / 'config/lab').mkdir()
        app = Path(sys.prefix) / 'share/jupyter/lab'
        (home / 'lab/settings').mkdir(parents=True)
        for name in ('static', 'schemas', 'themes', 'imports.css'):
            if not (app / name).exists():
                continue
            (home / 'lab' / name).symlink_to(app / name)
        (home / 'lab/settings/overrides.json').write_text(json.dumps(SETTINGS))

    def environment(self):
        env = {k: v for k, v in os.environ.items() if not k.startswith(('JUPYTER', 'JPY', 'IPYTHON'))}
        folders = dict(
            XDG_CACHE_HOME='cache',
            IPYTHONDIR='ipython',
            JUPYTER_CONFIG_DIR='config',
            JUPYTER_DATA_DIR='data',
            JUPYTER_RUNTIME_DIR='runtime',
            JUPYTER_PATH='path',
        )
        path = os.pathsep.join([str(self.home / 'guard'), str(ROOT)])
        return (
            env
            | {name: str(self.home / folder) for name, folder in folders.items()}
            | {
                'HOME': str(self.home),
                'ESM_NB_GUARD': str(self.asked),
                'PYTHONPATH': path,
                'PYDEVD_DISABLE_FILE_VALIDATION': '1',
            }
        )

    def command(self):
        return [
            sys.executable,
            '-m',
            'jupyterlab',
            '--no-browser',
            '--allow-root',
            f'--port={self.port}',
            '--ip=127.0.0.1',
            '--IdentityProvider.token=',
            f'--app-dir={self.home / "lab"}',
            '--expose-app-in-browser',
            '--ServerApp.disable_check_xsrf=True',
            f'--ServerApp.root_dir={self.notebooks}',
        ]

    def wait(self):
        for _ in range(600):
            try:
                return urllib.request.urlopen(f'{self.url}/api/status', timeout=5)
            except OSError:
                time.sleep(0.2)
            if self.process.poll() is not None:
                break
        raise AssertionError(f'Jupyter did not start: {(self.home / "server.log").read_text()[-2000:]}')

    def notebook(self, name):
        "A new notebook with one empty code cell."
        cell = dict(cell_type='code', id='c0', source='', metadata={}, outputs=[], execution_count=None)
        kernel = dict(name='python3', display_name='Python 3', language='python')
        empty = dict(nbformat=4, nbformat_minor=5, cells=[cell], metadata=dict(kernelspec=kernel))
        (self.notebooks / name).write_text(json.dumps(empty))

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()


@contextmanager
def chromium():
    "Debian's Chromium."
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which('chromium'), args=CHROMIUM)
        yield browser
        browser.close()
