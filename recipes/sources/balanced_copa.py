# A premise with the question for its cause or result, and one alternative; label tells whether it is the more plausible alternative.
from urllib.request import urlopen
from xml.etree import ElementTree
import pandas as pd

url = 'https://raw.githubusercontent.com/Balanced-COPA/Balanced-COPA.github.io/6e031959f0df0620059cb03d708bfbefd38ee0ba/downloads/balanced_copa/balacopa-dev-all.xml'
questions = {'cause': 'What was the cause?', 'effect': 'What happened as a result?'}
rows = []
for item in ElementTree.fromstring(urlopen(url).read()).iter('item'):
    premise = item.findtext('p') + ' ' + questions[item.get('asks-for')]
    for i in '12':
        best = item.get('most-plausible-alternative') == i
        rows.append((premise, item.findtext('a' + i), 'plausible' if best else 'less_plausible'))
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
