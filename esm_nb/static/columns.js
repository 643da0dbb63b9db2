// Which column, or which several: a button in the sentence, and a list with the kind and an example of each.
const make = (parent, tag, text = '') => {
  const e = document.createElement(tag);
  e.textContent = text;
  parent.append(e);
  return e;
};
function render({ model, el }) {
  el.classList.add('esm-columns');
  const what = model.get('what');
  const button = make(el, 'button'), list = make(el, 'fieldset');
  const group = `esm-${Math.random()}`;
  let several = model.get('value').length > 1, boxes = [];
  list.hidden = true;
  make(list, 'legend', what);
  const rows = make(list, 'div'), more = make(list, 'label'), tick = make(more, 'input');
  more.append('several columns');
  tick.type = 'checkbox';
  const choose = names => { model.set('value', names); model.save_changes(); };
  const show = open => {
    list.hidden = !open;
    button.setAttribute('aria-expanded', open);
    if (open) (boxes.find(box => box.checked) ?? boxes[0] ?? tick).focus();
  };
  const mark = () => {
    const chosen = model.get('value'), looks = model.get('looks');
    const names = chosen.map(name => looks[name]?.[0] ?? name).join(' + ') || 'choose';
    several ||= chosen.length > 1;
    tick.checked = several;
    button.textContent = names;
    button.setAttribute('aria-label', `${what}: ${names}`);
    for (const box of boxes) {
      box.type = several ? 'checkbox' : 'radio';
      box.checked = chosen.includes(box.esmColumn);
    }
  };
  const draw = () => {
    const looks = model.get('looks');
    rows.replaceChildren();
    boxes = model.get('options').map(name => {
      const row = make(rows, 'label'), box = make(row, 'input');
      [name, '', ''].map((plain, i) => make(row, i ? 'span' : 'b', looks[name]?.[i] ?? plain));
      box.name = group;
      box.esmColumn = name;
      box.onchange = () => choose(several ? boxes.filter(b => b.checked).map(b => b.esmColumn) : [name]);
      return box;
    });
    mark();
  };
  tick.onchange = () => {
    several = tick.checked;
    if (!several) choose(model.get('value').slice(0, 1));
    mark();
  };
  button.onclick = () => show(list.hidden);
  rows.onclick = event => { // by pointing, one choice is enough; the arrows go on
    if (event.pointerType && !several && event.target.closest('label')) setTimeout(() => { show(false); button.focus(); });
  };
  list.onkeydown = event => {
    if (!['Escape', 'Enter'].includes(event.key)) return;
    event.preventDefault();
    show(false);
    button.focus();
  };
  show(false);
  model.on('change:options change:looks', draw);
  model.on('change:value', mark);
  draw();
}
export default { render };
