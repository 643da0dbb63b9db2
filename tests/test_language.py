"""Who is told that the base model does not read their language: three kinds of text in English and in fifteen other
languages."""

import io
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from urllib.request import urlopen
import pytest
from esm_nb import Encoder
from esm_nb.language import language_warning
from esm_nb.train.source import DEFAULT_BASE

pytestmark = pytest.mark.slow

OTHERS = ['da', 'de', 'es', 'fi', 'fr', 'hu', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'ru', 'sv', 'uk']
LANGUAGES = ['en', *OTHERS]


@pytest.fixture(scope='module')
def voice_commands(tmp_path_factory):
    "Templates of commands for a smart home, their marks taken out."
    folder = tmp_path_factory.mktemp('intents')
    subprocess.run(
        [
            sys.executable,
            '-m',
            'pip',
            'download',
            '-qq',
            '--no-deps',
            '-d',
            folder,
            'home-assistant-intents==2026.10.27',
        ],
        check=True,
    )
    wheel = zipfile.ZipFile(next(folder.glob('*.whl')))

    def texts(language):
        intents = json.loads(wheel.read(f'home_assistant_intents/data/{language}.json'))['intents'].values()
        return [
            re.sub(r'<\w+>|\{[\w:]+\}|[][(){}<>|;]', ' ', s)
            for value in intents
            for block in value['data']
            for s in block['sentences']
        ]

    return texts


@pytest.fixture(scope='module')
def emoji_names():
    pack = tarfile.open(
        fileobj=io.BytesIO(urlopen('https://registry.npmjs.org/emojibase-data/-/emojibase-data-17.0.0.tgz').read())
    )

    def texts(language):
        return [
            ', '.join([e['label'], *e.get('tags', [])])
            for e in json.load(pack.extractfile(f'package/{language}/data.json'))
            if 'group' in e
        ]

    return texts


@pytest.fixture(scope='module')
def package_descriptions(tmp_path_factory):
    "Of Debian packages, from apt's lists."
    lists = tmp_path_factory.mktemp('lists')
    (lists / 'partial').mkdir()
    options = [
        f'Dir::State::lists={lists}',
        f"Acquire::Languages={','.join(LANGUAGES)}",
        'Acquire::GzipIndexes=false',
        'APT::Sandbox::User=root',
    ]
    subprocess.run(['apt-get', 'update', '-qq', *(part for o in options for part in ('-o', o))], check=True)

    def texts(language):
        return re.findall(
            rf'^Description-{language}: (.*)',
            next(lists.glob(f'*_main_i18n_Translation-{language}')).read_text(encoding='utf-8'),
            re.M,
        )

    return texts


@pytest.mark.parametrize('language', LANGUAGES)
@pytest.mark.parametrize('kind', ['voice_commands', 'emoji_names', 'package_descriptions'])
def test_who_is_warned(kind, language, request):
    texts = request.getfixturevalue(kind)(language)
    assert len(texts) > 20
    warning = language_warning(Encoder(DEFAULT_BASE), texts)
    assert bool(warning) == (language != 'en'), warning
    if warning:
        assert '%esm_rank df --pool hub:davidschulte --yes' in warning
