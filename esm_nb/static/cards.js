const add = (parent, tag, text) => {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  parent.append(e);
  return e;
};
// The cell with this number and first line, in the notebook of a panel, which may have a view beside it.
function cellOf(button, [number, line]) {
  const key = [...button.closest('.esm-panel')?.classList ?? []].find(name => name.startsWith('esm-panel-'));
  const notebook = key && document.querySelector(`.jp-Notebook .${key}`)?.closest('.jp-Notebook');
  return [...notebook?.querySelectorAll('.jp-CodeCell') ?? []].find(cell => number
    && cell.querySelector('.jp-InputPrompt')?.textContent.trim() === `[${number}]:`
    && (cell.querySelector('.cm-line')?.textContent ?? line) === line);
}
// Put code into a new cell below that one, or else below the panel's: the extension of JupyterLab and Notebook 7 does
// it, where it is there.
function inserted(place, code) {
  return !place.dispatchEvent(new CustomEvent('esm-nb:insert', { bubbles: true, cancelable: true, detail: code }));
}
async function copy(pre) {
  if (navigator.clipboard) return navigator.clipboard.writeText(pre.textContent);
  pre.parentElement.open = true;
  getSelection().selectAllChildren(pre);
  document.execCommand('copy');
  getSelection().removeAllRanges();
}
async function hand(button, pre, code, made) {
  const cell = cellOf(button, made);
  if (inserted(cell ?? button, code)) return `Inserted below the ${cell ? 'dataframe' : 'panel'}’s cell.`;
  pre.textContent = code;
  try { await copy(pre); } catch {
    pre.parentElement.open = true;
    return 'Select the code and copy it.';
  }
  return 'Copied: paste it into a cell.';
}
function drawFacts(article, facts) {
  const list = add(article, 'dl');
  for (const [name, value] of facts) {
    add(list, 'dt', name);
    if (!/^https?:/.test(value)) { add(list, 'dd', value); continue; }
    const link = add(add(list, 'dd'), 'a', value);
    link.href = value;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
}
function drawCode(article, card, made) {
  const line = add(article, 'div'), said = add(line, 'span'), folded = add(article, 'details');
  line.className = 'esm-line';
  said.setAttribute('role', 'status');
  add(folded, 'summary', 'Code');
  const pre = add(folded, 'pre', card.codes.at(-1)[1]);
  pre.tabIndex = 0;
  pre.setAttribute('role', 'region');
  pre.setAttribute('aria-label', `Code for ${card.name}`);
  for (const [what, code] of card.codes) {
    const button = document.createElement('button');
    said.before(button);
    button.textContent = what;
    button.setAttribute('aria-label', `${what}: ${card.name}`);
    button.onclick = async () => { said.textContent = await hand(button, pre, code, made()); };
  }
}
function render({ model, el }) {
  el.classList.add('esm-cards');
  const draw = () => {
    el.replaceChildren();
    for (const card of model.get('cards')) {
      const article = add(el, 'article');
      add(article, 'h3', card.name);
      if (card.description) add(article, 'p', card.description);
      drawFacts(article, card.facts);
      drawCode(article, card, () => model.get('made'));
    }
  };
  model.on('change:cards', draw);
  draw();
}
export default { render };
