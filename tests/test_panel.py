"""The panel where people use it: real JupyterLab and Notebook 7, real kernels, the starter pool, Chromium. One server
and one browser for all."""

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import urllib.request
from pathlib import Path
import pytest
from playwright.sync_api import TimeoutError, expect
from esm_nb import Pool
from lab_server import ROOT, Server

pytestmark = pytest.mark.browser

AXE = (
    'https://registry.npmjs.org/axe-core/-/axe-core-4.14.1.tgz',
    'e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745',
)
OTHERS = (
    "Cannot read properties of undefined (reading 'schema')",
    "Command 'filebrowser:open-path' not registered.",
)  # Notebook 7 says these when it starts, without esm_nb too
PICTURES = os.environ.get('ESM_NB_PICTURES')
FRAMES = '''import pandas as pd
tweets = pd.read_csv('tweets.csv')[:300]
opinions = pd.DataFrame([dict(text=f'we {verb} this {noun}', liked=liked)
                         for verb, liked in (('love', 'yes'), ('hate', 'no'), ('enjoy', 'yes'), ('despise', 'no'))
                         for noun in 'phone film song shoe game book house car trip meal'.split()])'''
LONG = '''import random
words = ' '.join(tweets.tweet).split()
draw = random.Random(0)
long = pd.DataFrame([dict(text=' '.join(draw.choices(words, k=150)), label=i % 2) for i in range(1000)])'''
RUDE = '''import numpy as np
from esm_nb import ESM, ESMInfo, Pool
maps = Pool.open('starter')
base = dict(base_model_name=maps.base, pooling=maps.pooling, max_length=maps.max_length)
markup = dict(description='<script>alert(2)</script>', license='<b>none</b>', citation='<i>me</i>',
    url='javascript:alert(3)', how='df = pd.DataFrame()  # <img src=x onerror=alert(4)>')
rude = ESM(maps[0].weight, maps[0].bias, ESMInfo('<img src=x onerror=alert(1)>', **markup, **base))
nothing = np.full((maps.dim, maps.dim), np.nan, np.float32)
broken = ESM(nothing, maps[0].bias, ESMInfo('<u>broken</u>', **base))
Pool.create('./rude', [rude, broken])'''
CUT_OFF = """panel => [...panel.querySelectorAll('*')].filter(e => {
    if (!e.getClientRects().length || getComputedStyle(e).position == 'absolute') return false;
    for (let a = e.parentElement; a != panel; a = a.parentElement)
        if (/auto|scroll/.test(getComputedStyle(a).overflowX)) return false;
    return e.getBoundingClientRect().right > panel.getBoundingClientRect().right + 1;
    }).map(e => e.outerHTML.slice(0, 120))"""


expect.set_options(timeout=30_000)


def axe():
    "axe-core, from npm, checked and kept in build/."
    url, sha256 = AXE
    kept = ROOT / 'build' / url.rsplit('/', 1)[1]
    if not kept.is_file():
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(urllib.request.urlopen(url, timeout=60).read())
    found = kept.read_bytes()
    if hashlib.sha256(found).hexdigest() != sha256:
        kept.unlink()
        pytest.fail(f'{url} is not the file that it was', pytrace=False)
    return tarfile.open(fileobj=io.BytesIO(found)).extractfile('package/axe.min.js').read().decode()


def complaints(page):
    """What axe-core finds serious or critical in the panels that are shown. It judges the contrast of what is in sight
    only: the window is made as tall as they are, and so is Lab's body, which has no height."""
    before = page.viewport_size
    page.set_viewport_size(before | dict(height=3500))
    page.evaluate("document.body.style.height = '100vh'")
    page.wait_for_timeout(500)
    page.evaluate(f'window.axe || (() => {{ const module = undefined, define = undefined; {axe()} }})()')
    for panel in page.locator('.esm-panel:visible').element_handles():
        panel.evaluate('e => e.setAttribute("data-axe", "")')
    found = page.evaluate("axe.run({include: [['[data-axe]']]}, {resultTypes: ['violations']})")['violations']
    page.set_viewport_size(before)
    return [
        (v['id'], n['target'], n['failureSummary'])
        for v in found
        if v['impact'] in ('serious', 'critical')
        for n in v['nodes']
    ]


@pytest.fixture(scope='module')
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp('jupyter'))
    shutil.copy(ROOT / 'esm_nb/sample/tweets.csv', server.notebooks)
    server.wait()
    yield server
    server.stop()


@pytest.fixture(scope='module')
def seen():
    """What any page asked for from elsewhere, complained of, or popped up. That a widget's kernel is gone is
    ipywidgets' own complaint, about a notebook that was opened again; that the debugger's is, JupyterLab's, about one
    whose kernel was restarted."""
    return []


