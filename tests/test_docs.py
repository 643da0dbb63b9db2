"""The site, built once, without Quarto: no broken link, nothing loaded from elsewhere, every public name documented,
formulas rendered, a page for every source."""

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from itertools import groupby
from urllib.parse import unquote
import pytest
import esm_nb
from esm_nb import Pool, rank, tweets
from tools.notebooks import ROOT, every

CUT_OFF = """() => [...document.querySelectorAll('main *')].filter(e => {
    for (let a = e; a.tagName != 'MAIN'; a = a.parentElement)
        if (/auto|scroll/.test(getComputedStyle(a).overflowX)) return false;
    return e.getBoundingClientRect().right > innerWidth + 1; }).map(e => e.outerHTML.slice(0, 80))"""
OUTSIDE = re.compile(r'(https?:)?//|(?!file:|data:|mailto:)[a-z]+:', re.I)


class Page(HTMLParser):
    "A page's ids, its links, what it loads, its text outside of code, and its code."

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.loads, self.text, self.code, self.within = [], [], [], '', '', []
        self.html = path.read_text()
        self.feed(self.html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag not in ('meta', 'link', 'img', 'input', 'br', 'hr', 'source'):
            self.within.append(tag)
        if 'id' in attrs:
            self.ids.append(attrs['id'])
        if tag == 'a' and attrs.get('href'):
            self.links.append(attrs['href'])
        if tag == 'link' and attrs.get('rel') not in ('canonical', 'alternate'):
            self.loads.append(attrs['href'])
        if tag != 'link' and tag != 'a':
            self.loads += [attrs[key] for key in ('src', 'href', 'data', 'poster') if attrs.get(key)]
        self.loads += re.split(r'[\s,]+', attrs.get('srcset') or '') + loaded_by_css(attrs.get('style') or '')

    def handle_endtag(self, tag):
        if tag in self.within:
            del self.within[len(self.within) - 1 - self.within[::-1].index(tag) :]

    def handle_data(self, data):
        if 'style' in self.within:
            self.loads += loaded_by_css(data)
        if 'code' in self.within:
            self.code += data
        if not {'pre', 'code', 'script', 'style'} & {*self.within}:
            self.text += data


def loaded_by_css(css):
    return re.findall(r'@import\s+["\']([^"\']+)', css) + re.findall(r'url\(\s*["\']?([^"\')]+)', css)


@pytest.fixture(scope='module')
def site(tmp_path_factory):
    site = tmp_path_factory.mktemp('docs') / 'site'
    path = [folder for folder in os.environ['PATH'].split(os.pathsep) if not shutil.which('quarto', path=folder)]
    built = subprocess.run(
        [sys.executable, '-m', 'tools.docs', str(site)],
        cwd=ROOT,
        env=os.environ | {'PATH': os.pathsep.join(path)},
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    return site


@pytest.fixture(scope='module')
def pages(site):
    return {path: Page(path) for path in sorted(site.rglob('*.html'))}


def test_every_notebook_has_a_page(site, pages):
    expected = {
        (p.parent / re.sub(r'^\d+_', '', p.stem)).relative_to(ROOT / 'nbs').as_posix()
        for p in [*every(), *(ROOT / 'nbs/sources').glob('*.md')]
    }
    assert {p.relative_to(site).with_suffix('').as_posix() for p in pages} == expected


def test_links_and_anchors(site, pages):
    broken = []
    for path, page in pages.items():
        for link in page.links:
            if OUTSIDE.match(link):
                continue
            name, _, anchor = link.partition('#')
            target = (path.parent / unquote(name)).resolve() if name else path
            if not target.is_file() or anchor and target in pages and unquote(anchor) not in pages[target].ids:
                broken.append(f'{path.relative_to(site)} → {link}')
    assert not broken


def test_search_finds_pages(site, pages):
    index = json.loads((site / 'search.js').read_text().removeprefix('window.searchIndex = ').removesuffix(';'))
    for entry in index:
        name, _, anchor = entry['href'].partition('#')
        assert not anchor or anchor in pages[site / name].ids, entry['href']
    assert {site / e['href'].partition('#')[0] for e in index} == {*pages}


def test_nothing_is_loaded_from_elsewhere(site, pages):
    loads = {path: page.loads for path, page in pages.items()} | {
        path: loaded_by_css(path.read_text()) for path in site.rglob('*.css')
    }
    assert len(loads) > len(pages)
    for path, urls in loads.items():
        for url in urls:
            assert not OUTSIDE.match(url), f'{path.relative_to(site)} loads {url}'
            if url and not url.startswith(('data:', '#')):
                assert (path.parent / unquote(re.split('[?#]', url)[0])).is_file(), (
                    f'{path.relative_to(site)} loads {url}, which is not there'
                )


@pytest.mark.parametrize('name', esm_nb.__all__)
def test_public_names_have_an_entry(pages, name):
    signature = f'<span class="kw">{"class" if name[0].isupper() else "def"}</span> <span class="fu">{name}</span>('
    assert any(f'>{name}</h3>' in page.html and signature in page.html for page in pages.values()), (
        f'no show_doc of {name}'
    )


def test_formulas_are_rendered(site, pages):
    for path, page in pages.items():
        assert not re.search(r'\$\$|\$[^\s$]+\$|\\[(\[]|\\frac|\\sum', page.text), f'{path.relative_to(site)} shows TeX'
        assert 'katex' not in page.html.lower()
    assert pages[site / 'api' / 'evidence.html'].html.count('<math') > 20


def test_magics_are_shown(pages):
    "nbdev leaves magics out unless settings.ini says skip_procs = clean_magics."
    for path in every():
        for cell in json.loads(path.read_text())['cells']:
            lines = ''.join(cell['source']).splitlines()
            if (
                cell['cell_type'] == 'code'
                and any(line.startswith('%esm') for line in lines)
                and not lines[0].startswith('#|')
            ):
                shown = next(page.html for p, page in pages.items() if p.stem == re.sub(r'^\d+_', '', path.stem))
                assert all(line in re.sub('<[^>]*>', '', shown) for line in lines if line.startswith('%')), (
                    f'{path.name}: {lines}'
                )


def test_no_directives_in_the_text(site, pages):
    assert not [p.relative_to(site) for p, page in pages.items() if '#|' in page.text]


def test_the_sidebar_has_every_notebook():
    "Tutorials first, the API last; what is in no section is in none of the pages' lists."
    text = (ROOT / 'nbs/sidebar.yml').read_text()
    listed = re.findall(r'- ([\w/]+\.ipynb)', text)
    assert sorted(listed) == sorted(p.relative_to(ROOT / 'nbs').as_posix() for p in every())
    folders = [folder for folder, _ in groupby(name.split('/')[0] for name in listed)]
    assert folders == ['index.ipynb', 'tutorials', 'explanations', 'sources', 'api']
    assert text.index('section: API') < text.index('section: Inside')


@pytest.mark.parametrize('width', [390, 1366])
def test_nothing_is_cut_off(site, pages, browser, width):
    page = browser.new_page(viewport=dict(width=width, height=900))
    cut = {}
    for path in pages:
        page.goto(path.as_uri())
        cut[path.relative_to(site).as_posix()] = page.evaluate(CUT_OFF)
    page.close()
    assert not {name: what for name, what in cut.items() if what}


def test_in_a_browser(site, pages, browser):
    """From the file system, narrow and wide: no request but for files, no error, no page wider than the window,
    formulas in their own font, search."""
    for width, scheme in ((1400, 'light'), (400, 'dark')):
        context = browser.new_context(viewport=dict(width=width, height=900), color_scheme=scheme)
        requests, errors = [], []
        context.on('request', lambda request: requests.append(request.url))
        for name in ('index', 'api/evidence', 'api/ranking', 'sources/index'):
            page = context.new_page()
            page.on('pageerror', lambda error: errors.append(f'{name}: {error}'))
            page.on('requestfailed', lambda request: errors.append(f'{name}: {request.url} is missing'))
            page.goto((site / f'{name}.html').as_uri())
            page.evaluate('document.fonts.ready')
            assert not page.evaluate(CUT_OFF), f'{name} is wider than {width} pixels'
            dark = page.evaluate(
                'getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(v => v < 128)'
            )
            assert dark == (scheme == 'dark'), name
            if name == 'api/evidence':
                assert page.evaluate(
                    '[...document.querySelectorAll("math")].every(m => m.getBoundingClientRect().width > 3)'
                )
                assert page.evaluate('[...document.fonts].some(f => f.family.includes("STIX") && f.status == "loaded")')
            if width > 1000:
                page.locator('input[type=search]').first.fill('log evidence')
                page.locator('.search-result', has_text='log_evidence').first.wait_for(timeout=60_000)
        assert not errors
        assert len(requests) > 10 and all(url.startswith(('file:', 'data:')) for url in requests), requests
        context.close()


def test_every_source_is_listed(pages, site):
    page = pages[site / 'sources/index.html']
    for info in (e.info for e in Pool.open('starter').entries):
        reached = f'{info.tuned_metric:.2f}', f'{info.naive_metric:.2f}'
        for part in (info.source, info.kind.capitalize(), *info.description.split('  '), info.license, *reached):
            assert part in page.text, f'the list of sources lacks {part}; run `python -m tools.notebooks nbs/sources`'
        assert info.url in page.links


def test_readme_in_order():
    "What it gives, a picture, one install that brings everything, lines to run, then the rest."
    text = (ROOT / 'README.md').read_text()
    marks = (
        '![The panel',
        '## Install',
        '[offline]',
        'whl/cpu',
        'make demo',
        'make test',
        '%esm_rank df',
        'fine_tune(',
    )
    marks += ('## Where sources come from', 'hub:OWNER', '## How it works', '## Limits')
    at = [text.index(mark) for mark in marks]
    assert at == sorted(at) and 'tarfile' not in text


@pytest.mark.slow
def test_the_demo():
    "What `make demo` runs."
    done = subprocess.run([sys.executable, '-m', 'tools.demo'], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert 'points expected' in done.stdout and done.stdout.endswith('make lab\n')


def test_a_ranking_fits_a_phone(browser):
    "The table scrolls in a box of its own, and a source is a line and a small one, without the site's own styles."
    page = browser.new_page(viewport=dict(width=390, height=900))
    page.set_content(f'<main>{rank(tweets()[:50], progress=False)._repr_html_()}</main>')
    assert not page.evaluate(CUT_OFF)
    heights = page.evaluate('[...document.querySelectorAll("tbody tr")].map(row => row.offsetHeight)')
    page.close()
    assert len(heights) == 20 and max(heights) < 50


def test_readme_links():
    for link in re.findall(r'\]\(([^)\s]+)\)', (ROOT / 'README.md').read_text()):
        assert OUTSIDE.match(link) or (ROOT / link.partition('#')[0]).exists(), f'README.md links to {link}'
