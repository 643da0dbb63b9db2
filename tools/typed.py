"""`python -m tools.typed`: what a type checker does not know of the public names, and where it misunderstands their
use in tests/typed_use.py."""

import json, os, re, subprocess, sys
from pathlib import Path
from tools.notebooks import ROOT

BIN = Path(sys.executable).parent
NOT_OURS = 'Type of base class unknown', 'Type of metaclass unknown'  # of a widget: ipywidgets has no types


def start(*arguments):
    "Begin a run of the type checker."
    command = [BIN / 'basedpyright', '--pythonpath', sys.executable, '--outputjson', *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {'PYTHONPATH': str(ROOT)}, stdout=subprocess.PIPE, text=True
    )


def untyped_names():
    "Public names without complete types, and errors in their use."
    names = set(re.findall(r' as (\w+)', (ROOT / 'esm_nb/__init__.pyi').read_text()))
    package, use = start('--verifytypes', 'esm_nb', '--ignoreexternal'), start('tests/typed_use.py')
    for symbol in json.load(package.stdout)['typeCompleteness']['symbols']:
        if not symbol['isTypeKnown'] and names.intersection(symbol['name'].split('.')):
            for problem in symbol['diagnostics']:
                if problem['message'] not in NOT_OURS:
                    yield f'{symbol["name"]}: {" ".join(problem["message"].split())}'
    for problem in json.load(use.stdout)['generalDiagnostics']:
        if problem['severity'] == 'error':
            yield f'tests/typed_use.py:{problem["range"]["start"]["line"] + 1}: {problem["message"]}'


if __name__ == '__main__':
    found = sorted(set(untyped_names()))
    print(*found, sep='\n', end='\n' if found else '')
    sys.exit(bool(found))
