"""`make check`: package, notebooks, README and JupyterLab extension are in step, code is tidy, imports go one way,
public names have types."""

import ast, filecmp, io, json, re, shutil, subprocess, sys, tempfile, tokenize
from pathlib import Path
from tools import labextension, typed
from tools.notebooks import ROOT, every

BIN = Path(sys.executable).parent


def copied():
    "A copy of what nbdev reads and writes, so that checking changes nothing."
    copy = Path(tempfile.mkdtemp())
    for name in ('nbs', 'esm_nb'):
        shutil.copytree(
            ROOT / name, copy / name, symlinks=True, ignore=shutil.ignore_patterns('__pycache__', '.ipynb_checkpoints')
        )
    for name in ('settings.ini', '_quarto.yml', 'setup.py', 'README.md'):
        shutil.copy(ROOT / name, copy / name)
    return copy


def out_of_step():
    "Modules that differ from what their notebooks export, and notebooks that are not clean."
    copy = copied()
    try:
        for command in ('nbdev_export', 'nbdev_clean'):
            subprocess.run([BIN / command], cwd=copy, check=True, capture_output=True)
        for path in [*(ROOT / 'esm_nb').rglob('*.py'), *every()]:
            name = path.relative_to(ROOT)
            if not filecmp.cmp(path, copy / name, shallow=False):
                yield f'{name} is out of step; run `make export`'
        for path in (copy / 'esm_nb').rglob('*.py'):
            if not (ROOT / path.relative_to(copy)).exists():
                yield f'{path.relative_to(copy)} is missing; run `make export`'
    finally:
        shutil.rmtree(copy)


def untidy_outputs():
    "Saved outputs that hold a path of this machine, or a warning."
    for path in every():
        for cell in json.loads(path.read_text())['cells']:
            for output in cell.get('outputs', []):
                text = json.dumps(
                    [output.get('text'), {k: v for k, v in output.get('data', {}).items() if k.startswith('text')}]
                )
                if output.get('name') == 'stderr' or re.search(r'/(home|root|tmp|work|Users)/', text):
                    yield f'{path.relative_to(ROOT)} shows a warning or a path; run `make notebooks`'


def rooms():
    "Module → notebook, in the order of their numbers."
    notebooks = sorted((ROOT / 'nbs/api').glob('[0-9]*.ipynb'))
    return {re.search(r'default_exp ([\w.]+)', p.read_text())[1]: p for p in notebooks}


def backward_imports():
    "Modules that import from one that comes later."
    order = {module: p.name for module, p in rooms().items()}
    for module, notebook in order.items():
        for node in ast.walk(ast.parse((ROOT / f"esm_nb/{module.replace('.', '/')}.py").read_text())):
            if not isinstance(node, ast.ImportFrom):
                continue
            home = module.split('.')[: -node.level] if node.level else []
            imported = '.'.join([*home, *(node.module or '').removeprefix('esm_nb.').split('.')])
            if imported in order and order[imported] >= notebook:
                yield f'{notebook} imports from {order[imported]}, which comes later'


def is_crowded_line(line):
    "A block on the line that opens it, of 80 characters and more."
    opens = re.match(r'\s*(if|elif|else|for|while|try|with|except)\b[^#]*:\s+[^\s#]', line)
    return opens and len(line) >= 80 and line.rstrip()[-1] not in ':([{,'


def crowded_cells():
    "Export cells of more than 40 lines (a class may have more), crowded lines, lines over 120 characters, semicolons."
    for path in every():
        for cell in json.loads(path.read_text())['cells']:
            source = ''.join(cell['source'])
            if cell['cell_type'] == 'code':
                yield from (f'{path.name}, {problem}' for problem in crowded(source))


def crowded(source):
    "What breaks a rule in one cell."
    lines = source.splitlines()
    yield from (f'{line.strip()[:40]}…: {len(line)} characters; 120 at most' for line in lines if len(line) > 120)
    if not re.match(r'#\| *export', source):
        return
    code = [line for line in lines if line and not line.startswith('#|')]
    yield from (f'{line.strip()[:40]}…: a block on one line of 80 characters' for line in code if is_crowded_line(line))
    tree = ast.parse(source)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    if any(t.type == tokenize.OP and t.string == ';' for t in tokens):
        yield f'{code[0][:40]}: a semicolon'
    if len(code) > 40 and not any(isinstance(n, ast.ClassDef) for n in tree.body):
        yield f'{code[0][:40]}: {len(code)} lines in one cell; 40 at most'


def untidy_code():
    for command in (['check', '--output-format', 'concise'], ['format', '--check', '--output-format', 'concise']):
        done = subprocess.run([BIN / 'ruff', *command, '-q', '.'], cwd=ROOT, capture_output=True, text=True)
        yield from (done.stdout + done.stderr).splitlines()


def stale_readme():
    done = subprocess.run([sys.executable, '-m', 'tools.readme', '--check'], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        yield (done.stdout + done.stderr).strip().splitlines()[-1]


if __name__ == '__main__':
    problems = sorted(
        {
            p
            for check in (
                out_of_step,
                labextension.out_of_step,
                untidy_outputs,
                backward_imports,
                crowded_cells,
                untidy_code,
                stale_readme,
                typed.untyped_names,
            )
            for p in check()
        }
    )
    print(*problems, sep='\n', end='\n' if problems else '')
    sys.exit(bool(problems))
