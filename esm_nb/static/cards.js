const add = (parent, tag, text) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; parent.append(e); return e; };
async function copy(pre) {
  if (navigator.clipboard) return navigator.clipboard.writeText(pre.textContent);
  getSelection().selectAllChildren(pre); document.execCommand('copy'); getSelection().removeAllRanges();
}
function render({ model, el }) {
  el.classList.add('esm-cards');
  const draw = () => {
    el.replaceChildren();
    for (const card of model.get('cards')) {
      const article = add(el, 'article');
      add(article, 'h3', card.name);
      if (card.description) add(article, 'p', card.description);
      const list = add(article, 'dl');
      for (const [name, value] of card.facts) {
        add(list, 'dt', name);
        if (!/^https?:/.test(value)) { add(list, 'dd', value); continue; }
        const link = add(add(list, 'dd'), 'a', value);
        link.href = value; link.target = '_blank'; link.rel = 'noopener noreferrer';
      }
      const button = add(article, 'button', 'Copy'), pre = add(article, 'pre', card.code);
      button.setAttribute('aria-label', `Copy the code for ${card.name}`);
      pre.tabIndex = 0; pre.setAttribute('role', 'region'); pre.setAttribute('aria-label', `Code for ${card.name}`);
      button.onclick = async () => { try { await copy(pre); button.textContent = 'Copied'; } catch { button.textContent = 'Select the code and copy it'; } setTimeout(() => button.textContent = 'Copy', 2000); };
    }
  };
  model.on('change:cards', draw);
  draw();
}
export default { render };