@pytest.fixture(scope='module')
def context(browser, server, seen):
    context = browser.new_context(
        viewport=dict(width=1500, height=1100), permissions=['clipboard-read', 'clipboard-write']
    )
    context.set_default_timeout(90_000)
    context.on(
        'request',
        lambda request: (
            request.url.startswith((server.url, server.url.replace('http', 'ws'), 'data:', 'blob:'))
            or seen.append(f'asked for {request.url}')
        ),
    )
    context.on(
        'console',
        lambda message: (
            message.type == 'error'
            and not re.search('widget model not found|not restore the debugger state', message.text)
            and seen.append(f'console: {message.text}')
        ),
    )
    context.on('weberror', lambda error: error.error.message in OTHERS or seen.append(f'error: {error.error}'))
    context.on('dialog', lambda dialog: (seen.append(f'dialog: {dialog.message}'), dialog.dismiss()))
    yield context
    context.close()


def ready(page):
    "Wait until the notebook is there and its kernel is idle."
    page.locator('.jp-Notebook .cm-content').first.wait_for()
    page.locator('.jp-Notebook-ExecutionIndicator[data-status=idle]').first.wait_for()
    page.locator('.jp-Spinner').first.wait_for(state='detached')


def run(page, code):
    "Type code into the last cell, run it, wait until it is done; the cell."
    assert not page.locator('dialog').count(), page.locator('dialog').all_inner_texts()
    cells = page.locator('.jp-Notebook .jp-CodeCell')
    cell = cells.nth(cells.count() - 1)
    prompt = cell.locator('.jp-InputPrompt')
    cell.locator('.cm-content').click()
    page.keyboard.insert_text(code)
    while True:  # as a person does when nothing happens: a kernel that says it is idle may still be connecting
        page.keyboard.press('Shift+Enter')
        try:
            prompt.filter(has_text=re.compile(r'\[[\d*]+\]')).wait_for(timeout=3000)
        except TimeoutError:
            pass
        page.wait_for_timeout(100)
        if prompt.inner_text() != '[ ]:':
            break
        cell.locator('.cm-content').click()
    prompt.filter(has_text=re.compile(r'\[\d+\]')).wait_for()
    return cell


def printed(cell):
    return '\n'.join(cell.locator('.jp-OutputArea-output').all_inner_texts()).strip()


def opened(page):
    "The panel that was opened last."
    panel = page.locator('.esm-panel:visible').last
    panel.get_by_role('button', name='Rank', exact=True).wait_for()
    return panel


def says(panel, sentence, timeout=None):
    panel.get_by_role('status').filter(has_text=sentence).wait_for(timeout=timeout)


def click(panel, name):
    panel.get_by_role('button', name=name, exact=True).click()


def ranked(panel, title=' → '):
    "Press Rank, wait for the table; its names, as shown."
    click(panel, 'Rank')
    says(panel, 'Ranked.')
    panel.locator('.esm-title', has_text=title).wait_for()
    return names(panel)


def chosen(panel, what):
    "The columns that the sentence names."
    return panel.get_by_role('button', name=f'{what} column').inner_text()


def names(panel):
    panel.locator('table.dataTable tbody tr').first.wait_for()
    return panel.locator('table.dataTable tbody tr td:nth-child(2)').all_inner_texts()


def pick_two(page, panel):
    "Click the first and the third row as the table is sorted now; their names, best first."
    rows = panel.locator('table.dataTable tbody tr')
    ranks = [int(rows.nth(i).locator('td').first.inner_text()) for i in (0, 2)]
    picked = [name for _, name in sorted(zip(ranks, (names(panel)[i] for i in (0, 2))))]
    rows.nth(0).click()
    rows.nth(2).click()
    expect(panel.locator('.esm-cards h3')).to_have_text(picked)
    assert printed(run(page, '[s.source for s in panel.selected]')) == str(picked)
    return picked


def place(panel, page):
    "Of the cell that a panel belongs to, among the cells."
    if not panel.locator('xpath=ancestor::*[contains(@class, "jp-CodeCell")]').count():
        panel = page.locator('.esm-nb-beside')
    return panel.evaluate(
        "e => [...document.querySelectorAll('.jp-Notebook .jp-Cell')].findIndex(cell => cell.contains(e))"
    )


def code_of(page, at):
    "What a cell says, lines and all."
    lines = page.locator('.jp-Notebook .jp-Cell').nth(at).locator('.cm-line').all_inner_texts()
    return '\n'.join('' if line == '\n' else line for line in lines)


def restart(page):
    page.get_by_role('button', name='Restart the kernel').first.click()
    page.locator('.jp-Dialog button.jp-mod-accept').click()


