"""`make docs`: the site, in _docs/. Quarto renders it if it is on PATH; otherwise nbdev prepares the notebooks and
smalldocs renders them."""

import contextlib, html, json, os, re, shutil, sys, tempfile
from pathlib import Path
from tools.notebooks import ROOT

IGNORED = shutil.ignore_patterns('__pycache__', '.ipynb_checkpoints', 'kernel-*', 'pools', '_proc')
FORMULA = re.compile(r'<span class="math (inline|display)">\\[(\[](.*?)\\[)\]]</span>', re.S)
SIGNATURE = re.compile(
    r'<span class="kw">def</span> (<span class="fu">[A-Z].*?\))'
    r'(<span class="op">-</span><span class="op">&gt;</span><span[^>]*>None</span>)?:</code>',
    re.S,
)
FETCH = re.compile(r'const r = await fetch\(offset \+ "search\.json"\);\s+index = await r\.json\(\);')
EMPTY_SECTION = re.compile(r'<a class="sidebar-item-toggle[^>]*><i[^>]*></i></a></div><ul[^>]*></ul>')
LOAD = '''await new Promise((done, failed) => document.head.append(Object.assign(
        document.createElement("script"), { src: offset + "search.js", onload: done, onerror: failed })));
      index = window.searchIndex;'''


def copy_sources(work):
    "What the site is made from, copied: building it leaves nothing behind in nbs/ or esm_nb/."
    for name in ('nbs', 'esm_nb'):
        shutil.copytree(ROOT / name, work / name, ignore=IGNORED)
    for name in ('settings.ini', '_quarto.yml'):
        shutil.copy(ROOT / name, work / name)
    for path in (work / 'nbs').rglob('*.ipynb'):
        path.write_text(examples_unrun(path.read_text()))


def examples_unrun(notebook):
    "nbdev runs every cell with an import, to document what comes after. Only exported cells need that; examples don't."
    nb = json.loads(notebook)
    for cell in nb['cells']:
        source = ''.join(cell['source'])
        imports, documents = (
            re.search(pattern, source, re.M) for pattern in (r'^\s*(import|from) ', r'^(#\| *exports?\b|show_doc)')
        )
        if cell['cell_type'] == 'code' and imports and not documents:
            cell['source'] = '#| eval: false\n' + source
    return json.dumps(nb)


def with_quarto():
    "The way nbdev means it."
    from nbdev.quarto import nbdev_docs

    nbdev_docs.__wrapped__(n_workers=0)
    return Path('_docs')


def with_smalldocs():
    "The same notebooks, sidebar and options, rendered without Quarto."
    from nbdev.quarto import nbdev_sidebar, refresh_quarto_yml
    from nbdev.serve import proc_nbs
    from smalldocs.site import build

    refresh_quarto_yml()
    nbdev_sidebar.__wrapped__()
    cache = proc_nbs(n_workers=0, force=True)
    name_pages(cache)
    for warning in build(cache, quiet=True).warnings:
        if not re.search('output-file is not read|html-math-method is ignored', warning):
            print('note:', warning)  # both are done here
    finish(cache / '_docs')
    return cache / '_docs'


def name_pages(cache):
    "A page is named as its notebook's output-file says, in links and in the sidebar too."
    names = {p: re.search(r'output-file: *(\S+)\.html', p.read_text()) for p in cache.rglob('*.ipynb')}
    names = {p: f'{m[1]}.ipynb' for p, m in names.items() if m}
    for path in [*cache.rglob('*.ipynb'), cache / 'sidebar.yml']:
        text = path.read_text()
        for old, new in names.items():
            text = text.replace(old.name, new)
        path.write_text(text)
    for old, new in names.items():
        old.rename(old.with_name(new))


def finish(site):
    """Everything a page needs lies beside it: formulas as MathML, links relative, no web font. A class is called a
    class, and nothing unfolds to nothing."""
    from nbdev.config import get_config

    home = (get_config().doc_host + get_config().doc_baseurl).rstrip('/') + '/'
    texts = {page: page.read_text() for page in site.rglob('*.html')}
    entries = {name for text in texts.values() for name in re.findall(r' id="([^"]+)"', text)}

    def entry(link):
        return (
            link[0] if f'{link[2]}.{link[3]}' in entries else f'{link[1]}#{link[2]}"'
        )  # a method without an entry: its class

    for page, text in texts.items():
        up = '../' * (len(page.relative_to(site).parts) - 1)
        text = re.sub(r'<(link|script)[^>]*katex[^>]*>(</script>)?', '', text).replace(f'href="{home}', f'href="{up}')
        text = re.sub(r'(href="[^"#]*)#(\w+)\.(\w+)"', entry, text)
        page.write_text(
            SIGNATURE.sub(
                r'<span class="kw">class</span> \1</code>', FORMULA.sub(as_mathml, EMPTY_SECTION.sub('</div>', text))
            )
        )
    for theme in site.glob('site_libs/themes/*.css'):
        theme.write_text(re.sub(r'@import url\([^)]*\);?', '', theme.read_text()))
    search_from_files(site)


def search_from_files(site):
    "smalldocs fetches its index, which browsers refuse for pages opened as files; a script they load."
    (site / 'search.js').write_text(f"window.searchIndex = {(site / 'search.json').read_text()};")
    script = site / 'site_libs/smalldocs.js'
    text, found = FETCH.subn(LOAD, script.read_text())
    if not found:
        sys.exit(
            'docs failed: this version of smalldocs searches in another way; '
            'see requirements-dev.txt for the one that is known to work'
        )
    script.write_text(text)


def as_mathml(formula):
    "A formula that every browser shows without JavaScript."
    from math_core import LatexError, LatexToMathML

    kind, tex = formula[1], html.unescape(formula[2])
    try:
        mathml = LatexToMathML(fancy_error=False).convert_with_local_state(tex, displaystyle=kind == "display")
        return f'<span class="math {kind}">{mathml}</span>'
    except LatexError as error:
        sys.exit(f'docs failed: cannot read the formula {tex!r}: {error}')


def main(out=ROOT / '_docs'):
    "Build beside the old site, and put the new one in its place when it is whole."
    if out.exists() and not (out / 'site_libs').is_dir():
        sys.exit(f'docs failed: {out} is not a site; give another folder')
    build, tool = (
        (with_quarto, 'Quarto')
        if shutil.which('quarto')
        else (with_smalldocs, 'nbdev and smalldocs (no Quarto on PATH)')
    )
    print(f'Building the site with {tool} …', flush=True)
    (ROOT / 'build').mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / 'build', prefix='docs-') as work:
        copy_sources(Path(work))
        with contextlib.chdir(work):
            site = build().resolve()
        if out.exists():
            shutil.move(out, Path(work) / 'old')
        shutil.move(site, out)
    print(f'Open {os.path.relpath(out / "index.html")}')


if __name__ == '__main__':
    main(*(Path(arg).resolve() for arg in sys.argv[1:2]))
