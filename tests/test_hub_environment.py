"""HF_TOKEN, HF_ENDPOINT, HF_HOME, HF_HUB_OFFLINE and a proxy, each in a process of its own; and no token in what it
says or leaves."""

import shutil, subprocess, sys
import pytest
from tests.local_hub import Hub, add_esms, environment, serve

pytestmark = pytest.mark.slow

OPEN = '''
import logging
logging.basicConfig(level=logging.DEBUG)
from esm_nb import Pool
try: print('opened', len(Pool.open('hub:authors')))
except (ValueError, OSError) as e: print(type(e).__name__, e)
'''


def run(hub, home, code=OPEN, **env):
    done = subprocess.run(
        [sys.executable, '-c', code], capture_output=True, text=True, timeout=100, env=environment(hub, home, **env)
    )
    return done.stdout + done.stderr


@pytest.fixture
def hub():
    with serve(Hub(token='hf_SECRETtokenOFthisTEST')) as hub:
        add_esms(hub, 'authors', 3)
        hub.add('models', 'authors/ESM_private', hub.repos['models', 'authors/ESM_0000'].at('main')[1], private=True)
        yield hub


def test_token(hub, tmp_path):
    assert 'opened 3' in run(hub, tmp_path / 'without')
    assert not hub.told
    said = run(hub, tmp_path / 'with', HF_TOKEN=hub.token, HF_DEBUG='1')
    assert 'opened 4' in said and hub.told
    (tmp_path / 'file').mkdir()
    (tmp_path / 'file' / 'token').write_text(hub.token)  # as `hf auth login` leaves it
    said += run(hub, tmp_path / 'file')
    assert said.count('opened 4') == 2
    said += run(hub, tmp_path / 'wrong', HF_TOKEN='hf_WRONGtokenOFthisTEST')
    assert 'FileNotFoundError the list of ESMs of authors cannot be reached because the Hub refuses your token' in said
    assert not [r for r in hub.told if 'localhost' in r]  # where the Hub sends us for large files is another host
    assert 'SECRETtoken' not in said and 'WRONGtoken' not in said
    (tmp_path / 'file' / 'token').unlink()
    assert not [f for f in tmp_path.rglob('*') if f.is_file() and b'OFthisTEST' in f.read_bytes()]


def test_home_and_offline(hub, tmp_path):
    said = run(hub, tmp_path / 'home', HF_HUB_OFFLINE='1')
    unset = 'cannot be reached because HF_HUB_OFFLINE is set; unset it to go online'
    assert f'FileNotFoundError the list of ESMs of authors {unset}' in said and not hub.requests
    assert 'opened 3' in run(hub, tmp_path / 'home')
    expected = {'assets', 'hub', '.agent_harnesses.json', 'agent_harnesses.json'}
    assert {p.name for p in (tmp_path / 'home').glob('*')} <= expected
    assert list((tmp_path / 'home').glob('assets/esm_nb/*/authors--*/pool.json'))
    hub.requests.clear()
    assert 'opened 3' in run(hub, tmp_path / 'home', HF_HUB_OFFLINE='1') and not hub.requests


EVERY_WAY = (
    OPEN.replace('DEBUG', 'ERROR')
    + '''
from esm_nb import Encoder, Source
for ask in (lambda: Encoder('someone/tiny'), Source('x', 'owner/data').load):
    try: ask()
    except (ValueError, OSError) as e: print(type(e).__name__, e)
'''
)
SETTINGS = {
    'no certificates': (
        dict(SSL_CERT_FILE='/no/such.pem'),
        "because SSL_CERT_FILE is '/no/such.pem', which is no file",
    ),
    'other certificates': (dict(SSL_CERT_FILE=__file__), 'which holds no certificates; correct it, or unset it'),
    'SOCKS': (
        dict(ALL_PROXY='socks5://127.0.0.1:9', NO_PROXY='', no_proxy=''),
        'through your SOCKS proxy (ALL_PROXY) without a package: pip install socksio',
    ),
    'token': (dict(HF_TOKEN='hf_SECRETtoken’'), 'because your token has a character that no token has, such as ’'),
    'cyrillic token': (dict(HF_TOKEN='hf_SECRETtokenа'), 'because your token has a character that no token has'),
    'refused token': (dict(HF_TOKEN='hf_SECRETtoken'), 'because the Hub refuses your token'),
    'offline': (dict(HF_HUB_OFFLINE='1'), 'because HF_HUB_OFFLINE is set; unset it to go online'),
    'proxy': (
        dict(HTTP_PROXY='foo://x', http_proxy='foo://x', NO_PROXY='', no_proxy=''),
        'look at the network, the proxy and HF_ENDPOINT',
    ),
}


@pytest.mark.parametrize('setting', SETTINGS)
def test_a_wrong_setting_is_named_whichever_way_the_hub_is_asked(hub, tmp_path, setting):
    env, why = SETTINGS[setting]
    lines = run(hub, tmp_path, EVERY_WAY, **env).splitlines()
    assert len(lines) == 3 and all(why in line for line in lines), lines
    assert [line.split(' ', 1)[1][:15] for line in lines] == ['the list of ESM', 'the base model ', 'owner/data, spl']
    assert 'SECRETtoken' not in str(lines)


def test_proxy(hub, tmp_path):
    proxy = dict(HTTP_PROXY=hub.url, http_proxy=hub.url, NO_PROXY='', no_proxy='')
    assert 'opened 3' in run(hub, tmp_path, HF_ENDPOINT='http://hub.invalid', **proxy)
    assert [r for r in hub.requests if r.startswith('GET /api/models')]


def test_a_model_in_the_cache_asks_nobody(hub, tmp_path, tiny):
    cached, commit = tmp_path / 'hub/models--someone--tiny', 40 * '0'
    shutil.copytree(tiny, cached / 'snapshots' / commit)
    (cached / 'refs').mkdir()
    (cached / 'refs/main').write_text(commit)
    said = run(hub, tmp_path, "from esm_nb import Encoder; print(Encoder('someone/tiny').encode(['a']).shape)")
    assert said == '(1, 16)\n' and not hub.requests


PICKLED = '''
from esm_nb import Encoder
try: Encoder('someone/pickled')
except OSError as e: print(type(e).__name__, e)
'''


def test_a_model_that_is_only_a_pickle_is_never_read(hub, tmp_path, tiny):
    files = {f.name: f.read_bytes() for f in tiny.iterdir()}
    hub.add('models', 'someone/pickled', files | {'pytorch_model.bin': files.pop('model.safetensors')})
    said = run(hub, tmp_path, PICKLED)
    assert 'FileNotFoundError someone/pickled has no safetensors weights, and pickled ones (pytorch_model.bin)' in said
    assert not [r for r in hub.requests if 'pytorch_model.bin' in r]
