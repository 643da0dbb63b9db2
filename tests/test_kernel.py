"""The magic in a real kernel: completion, help, and a table that is static HTML."""

import pytest
from jupyter_client.manager import start_new_kernel

SETUP = '''
import pandas as pd
%load_ext esm_nb
texts = [f"the film was {w} in {i}" for i in range(20) for w in ("great", "dull")]
reviews = pd.DataFrame(dict(my_text=texts, verdict=["good", "bad"] * 20))
'''


@pytest.fixture(scope='module')
def client():
    manager, client = start_new_kernel(kernel_name='python3')
    client.execute_interactive(SETUP, timeout=120)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def completed(client, code):
    reply = client.complete(code, len(code), reply=True, timeout=60)['content']
    return [code[: reply['cursor_start']] + m for m in reply['matches']]


@pytest.mark.parametrize(
    'code, expected',
    [
        ('%esm_rank ', ['%esm_rank reviews']),
        ('%esm_rank rev', ['%esm_rank reviews']),
        ('r = %esm_rank rev', ['r = %esm_rank reviews']),
        ('%esm_rank reviews --te', ['%esm_rank reviews --text']),
        ('%esm_rank reviews --text ', ['%esm_rank reviews --text my_text', '%esm_rank reviews --text verdict']),
        ('%esm_rank reviews --label ver', ['%esm_rank reviews --label verdict']),
        ('%esm_rank reviews --task reg', ['%esm_rank reviews --task regression']),
        ('%esm_rank reviews --pool st', ['%esm_rank reviews --pool starter']),
    ],
)
def test_completion(client, code, expected):
    assert completed(client, code) == expected


@pytest.mark.parametrize('before', ['', 'x = 1\n', 'x = 1\f\n\n'])
def test_other_lines_complete_as_ever(client, before):
    assert before + 'reviews.verdict' in completed(client, before + 'reviews.verd')


def test_an_empty_last_line_is_no_error(client):
    code = (
        'from types import SimpleNamespace\nfrom esm_nb.magics import esm_matcher\n'
        'print(esm_matcher(SimpleNamespace(full_text="x = 1\\n", cursor_line=1, cursor_position=0)))'
    )
    reply, out = shown(client, code)
    assert reply['status'] == 'ok', reply
    assert "'suppress': False" in str(out)


def test_a_column_with_a_space_is_completed_in_quotes(client):
    client.execute_interactive('spaced = reviews.rename(columns=dict(my_text="my text"))', timeout=60)
    assert completed(client, '%esm_rank spaced --text my') == ['%esm_rank spaced --text "my text"']


def shown(client, code):
    out = []
    reply = client.execute_interactive(code, timeout=120, output_hook=lambda m: out.append(m), store_history=False)
    return reply['content'], out


def test_help(client):
    _, out = shown(client, '%esm_rank --help')
    text = ''.join(m['content'].get('text', '') for m in out)
    options = '--text', '--label', '--task', '--pool', '--rows', '--seed', '-k'
    assert all(option in text for option in (*options, 'found by itself unless given'))


def test_a_mistake_is_one_sentence(client):
    reply, out = shown(client, '%esm_rank reviews --label verdcit')
    assert reply['ename'] == 'UsageError' and "did you mean 'verdict'?" in reply['evalue']
    assert not any('Traceback' in line for line in reply['traceback'])


def test_bare_line_names_the_dataframes(client):
    reply, _ = shown(client, '%esm_rank')
    assert 'reviews (40 rows: my_text, verdict)' in reply['evalue']


def test_the_ranking_is_returned_and_its_repr_is_the_table(client):
    reply, out = shown(client, 'r = %esm_rank reviews -k 3\nr')
    assert reply['status'] == 'ok', reply
    result = next(m['content']['data'] for m in out if m['msg_type'] == 'execute_result')
    assert result['text/html'].count('<tr>') == 4 and 'widget' not in str(result.keys())
    said = ''.join(m['content'].get('text', '') for m in out if m['msg_type'] == 'stream')
    assert 'text: my_text · label: verdict, 2 classes' in said
