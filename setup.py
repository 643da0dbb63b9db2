from configparser import ConfigParser
from pathlib import Path
import shlex
import setuptools

config = ConfigParser(delimiters=['='])
config.read('settings.ini', encoding='utf-8')
cfg = config['DEFAULT']
lab = Path('labextension')  # built by `make labextension`; the built files are part of the sources
home = 'share/jupyter/labextensions/esm-nb'
shared = {home: [lab / 'install.json']}
for path in sorted(p for p in (lab / 'built').rglob('*') if p.is_file()):
    folder = path.parent.relative_to(lab / 'built').as_posix()
    shared.setdefault(home if folder == '.' else f'{home}/{folder}', []).append(path)
dev = [l for l in Path('requirements-dev.txt').read_text(encoding='utf-8').splitlines() if l and not l.startswith('#')]


def extra(name):
    return shlex.split(cfg[f'{name}_requirements'])


setuptools.setup(
    name=cfg['lib_name'],
    version=cfg['version'],
    description=cfg['description'],
    keywords=cfg['keywords'],
    author=cfg['author'],
    license='Apache-2.0',
    url=cfg['git_url'],
    long_description=Path('README.md').read_text(encoding='utf-8'),
    long_description_content_type='text/markdown',
    project_urls={'Documentation': cfg['doc_host'] + cfg['doc_baseurl'], 'Issues': cfg['git_url'] + '/issues'},
    packages=setuptools.find_packages(include=['esm_nb', 'esm_nb.*']),
    include_package_data=True,
    package_data={'esm_nb': ['*.pyi', 'pools/*/*', 'sample/*', 'static/*', 'static/licenses/*', 'py.typed']},
    data_files=[(folder, [p.as_posix() for p in paths]) for folder, paths in shared.items()],
    install_requires=shlex.split(cfg['requirements']),
    python_requires='>=' + cfg['min_python'],
    extras_require={'offline': extra('offline'), 'dask': extra('dask'), 'dev': dev},
    classifiers=[
        'Development Status :: 3 - Alpha',
        'Framework :: Jupyter',
        'Programming Language :: Python :: 3',
        'Intended Audience :: Science/Research',
        'Topic :: Scientific/Engineering :: Artificial Intelligence',
    ],
    entry_points={'nbdev': [f"{cfg['lib_path']}={cfg['lib_path']}._modidx:d"]},
    zip_safe=False,
)
