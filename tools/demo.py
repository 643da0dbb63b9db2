"""`make demo`: run the quickstart notebook, through its magic, and print what it shows; without what takes minutes."""

from tools.notebooks import ROOT, run


def shown(cell):
    "What a cell shows, as text."
    for output in cell.outputs:
        if output.output_type == 'stream':
            yield output.text.rstrip()
        elif 'image/png' not in output.get('data', {}):
            yield output.data.get('text/markdown') or output.data['text/plain']


if __name__ == '__main__':
    print('Running nbs/index.ipynb …\n', flush=True)
    for cell in run(ROOT / 'nbs' / 'index.ipynb', inplace=False, without='#| notest').cells:
        if cell.cell_type != 'code' or '#| hide' in cell.source:
            continue
        code = [f'>>> {line}' for line in cell.source.splitlines() if not line.startswith('#|')]
        code = [] if '#| echo: false' in cell.source else code
        print(*code, *shown(cell), '', sep='\n')
    print('Open it yourself: make lab')
