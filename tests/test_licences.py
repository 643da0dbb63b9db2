"""Whose the texts are that maps are fitted on: each dataset's licence lies beside them."""

import re
import tomllib
from pathlib import Path
import pytest
from esm_nb.bundled import general_texts
from esm_nb.files import PACKAGE

ROOT, LICENCES = Path(__file__).parent.parent, PACKAGE / 'static/licenses'
RECIPES = tomllib.loads((ROOT / 'recipes/sources.toml').read_text())
TABLE = (PACKAGE / 'static/general.md').read_text()
TRAVEL = {slug: recipe for slug, recipe in RECIPES.items() if f'| {recipe["source"]} |' in TABLE}

MIT = 'Permission is hereby granted, free of charge, to any person obtaining a copy of this software'
WORDS = {  # that no other licence has
    'Apache-2.0.txt': 'Apache License Version 2.0, January 2004',
    'Artistic.txt': 'The "Artistic License" Preamble',
    'CC-BY-4.0.txt': 'Creative Commons Attribution 4.0 International Public License',
    'CC0-1.0.txt': 'CC0 1.0 Universal',
    'GFDL-1.1.txt': 'GNU Free Documentation License Version 1.1, March 2000',
    'GPL-2.txt': 'GNU GENERAL PUBLIC LICENSE Version 2, June 1991',
    'GPL-3.txt': 'GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007',
    'LGPL-2.1.txt': 'GNU LESSER GENERAL PUBLIC LICENSE Version 2.1, February 1999',
    'LGPL-3.txt': 'GNU LESSER GENERAL PUBLIC LICENSE Version 3, 29 June 2007',
    'MPL-2.0.txt': 'Mozilla Public License Version 2.0',
    'PDDL-1.0.txt': 'The Open Data Commons - Public Domain Dedication & Licence is a document',
    'Unicode-3.0.txt': 'UNICODE LICENSE V3',
    'WordNet-3.0.txt': 'WordNet 3.0 Copyright 2006 by Princeton University',
    'debian.txt': 'free by the Debian Free Software Guidelines',
    'emojibase.txt': MIT,
    'foldoc.txt': 'GNU Free Documentation License, Version 1.1 or any later version',
    'gcide.txt': 'either version 2, or (at your option) any later version',
    'manpages-de.txt': 'either version 3 of the License, or (at your option) any later version',
    'naics.txt': 'Works of the United States government have no copyright',
    'tate.txt': MIT,
}
NEEDED = {  # the files that a licence calls for, one of these sets
    'PDDL-1.0': [{'PDDL-1.0.txt'}],
    'MIT': [{'tate.txt', 'CC0-1.0.txt'}, {'emojibase.txt', 'Unicode-3.0.txt'}],
    'LicenseRef-WordNet-3.0 (free)': [{'WordNet-3.0.txt'}],
    'Apache-2.0': [{'Apache-2.0.txt', 'CC-BY-4.0.txt'}],
    'GPL-2.0-or-later': [{'gcide.txt', 'GPL-2.txt'}],
    'GPL-3.0-or-later': [{'manpages-de.txt', 'GPL-3.txt'}],
    'GFDL-1.1-or-later': [{'foldoc.txt', 'GFDL-1.1.txt'}],
    'Free software licences (DFSG), one per package': [{'debian.txt'}],
    'Public domain (US government); MIT (the package)': [{'naics.txt'}],
}


def test_a_hundred_texts_of_each_dataset_that_is_listed():
    assert len(general_texts()) == 100 * len(TRAVEL) == 100 * (len(TABLE.splitlines()) - 7)


@pytest.mark.parametrize('slug', TRAVEL)
def test_a_licence_stands_beside_the_texts(slug):
    recipe, files = TRAVEL[slug], TRAVEL[slug]['license_files']
    assert any(some <= set(files) for some in NEEDED[recipe['license']])
    line = next(line for line in TABLE.splitlines() if line.startswith(f'| {recipe["source"]} |'))
    for part in (recipe['license'], ', '.join(f'licenses/{file}' for file in files), recipe['citation']):
        assert part in line


def test_every_licence_is_the_one_that_its_name_says():
    texts = {p.name: ' '.join(p.read_text().split()) for p in LICENCES.iterdir()}
    assert [file for file, words in WORDS.items() if words not in texts.get(file, '')] == []
    named = {file for recipe in TRAVEL.values() for file in recipe['license_files']}
    assert set(texts) == set(WORDS) == named | set(re.findall(r'[\w.-]+\.txt', ' '.join(texts.values())))
