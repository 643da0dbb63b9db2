from configparser import ConfigParser
from pathlib import Path
import shlex
import setuptools

config = ConfigParser(delimiters=['='])
config.read('settings.ini', encoding='utf-8')
cfg = config['DEFAULT']
extra = lambda name: shlex.split(cfg[f'{name}_requirements'])
lab = Path('labextension')  # built by `make labextension`; the built files are part of the sources
shared = {'share/jupyter/labextensions/esm-nb': [lab / 'install.json']}
for path in sorted(p for p in (lab / 'built').rglob('*') if p.is_file()):
    shared.setdefault('share/jupyter/labextensions/esm-nb' + str(path.parent)[len(str(lab / 'built')):].replace('\\', '/'), []).append(path)
dev = [l for l in Path('requirements-dev.txt').read_text(encoding='utf-8').splitlines() if l and not l.startswith('#')]

setuptools.setup(
    name=cfg['lib_name'], version=cfg['version'], description=cfg['description'], keywords=cfg['keywords'],
    author=cfg['author'], license='Apache-2.0', url=cfg['git_url'],
    long_description=Path('README.md').read_text(encoding='utf-8'), long_description_content_type='text/markdown',
    project_urls={'Documentation': cfg['doc_host'] + cfg['doc_baseurl']},
    packages=setuptools.find_packages(include=['esm_nb', 'esm_nb.*']), include_package_data=True,
    package_data={'esm_nb': ['pools/*/*', 'sample/*']},
    data_files=[(folder, [p.as_posix() for p in paths]) for folder, paths in shared.items()],
    install_requires=shlex.split(cfg['requirements']), python_requires='>=' + cfg['min_python'],
    extras_require={'offline': extra('offline'), 'lab': extra('lab'), 'dev': dev},
    classifiers=['Development Status :: 3 - Alpha', 'Framework :: Jupyter', 'Programming Language :: Python :: 3',
                 'Intended Audience :: Science/Research', 'Topic :: Scientific/Engineering :: Artificial Intelligence'],
    entry_points={'nbdev': [f"{cfg['lib_path']}={cfg['lib_path']}._modidx:d"]},
    zip_safe=False)
