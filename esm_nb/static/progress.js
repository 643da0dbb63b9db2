function render({ model, el }) {
  const steps = document.createElement('ol'), said = document.createElement('div');
  steps.className = 'esm-steps';
  steps.setAttribute('aria-label', 'stages');
  said.className = 'esm-said';
  said.setAttribute('role', 'status');
  el.append(steps, said);
  const draw = () => {
    const names = Object.entries(model.get('stages')), at = names.findIndex(([key]) => key === model.get('stage'));
    steps.hidden = !model.get('stage');
    steps.replaceChildren(...names.map(([key, name], i) => {
      const step = document.createElement('li'), bar = document.createElement('span');
      step.textContent = i === at ? `${name} ${model.get('percent')} %` : name;
      step.className = i < at ? 'esm-done' : i === at ? 'esm-now' : 'esm-next';
      if (i === at) step.setAttribute('aria-current', 'step');
      bar.style.width = i < at ? '100%' : i === at ? `${model.get('percent')}%` : '0';
      step.append(bar);
      return step;
    }));
    if (said.textContent !== model.get('sentence')) said.textContent = model.get('sentence');
    said.classList.toggle('esm-wrong', model.get('wrong'));
  };
  model.on('change', draw);
  draw();
  // Plain keys typed in a panel are not commands of the notebook; JupyterLab looks for this mark on what has the focus.
  const keys = event => {
    const plain = !event.ctrlKey && !event.metaKey;
    if (event.target.closest?.('.esm-panel')) event.target.toggleAttribute('data-lm-suppress-shortcuts', plain);
  };
  // The kernel may be busy: that Rank was pressed is said before it answers.
  const clicks = event => {
    const rank = event.target.closest?.('.esm-rank');
    if (!rank || !rank.closest('.esm-panel').contains(el) || model.get('stage')) return;
    said.textContent = 'Asking the kernel …';
    said.classList.remove('esm-wrong');
  };
  addEventListener('keydown', keys, true);
  addEventListener('click', clicks, true);
  return () => {
    removeEventListener('keydown', keys, true);
    removeEventListener('click', clicks, true);
  };
}
export default { render };