def picture(page, name, of=None, height=1100):
    "Of the page, or of one part of it, for the documentation, if it is wanted (`make pictures`)."
    if not PICTURES:
        return
    before = page.viewport_size
    page.set_viewport_size(before | dict(height=height))
    page.locator('.esm-panel:visible').last.evaluate("e => { for (let a = e; a; a = a.parentElement) a.scrollTop = 0 }")
    page.mouse.move(2, 2)
    page.wait_for_timeout(1000)
    (of or page).screenshot(path=Path(PICTURES) / f'panel-{name}.png')
    page.set_viewport_size(before)


@pytest.fixture(scope='module')
def lab(context, server):
    "JupyterLab, an empty notebook, two dataframes in its kernel."
    server.notebook('panel.ipynb')
    page = context.new_page()
    page.goto(f'{server.url}/lab/tree/panel.ipynb')
    ready(page)
    run(page, FRAMES)
    return page


def test_from_the_toolbar_to_the_selection(lab):
    lab.get_by_role('button', name='Rank sources').click()
    lab.get_by_role('tabpanel', name='Rank sources').locator('.esm-panel').wait_for()
    panel = opened(lab)
    assert lab.locator('.esm-panel:visible').count() == 1
    frame = panel.get_by_label('Dataframe')
    assert [o.replace('\xa0', ' ') for o in frame.locator('option').all_inner_texts()] == [
        'tweets · 300 rows',
        'opinions · 40 rows',
    ]
    frame.select_option(index=1)
    says(panel, '')
    panel.get_by_role('button', name='Text column: text').wait_for()
    assert (chosen(panel, 'Text'), chosen(panel, 'Label')) == ('text', 'liked')
    sample = panel.get_by_role('cell', name='we love this phone')
    expect(sample).not_to_be_visible()
    panel.get_by_text('Sample rows').click()
    expect(sample).to_be_visible()
    frame.select_option(index=0)
    panel.get_by_role('button', name='Text column: tweet').wait_for()
    click(panel, 'Rank')
    assert printed(run(lab, '6 * 7')) == '42'
    says(panel, 'Ranked.')
    panel.locator('.esm-title', has_text='tweets: tweet → sentiment, a number').wait_for()
    assert panel.locator('.esm-word').all_inner_texts() == ['Rank the sources of', 'for', '→', 'as']
    verdict, table = panel.locator('.esm-verdict', has_text='points expected'), panel.locator('.esm-table')
    assert verdict.bounding_box()['y'] < table.bounding_box()['y']
    assert max(row.bounding_box()['height'] for row in table.locator('tbody tr').all()) < 30
    shown = names(panel)
    assert len(shown) == 10 and printed(run(lab, 'for s in panel.ranking[:10]: print(s.source)')).splitlines() == shown
    panel.get_by_label('Search').fill('home')
    homes = sum('home' in name.lower() for name in Pool.open('starter').names)
    expect(panel.locator('table.dataTable tbody tr')).to_have_count(homes)
    panel.get_by_label('Search').fill('')
    gain = panel.locator('th', has_text='points')
    gain.click()
    expect(gain).to_have_attribute('aria-sort', 'ascending')
    assert not set(names(panel)) & set(shown)
    gain.click()
    expect(gain).to_have_attribute('aria-sort', 'descending')
    assert names(panel)[:3] == shown[:3]  # some others tie, as shown
    best, _ = pick_two(lab, panel)
    code = panel.locator('.esm-cards pre').first.text_content()
    line = f"result = fine_tune(tweets, after={best!r}, text='tweet', label='sentiment', task='regression')"
    assert code == f'from esm_nb import fine_tune\n\n{line}\nresult'
    at, count = 0, lab.locator('.jp-Cell').count()  # below FRAMES
    for what, first in (('fetch it', 'from esm_nb import Source'), ('fine-tune on it', code)):
        click(panel, f'Insert: {what}: {best}')
        panel.locator('.esm-cards').get_by_text('Inserted below').wait_for()
        assert code_of(lab, at + 1).startswith(first)
    assert lab.locator('.jp-Cell').count() == count + 2
    for _ in range(2):
        lab.evaluate("jupyterapp.commands.execute('notebook:delete-cell')")
    expect(lab.locator('.jp-Cell')).to_have_count(count)
    panel.locator('.esm-table th').first.click()
    picture(lab, 'lab')
    picture(lab, 'result', lab.get_by_role('tabpanel', name='Rank sources'), 1950)


