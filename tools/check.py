"""`make check`: package, notebooks, README and the JupyterLab extension are in step, code is tidy, imports go one way."""
import ast, filecmp, json, re, shutil, subprocess, sys, tempfile
from pathlib import Path
from tools import labextension
from tools.notebooks import ROOT, every

BIN = Path(sys.executable).parent


def copied():
    "A copy of what nbdev reads and writes, so that checking changes nothing."
    copy = Path(tempfile.mkdtemp())
    for name in ('nbs', 'esm_nb'): shutil.copytree(ROOT / name, copy / name, symlinks=True, ignore=shutil.ignore_patterns('__pycache__', '.ipynb_checkpoints'))
    for name in ('settings.ini', '_quarto.yml', 'setup.py', 'README.md'): shutil.copy(ROOT / name, copy / name)
    return copy


def out_of_step():
    "Modules that differ from what their notebooks export, and notebooks that are not clean."
    copy = copied()
    try:
        for command in ('nbdev_export', 'nbdev_clean'): subprocess.run([BIN / command], cwd=copy, check=True, capture_output=True)
        for path in [*(ROOT / 'esm_nb').glob('*.py'), *every()]:
            name = path.relative_to(ROOT)
            if not filecmp.cmp(path, copy / name, shallow=False): yield f'{name} is out of step; run `make export`'
        for path in (copy / 'esm_nb').glob('*.py'):
            if not (ROOT / 'esm_nb' / path.name).exists(): yield f'esm_nb/{path.name} is missing; run `make export`'
    finally: shutil.rmtree(copy)


def untidy_outputs():
    "Saved outputs that hold a path of this machine, or a warning."
    for path in every():
        for cell in json.loads(path.read_text())['cells']:
            for output in cell.get('outputs', []):
                text = json.dumps([output.get('text'), {k: v for k, v in output.get('data', {}).items() if k.startswith('text')}])
                if output.get('name') == 'stderr' or re.search(r'/(home|root|tmp|work|Users)/', text): yield f'{path.relative_to(ROOT)} shows a warning or a path; run `make notebooks`'


def backward_imports():
    "Modules that import from one that comes later."
    order = {re.search(r'default_exp (\w+)', p.read_text())[1]: p.name for p in sorted((ROOT / 'nbs/api').glob('[0-9]*.ipynb'))}
    for module, notebook in order.items():
        for node in ast.walk(ast.parse((ROOT / f'esm_nb/{module}.py').read_text())):
            imported = (getattr(node, 'module', None) or '').removeprefix('esm_nb.')
            if imported in order and order[imported] >= notebook: yield f'{notebook} imports from {order[imported]}, which comes later'


def untidy_code():
    done = subprocess.run([BIN / 'ruff', 'check', '-q', '--output-format', 'concise', '.'], cwd=ROOT, capture_output=True, text=True)
    yield from (done.stdout + done.stderr).splitlines()


def stale_readme():
    done = subprocess.run([sys.executable, '-m', 'tools.readme', '--check'], cwd=ROOT, capture_output=True, text=True)
    if done.returncode: yield (done.stdout + done.stderr).strip().splitlines()[-1]


if __name__ == '__main__':
    problems = sorted({p for check in (out_of_step, labextension.out_of_step, untidy_outputs, backward_imports, untidy_code, stale_readme) for p in check()})
    print(*problems, sep='\n', end='\n' if problems else '')
    sys.exit(bool(problems))
