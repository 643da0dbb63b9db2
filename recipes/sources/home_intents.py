# $language voice commands for a smart home, labelled with the intent (templates of home-assistant-intents, written out).
import json, random, re, subprocess, sys, tempfile, zipfile
import pandas as pd

tmp, name = tempfile.mkdtemp(), 'home_assistant_intents-2026.10.27'
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '-d', tmp, 'home-assistant-intents==2026.10.27'], check=True)
wheel = zipfile.ZipFile(f'{tmp}/{name}-py3-none-any.whl')
data = json.loads(wheel.read('home_assistant_intents/data/$code.json'))
pick = random.Random(0).choice

def slot(match):  # one of the slot's listed words, a number in its range, or its name
    values = data['lists'].get(match[1], {})
    if 'range' in values: return str(pick(range(values['range']['from'], values['range']['to'] + 1)))
    word = pick(values.get('values', [match[1].replace('_', ' ')]))
    return word['in'] if isinstance(word, dict) else word

def sentence(text):  # takes one of the ways through (a|b), [optional], <rule> and {slot}
    while re.search(r'[(<[{]', text):
        text = re.sub(r'<([^<>]+)>', lambda m: f"({data['expansion_rules'].get(m[1], m[1])})", text)
        text = re.sub(r'\{(\w+)(:\w+)?\}', slot, text)
        text = re.sub(r'\[([^][(){}<>]*)\]', lambda m: pick(['', pick(m[1].split('|'))]), text)
        text = re.sub(r'\(([^][(){}<>]*)\)', lambda m: pick(m[1].split('|')), text)
    return ' '.join(text.replace(';', ' ').split())

rows = [(sentence(template), intent) for intent, value in data['intents'].items() for block in value['data']
        for template in block['sentences'] for _ in range(5)]
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text')
df = df[df.groupby('label')['label'].transform('size') >= 10].reset_index(drop=True)