def test_nothing_serious_for_axe_in_light_dark_and_narrow(lab):
    panel = opened(lab)
    panel.evaluate(
        "e => e.insertAdjacentHTML('beforeend', '<p class=planted style=\"color: #aaa; background: #fff\">pale</p>')"
    )
    assert [(name, target) for name, target, _ in complaints(lab)] == [('color-contrast', ['.planted'])]
    panel.evaluate("e => e.querySelector('.planted').remove()")
    click(panel, 'More …')
    panel.get_by_label('License', exact=True).wait_for()
    panel.get_by_role('button', name='Text column').click()
    panel.locator('fieldset:visible', has_text='ya old bigger').wait_for()
    for width, theme in ((1130, 'Light'), (1130, 'Dark'), (3200, 'Dark')):
        lab.set_viewport_size(dict(width=width, height=1100))
        lab.evaluate(f"jupyterapp.commands.execute('apputils:change-theme', {{theme: 'JupyterLab {theme}'}})")
        lab.locator(f'body[data-jp-theme-light={"true" if theme == "Light" else "false"}]').wait_for(state='attached')
        panel.scroll_into_view_if_needed()
        expect(panel).to_be_visible()
        table, cards = (panel.locator(f'.esm-{part}').bounding_box() for part in ('table', 'cards'))
        if width < 1500:
            assert panel.bounding_box()['width'] < 410 and cards['y'] >= table['y'] + table['height']
        else:  # what is picked is beside the table, where there is room
            assert cards['x'] >= table['x'] + table['width'] and cards['y'] == table['y']
        assert not panel.evaluate(CUT_OFF)
        assert not complaints(lab), theme
        if (width, theme) == (1130, 'Dark'):
            picture(lab, 'dark', lab.get_by_role('tabpanel', name='Rank sources'), 1300)
        run(lab, 'sentence = panel.progress.sentence; panel.progress.say("Something is wrong.", True, "embedding", 40)')
        says(panel, 'Something is wrong.')
        assert not complaints(lab), theme
        run(lab, 'panel.progress.say(sentence)\npanel.chooser.rows.value = 200')
        says(panel, 'out of date')
        assert not complaints(lab), theme
        run(lab, 'panel.chooser.rows.value = 1000')
    lab.evaluate("jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})")
    lab.set_viewport_size(dict(width=1500, height=1100))
    panel.get_by_role('button', name='Text column').click()
    click(panel, 'Less')


def test_closing_the_view_gives_the_panel_back_to_the_cell(lab):
    assert lab.locator('.esm-nb-beside > *:visible').count() == 0
    said = lab.locator('.esm-nb-beside').evaluate("e => getComputedStyle(e, '::before').content")
    assert 'The panel is beside the notebook' in said
    cells = lab.locator('.jp-Cell').count()
    lab.locator('.jp-Notebook .cm-content').last.click()
    lab.get_by_role('button', name='Rank sources').click()
    expect(opened(lab).get_by_label('Pool')).to_be_focused()
    assert lab.locator('.jp-Cell').count() == cells
    lab.get_by_role('tab', name='Rank sources').locator('.lm-TabBar-tabCloseIcon').click()
    panel = opened(lab)
    assert panel.locator('xpath=ancestor::*[contains(@class, "jp-Cell-outputWrapper")]').count()
    assert lab.locator('.esm-saved:visible').count() == 0
    lab.locator('.jp-Notebook .cm-content').last.click()
    lab.get_by_role('button', name='Rank sources').click()
    expect(opened(lab).get_by_label('Pool')).to_be_focused()
    assert (lab.locator('.jp-Cell').count(), lab.locator('.esm-panel').count()) == (cells, 1)
    lab.locator('.jp-Notebook .cm-content').last.click()
    lab.keyboard.press('Control+Shift+c')
    lab.locator('.lm-CommandPalette-input, .jp-ModalCommandPalette input').last.fill('Rank sources')
    lab.locator('.lm-CommandPalette-item', has_text='Rank sources for a dataframe').first.wait_for()
    lab.keyboard.press('Escape')


def test_by_keyboard_alone(lab):
    run(lab, '%reload_ext esm_nb\npanel = %esm_panel opinions\npanel')
    panel = opened(lab)
    cells = lab.locator('.jp-Cell').count()

    def at():
        return lab.evaluate('(e => e.innerText || e.getAttribute("aria-label") || "")(document.activeElement)')

    def tab_to(start):
        for _ in range(40):
            if at().startswith(start):
                return
            lab.keyboard.press('Tab')
        raise AssertionError(f'Tab never came to {start}')

    panel.get_by_label('Dataframe').focus()
    lab.keyboard.press('ArrowUp')
    panel.get_by_role('button', name='Text column: tweet').wait_for()
    lab.keyboard.press('ArrowDown')
    panel.get_by_role('button', name='Text column: text').wait_for()
    tab_to('Rank')
    lab.keyboard.press('Enter')
    says(panel, 'Ranked.')
    first = names(panel)[0]
    tab_to('1\t')
    lab.keyboard.press('ArrowDown')
    lab.keyboard.press('Space')
    panel.locator('.esm-cards h3', has_text=names(panel)[1]).wait_for()
    lab.keyboard.press('ArrowUp')
    lab.keyboard.press('Enter')
    panel.locator('.esm-cards h3', has_text=first).wait_for()
    lab.keyboard.press('d')
    lab.keyboard.press('d')
    lab.keyboard.press('b')
    assert lab.locator('.jp-Cell').count() == cells
    tab_to('Insert: fine-tune')
    lab.keyboard.press('Enter')
    panel.get_by_text('Inserted below').wait_for()
    assert code_of(lab, 1) == panel.locator('.esm-cards pre').first.text_content()  # below FRAMES
    assert lab.locator('.jp-Cell').count() == cells + 1
    lab.evaluate("jupyterapp.commands.execute('notebook:delete-cell')")


