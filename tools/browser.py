"""Tests open pages in a real browser: Debian's Chromium. As root it is installed; otherwise one line says how."""

import os
import shutil
import subprocess
import sys

if not shutil.which('chromium'):
    if os.geteuid() or not shutil.which('apt-get'):
        sys.exit('the tests need Chromium: as root, apt-get update && apt-get install chromium')
    print('installing chromium …', flush=True)
    for command in (['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', 'chromium']):
        subprocess.run(
            ['apt-get', *command],
            check=True,
            stdout=subprocess.DEVNULL,
            env=os.environ | {'DEBIAN_FRONTEND': 'noninteractive'},
        )
