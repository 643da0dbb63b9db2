"""README.md from nbs/index.ipynb, which is read and never run: python -m tools.readme. With --check nothing is
written."""

import base64, json, posixpath, re, sys
from tools.notebooks import ROOT, every

NBS = ROOT / 'nbs'
NOTE = '<!-- Made from nbs/index.ipynb by tools/readme.py: edit the notebook. -->'


def rendered():
    "What every file should hold, by path: README.md and the pictures in it."
    files, parts = {}, [NOTE]
    for cell in json.loads((NBS / 'index.ipynb').read_text(encoding='utf-8'))['cells']:
        source = ''.join(cell['source'])
        if cell['cell_type'] == 'markdown':
            parts.append(relinked(source))
        elif cell['cell_type'] == 'code' and not re.search(r'^#\| *(hide|default_exp|export)', source, re.M):
            parts += code(source, cell['outputs'], files)
    return {ROOT / 'README.md': ('\n\n'.join(p.strip() for p in parts) + '\n').encode()} | files


def relinked(markdown):
    """Links and pictures as README.md sees them. A page of the site is its notebook there; GitHub shows notebooks
    without anchors."""
    pages = {
        posixpath.normpath(
            posixpath.join(p.parent.relative_to(NBS).as_posix(), re.sub(r'^[0-9]+[a-z]?_', '', p.stem) + '.html')
        ): p
        for p in every()
    }

    def link(found):
        page = pages.get(posixpath.normpath(found[1].partition('#')[0]))
        return f']({page.relative_to(ROOT).as_posix() if page else posixpath.normpath("nbs/" + found[1])})'

    return re.sub(r'\]\((?![a-z]+:|#|/)([^)\s]+)\)', link, markdown)


def code(source, outputs, files):
    "A code cell, then what it shows."
    shown = re.sub(r'^#\|.*\n?', '', source, flags=re.M).strip()
    if shown and not re.search(r'^#\| *echo: *false', source, re.M):
        yield f'```python\n{shown}\n```'
    for output in outputs:
        data = {
            kind: ''.join(value) if isinstance(value, list) else value for kind, value in output.get('data', {}).items()
        }
        if output['output_type'] == 'stream':
            yield fenced(''.join(output['text']))
        elif 'image/png' in data:
            yield picture(data['image/png'], shown, files)
        elif 'class="dataframe"' in data.get('text/html', ''):
            yield table(data['text/html'])
        elif 'text/markdown' in data:
            yield relinked(data['text/markdown'])
        elif 'text/plain' in data:
            yield fenced(data['text/plain'])


def fenced(text):
    return f'```text\n{text.strip(chr(10))}\n```'


def picture(png, shown, files):
    "A link to the picture, which becomes a file."
    path = NBS / 'images' / f'readme-{len(files) + 1}.png'
    files[path] = base64.b64decode(png)
    return f'![What `{shown.splitlines()[-1].rstrip(";")}` shows]({path.relative_to(ROOT).as_posix()})'


def table(html):
    "A dataframe as a Markdown table."
    rows = [re.findall(r'<t[hd][^>]*>(.*?)</t[hd]>', row, re.S) for row in re.findall(r'<tr.*?</tr>', html, re.S)]
    lines = [
        '| ' + ' | '.join(re.sub(r'([|*_`\[\]])', r'\\\1', ' '.join(cell.split())) for cell in row) + ' |'
        for row in rows
    ]
    return '\n'.join([lines[0], '|---' * len(rows[0]) + '|', *lines[1:]])


def main(check):
    files = rendered()
    stale = [p for p in (NBS / 'images').glob('readme-*.png') if p not in files]
    differ = [p for p, data in files.items() if not p.exists() or p.read_bytes() != data]
    if check:
        return 'README.md is out of step with nbs/index.ipynb; run `make notebooks`' if stale + differ else None
    for path in stale:
        path.unlink()
    for path in differ:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(files[path])
    print('README.md written' if stale + differ else 'README.md is up to date')


if __name__ == '__main__':
    sys.exit(main(check='--check' in sys.argv[1:]))