TWO_TEXTS = """def mail_of(n, v):
    return dict(subject=f'about {n}', body=f'we {v} our {n} as ever', kind=v, **{'<img src=x onerror=alert(5)>': 'x'})
mail = pd.DataFrame([mail_of(n, v) for v in ('love', 'hate') for n in 'phone film song shoe game book'.split()])"""


def test_columns_by_keyboard_alone(lab):
    run(lab, f'{TWO_TEXTS}\n%reload_ext esm_nb\npanel = %esm_panel mail\npanel')
    panel = opened(lab)
    assert chosen(panel, 'Text') == 'body'
    panel.get_by_role('button', name='Text column').focus()
    lab.keyboard.press('Enter')
    listed = panel.get_by_role('group', name='Text column')
    for shown in ('text', 'about phone', '<img src=x onerror=alert(5)>'):
        listed.get_by_text(shown, exact=True).first.wait_for()
    lab.keyboard.press('ArrowUp')
    panel.get_by_role('button', name='Text column: subject').wait_for()
    lab.keyboard.press('Tab')
    lab.keyboard.press('Space')
    lab.keyboard.press('Shift+Tab')
    while 'body' not in lab.evaluate('document.activeElement.parentElement.innerText'):
        lab.keyboard.press('Shift+Tab')
    lab.keyboard.press('Space')
    panel.get_by_role('button', name='Text column: subject + body').wait_for()
    lab.keyboard.press('Escape')
    expect(listed).not_to_be_visible()
    assert lab.evaluate('document.activeElement.innerText') == 'subject + body'
    assert printed(run(lab, 'panel.chooser.text.value')) == "('subject', 'body')"
    panel.get_by_role('button', name='Label column').click()
    panel.get_by_role('group', name='Label column').get_by_text('subject').click()
    panel.get_by_role('button', name='Label column: subject').wait_for()
    expect(panel.get_by_role('group', name='Label column')).not_to_be_visible()


def test_a_result_is_never_of_another_dataframe(lab):
    run(lab, 'some = opinions.copy()\n%reload_ext esm_nb\npanel = %esm_panel some\npanel')
    panel = opened(lab)
    n = len(Pool.open('starter').names)
    ranked(panel, f'some: text → liked, 2 classes · 40 of 40 rows · {n} of {n} sources of starter')
    old, body = 'The ranking below is out of date: rank again.', panel.locator('.esm-body')
    run(lab, 'other = some.head(30)')
    expect(body).to_have_css('opacity', '1')
    for change, back in (
        ('some.loc[3, "liked"] = "no"', 'some.loc[3, "liked"] = "yes"'),
        ('some = other', 'some = opinions'),
        ('panel.chooser.rows.value = 20', 'panel.chooser.rows.value = 1000'),
        ('panel.filters.license.value = "MIT"', 'panel.filters.license.value = ""'),
        ('panel.chooser.frame.value = "tweets"', 'panel.chooser.frame.value = "some"'),
    ):
        run(lab, change)
        says(panel, old)
        expect(body).to_have_css('opacity', '0.65')
        run(lab, back)
        says(panel, 'Ranked.')
        expect(body).to_have_css('opacity', '1')


def test_code_goes_below_the_cell_that_made_the_dataframe(lab):
    run(lab, '%reload_ext esm_nb\npanel = %esm_panel opinions\npanel')
    panel = opened(lab)
    run(lab, 'late = opinions.copy()')
    run(lab, 'late["liked"] = late.liked.str.upper()')
    run(lab, 'late.head()')
    panel.get_by_label('Dataframe').select_option('late · 40 rows')
    ranked(panel, 'late: text → liked')
    panel.locator('table.dataTable tbody tr').first.click()
    for _ in range(2):  # where nobody knows the cell, below the panel's
        panel.get_by_role('button', name='Insert: fine-tune on it').click()
        panel.locator('.esm-cards').get_by_text('Inserted below').wait_for()
        made = [i for i in range(lab.locator('.jp-Cell').count()) if code_of(lab, i).startswith('late["liked"]')]
        below = place(panel, lab) if made == [] else made[0]
        assert 'fine_tune(late, after=' in code_of(lab, below + 1)
        lab.evaluate("jupyterapp.commands.execute('notebook:delete-cell')")
        if made:
            lab.locator('.jp-Cell').nth(made[0]).locator('.cm-content').click()
            lab.evaluate("jupyterapp.commands.execute('notebook:delete-cell')")


def test_labels_in_one_cell_are_split_by_the_card_that_offers_it(lab):
    run(lab, "tagged = opinions.assign(liked=[f'{x};{i % 3}' for i, x in enumerate(opinions.liked)])")
    panel = opened(lab)
    panel.get_by_label('Dataframe').select_option('tagged · 40 rows')
    ranked(panel, 'tagged: text → liked')
    expect(panel.locator('.esm-cards h3')).to_have_text(['Your labels'])
    panel.get_by_role('button', name='Insert: change them').click()
    panel.locator('.esm-cards').get_by_text('Inserted below').wait_for()
    made = next(i for i in range(lab.locator('.jp-Cell').count()) if code_of(lab, i).startswith('tagged = '))
    assert code_of(lab, made + 1) == "tagged['liked'] = tagged['liked'].str.split(';')"
    lab.evaluate("jupyterapp.commands.execute('notebook:delete-cell')")


def test_cancel_and_rank_again(lab):
    run(lab, f'{LONG}\n%reload_ext esm_nb\npanel = %esm_panel long\npanel')
    panel = opened(lab)
    click(panel, 'Rank')
    panel.locator('.esm-now', has_text=re.compile('Embed [1-9]')).wait_for()
    click(panel, 'Cancel')
    says(panel, 'Cancelled. Nothing was ranked.')
    assert panel.locator('.esm-now').count() == 0
    code = (
        'from esm_nb.panel.panel import TURN\nimport time\n'
        'for _ in range(600):\n    if not TURN.locked(): break\n    time.sleep(.1)\n'
        'TURN.locked(), panel.ranking'
    )
    assert printed(run(lab, code)) == '(False, None)'
    click(panel, 'More …')
    panel.get_by_label('Rows to sample').fill('40')
    assert len(ranked(panel)) == 10
    assert printed(run(lab, 'panel.ranking.about["n"]')) == '40'


def test_what_goes_wrong_is_one_sentence(lab):
    run(lab, 'few = opinions[:20]\n%reload_ext esm_nb\npanel = %esm_panel few\npanel')
    panel = opened(lab)
    ranked(panel, '20 of 20 rows')
    run(lab, 'few = few.rename(columns=dict(text="words"))')
    says(panel, "few has no column 'text' any more; the columns were found anew")
    run(lab, 'del few')
    says(panel, 'few is no longer in the notebook; choose another dataframe')
    click(panel, 'Rank')
    says(panel, 'few is no longer in the notebook; choose another dataframe')
    run(
        lab,
        'many = pd.DataFrame(dict(text=[f"{t} {i}" for i in range(3) for t in tweets.tweet], '
        'label=[f"class {i % 300}" for i in range(900)]))\npanel.update(many)',
    )
    click(panel, 'More …')
    panel.get_by_label('Rows to sample').fill('600')
    panel.get_by_label('Language', exact=True).select_option('de')
    ranked(panel, '300 classes')
    run(lab, 'panel.chooser.text.value = ()')
    click(panel, 'Rank')
    says(panel, 'choose the text column of many')


def test_an_interrupt_of_the_kernel(lab):
    run(lab, '%reload_ext esm_nb\npanel = %esm_panel long\npanel')
    panel = opened(lab)
    cells = lab.locator('.jp-Notebook .jp-CodeCell')
    cell = cells.nth(cells.count() - 1)
    cell.locator('.cm-content').click()
    lab.keyboard.insert_text('panel.rank()')
    lab.keyboard.press('Shift+Enter')
    panel.locator('.esm-now', has_text=re.compile('Embed [1-9]')).wait_for()
    lab.evaluate("jupyterapp.commands.execute('notebook:interrupt-kernel')")
    says(panel, 'Stopped. Rank again when you like.')
    cell.locator('.jp-OutputArea-output', has_text='KeyboardInterrupt').wait_for()
    click(panel, 'More …')
    panel.get_by_label('Rows to sample').fill('100')
    click(panel, 'Rank')
    panel.locator('.esm-now', has_text=re.compile('Embed')).wait_for()  # before it has begun there is nothing to stop
    lab.evaluate("jupyterapp.commands.execute('notebook:interrupt-kernel')")
    panel.locator('.esm-title', has_text='100 of 1,000 rows').wait_for()


def test_two_panels_at_once(lab):
    run(
        lab,
        '%reload_ext esm_nb\nfirst = %esm_panel tweets\nsecond = %esm_panel opinions\n'
        'from IPython.display import display\ndisplay(first)\ndisplay(second)',
    )
    opened(lab)
    first, second = (lab.locator('.esm-panel:visible').nth(-i) for i in (2, 1))
    click(first, 'Rank')
    click(second, 'Rank')
    says(first, 'Ranked.')
    says(second, 'Ranked.')
    assert names(first)[0] == printed(run(lab, 'print(first.ranking[0].source)'))
    assert names(second)[0] == printed(run(lab, 'print(second.ranking[0].source)'))


def test_what_a_pool_says_is_text(lab):
    run(lab, f'{RUDE}\nfrom esm_nb import ESMPanel\npanel = ESMPanel(opinions, "./rude")\npanel')
    panel = opened(lab)
    assert ranked(panel) == ['<img src=x onerror=alert(1)>']
    panel.get_by_text('skipped <u>broken</u>: maps-00000.safetensors: weight of row 1 has NaN').wait_for()
    panel.locator('table.dataTable tbody tr').click()
    panel.locator('.esm-cards h3', has_text='<img src=x onerror=alert(1)>').wait_for()
    for said in ('<script>alert(2)</script>', '<b>none</b>', '<i>me</i>', 'javascript:alert(3)'):
        panel.locator('.esm-cards').get_by_text(said, exact=True).wait_for()
    assert not panel.evaluate(
        "e => e.querySelectorAll('.esm-cards a, .esm-cards i, .esm-cards b, .esm-cards script, img, u').length"
    )


def in_lab(context, server, name):
    "JupyterLab with a notebook and a kernel of its own."
    server.notebook(f'{name}.ipynb')
    page = context.new_page()
    page.goto(f'{server.url}/lab/workspaces/{name}/tree/{name}.ipynb')
    ready(page)
    run(page, FRAMES)
    return page


@pytest.fixture(scope='module')
def page(context, server):
    page = in_lab(context, server, 'other')
    yield page
    page.close()


def says_that_the_kernel_is_gone(page):
    gone = page.locator('.esm-panel:visible')
    expect(gone).to_have_class(re.compile('disconnected'))
    said = gone.evaluate("e => getComputedStyle(e, '::before').content")
    assert said == '"The kernel of this panel is gone: run its cell again."'
    assert gone.locator('*:visible').count() == 0


def test_a_kernel_that_was_restarted(page):
    page.get_by_role('button', name='Rank sources').click()
    panel, cells = opened(page), page.locator('.jp-Cell').count()
    restart(page)
    says_that_the_kernel_is_gone(page)
    page.get_by_role('button', name='Rank sources').click()
    says(opened(page), 'There is no dataframe in this notebook yet.')
    assert (page.locator('.jp-Cell').count(), page.locator('.esm-panel:visible').count()) == (cells, 1)
    run(page, FRAMES)
    expect(panel.get_by_label('Dataframe')).to_have_value(re.compile('tweets'))


HUB = """from pathlib import Path
from tests.local_hub import Hub, add_esms, point_at, serve
serving = serve(Hub())
hub = serving.__enter__()
point_at(hub, Path('hf').resolve())
maps = add_esms(hub, 'authors', 3)
maps = add_esms(hub, 'authors', 2, base='someone/tiny', start=3)
import esm_nb.panel.filters as filters
filters.LARGE = 2500"""
HEARD = """async panel => {
    const said = panel.querySelector('.esm-said'), start = performance.now(), heard = [];
    const look = () => heard.push([said.textContent, performance.now() - start]);
    new MutationObserver(look).observe(said, {childList: true, characterData: true, subtree: true});
    panel.querySelector('.esm-rank').click();
    while (said.textContent != 'Ranked.') await new Promise(done => setTimeout(done, 50));
    return heard;
}"""


def test_the_first_words_and_a_pool_on_the_hub(page):
    cell = run(page, '%reload_ext esm_nb\npanel = %esm_panel opinions\npanel')
    panel = opened(page)
    assert 'Loading the panel' not in printed(cell)
    heard = panel.evaluate(HEARD)
    assert heard[0][0] == 'Asking the kernel …' and heard[0][1] < 200, heard
    assert heard[1][0].startswith('Loading PyTorch and the base model sentence-transformers/'), heard
    run(page, HUB)
    panel.get_by_label('Pool').select_option('an owner on the Hub …')
    says(panel, 'out of date')
    panel.get_by_label('Owner or folder').fill('nobody')
    page.keyboard.press('Enter')
    says(panel, 'nobody has published no ESMs on the Hub')
    panel.get_by_label('Owner or folder').fill('authors')
    page.keyboard.press('Enter')
    panel.get_by_text('0.0 MB to fetch from the Hub, when you rank').wait_for()
    base = panel.get_by_label('Base model')
    assert [b.replace('\xa0', ' ') for b in base.locator('option').all_inner_texts()] == [
        'google-bert/bert-base-multilingual-uncased · 0.0 MB',
        'someone/tiny · 0.0 MB',
    ]
    for part in ('.esm-sentence', '.widget-checkbox'):
        assert panel.locator(part).evaluate(CUT_OFF) == []
    assert not complaints(page)
    click(panel, 'Rank')
    says(panel, 'hub:authors takes a download of 0.0 MB')
    assert printed(run(page, "[r for r in hub.requests if 'safetensors' in r]")) == '[]'
    base.select_option(index=1)
    expect(panel.get_by_label('Fetch 0.0 MB')).not_to_be_visible()
    base.select_option(index=0)
    panel.get_by_label('Fetch 0.0 MB').check()
    click(panel, 'Rank')
    panel.get_by_text('3 of 3 sources').wait_for()


def test_a_kernel_that_was_shut_down(context, server):
    page = in_lab(context, server, 'gone')
    page.get_by_role('button', name='Rank sources').click()
    opened(page)
    page.locator('.jp-Notebook .cm-content').last.click()
    page.evaluate("jupyterapp.commands.execute('kernelmenu:shutdown')")
    says_that_the_kernel_is_gone(page)
    page.close()


def test_opened_again_without_a_kernel(lab, server):
    lab.keyboard.press('Control+s')
    lab.evaluate("jupyterapp.commands.execute('docmanager:save')")
    lab.evaluate("jupyterapp.serviceManager.sessions.shutdownAll()")
    server.wait()
    saved = json.loads((server.notebooks / 'panel.ipynb').read_text())
    tables = [
        ''.join(o['data']['text/html'])
        for c in saved['cells']
        for o in c['outputs']
        if 'esm-saved' in str(o.get('data', {}).get('text/html'))
    ]
    assert len(tables) >= 6 and 'tweet → sentiment' in tables[0]
    assert '<img' not in tables[-1] and '&lt;img' in tables[-1]
    lab.reload()
    lab.locator('.esm-saved', has_text='tweet → sentiment').first.wait_for()
    assert lab.locator('.esm-panel').count() == 0
    assert lab.locator('.esm-saved:visible').count() == len(tables)
    expect(lab.get_by_text('run this cell again to have it back')).to_have_count(len(tables))
    expect(lab.get_by_text('model not found').locator('visible=true')).to_have_count(0)
    lab.get_by_text('tweets: tweet → sentiment, a number').first.wait_for()


def test_notebook_7(context, server):
    server.notebook('classic.ipynb')
    page = context.new_page()
    page.goto(f'{server.url}/notebooks/classic.ipynb')
    ready(page)
    run(page, FRAMES)
    run(page, '%load_ext esm_nb\npanel = %esm_panel\npanel')
    panel = opened(page)
    panel.get_by_label('Dataframe').select_option(index=1)
    ranked(panel, 'opinions: text → liked')
    source = panel.locator('th', has_text='source')
    source.click()
    expect(source).to_have_attribute('aria-sort', 'ascending')
    assert names(panel) == sorted(names(panel), key=str.casefold)
    pick_two(page, panel)
    assert not complaints(page)
    picture(page, 'notebook', height=1300)
    cells, at = page.locator('.jp-Cell').count(), 0  # below FRAMES
    page.locator('.jp-Notebook .cm-content').last.click()
    page.get_by_role('button', name='Rank sources').click()
    expect(panel.get_by_label('Pool')).to_be_focused()
    assert (page.locator('.jp-Cell').count(), page.locator('.esm-panel').count()) == (cells, 1)
    fetch = panel.get_by_role('button', name='Insert: fetch it').first
    fetch.click()
    panel.get_by_text('Inserted below').wait_for()
    inserted = code_of(page, at + 1)
    assert page.locator('.jp-Cell').count() == cells + 1 and inserted.startswith('from esm_nb import Source')
    page.evaluate("addEventListener('esm-nb:insert', event => event.stopImmediatePropagation(), true)")
    fetch.click()  # as where there is no extension
    panel.get_by_text('Copied: paste it').wait_for()
    assert page.evaluate('navigator.clipboard.readText()') == inserted
    assert page.locator('.jp-Cell').count() == cells + 1


def test_nothing_was_asked_of_other_machines_and_no_error_was_logged(seen, server):
    assert not seen
    assert not server.asked.exists(), server.asked.read_text()
