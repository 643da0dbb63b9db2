// A palette command and a notebook toolbar button that open the panel of esm_nb, one a notebook, and new cells for what
// is picked in it.
import { ILabShell } from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget } from '@jupyterlab/apputils';
import { INotebookTracker, NotebookActions } from '@jupyterlab/notebook';

const COMMAND = 'esm-nb:panel';
const CODE = '%load_ext esm_nb\npanel = %esm_panel\npanel';
const LIVE = '.esm-panel:not(.jupyter-widgets-disconnected)';
const views = new Map(); // cell → the view of its panel beside the notebook

const source = cell => cell.model.sharedModel.getSource().trim();

// The cell that has the panel of a notebook, or had it before the kernel was restarted.
function cellOfPanel(notebook) {
  const cells = notebook.widgets.filter(cell => cell.model.type === 'code');
  return cells.find(cell => cell.node.querySelector(LIVE))
    ?? cells.find(cell => source(cell) === CODE || cell.node.querySelector('.esm-panel'));
}

// The active cell if it is an empty code cell, a new one below it otherwise.
function newCell(notebook) {
  const active = notebook.activeCell;
  if (!active || active.model.type !== 'code' || source(active)) NotebookActions.insertBelow(notebook);
  notebook.activeCell.model.sharedModel.setSource(CODE);
  return notebook.activeCell;
}

// A second view of the cell's output, beside the notebook. As long as it is there, the cell only says so.
function showBeside(labShell, notebookPanel, cell) {
  const view = new MainAreaWidget({ content: cell.cloneOutputArea() });
  view.id = `esm-nb-${cell.model.id}`;
  view.title.label = 'Rank sources';
  view.title.closable = true;
  views.set(cell, view);
  cell.outputArea.addClass('esm-nb-beside');
  view.disposed.connect(() => { views.delete(cell); if (!cell.isDisposed) cell.outputArea.removeClass('esm-nb-beside'); });
  cell.disposed.connect(() => view.dispose());
  labShell.add(view, 'main', { mode: 'split-right', ref: notebookPanel.id });
}

async function focusPanel(app, notebook, cell) {
  const view = views.get(cell);
  if (view) app.shell.activateById(view.id);
  else await notebook.scrollToCell(cell);
  (view ?? cell).node.querySelector(`${LIVE} select, ${LIVE} input`)?.focus();
}

async function openPanel(app, tracker, labShell) {
  const notebookPanel = tracker.currentWidget;
  if (!notebookPanel) return;
  const { content: notebook, sessionContext } = notebookPanel, old = cellOfPanel(notebook);
  if (old?.node.querySelector(LIVE)) return focusPanel(app, notebook, old);
  if (old) notebook.activeCellIndex = notebook.widgets.indexOf(old);
  const cell = old ?? newCell(notebook), run = old ? NotebookActions.run : NotebookActions.runAndAdvance;
  const ran = await run(notebook, sessionContext);
  if (ran && labShell && !cell.isDisposed && !views.has(cell)) showBeside(labShell, notebookPanel, cell);
}

// A panel asks for a new cell with this code, below its own.
function insertCode(tracker, event) {
  const asks = cell => [cell, views.get(cell)].some(widget => widget?.node.contains(event.target));
  const notebook = tracker.find(({ content }) => content.widgets.some(asks))?.content;
  if (!notebook) return;
  notebook.activeCellIndex = notebook.widgets.findIndex(asks);
  NotebookActions.insertBelow(notebook);
  notebook.activeCell.model.sharedModel.setSource(String(event.detail));
  event.preventDefault();
}

// A panel whose kernel was shut down looks as one whose kernel was restarted; ipywidgets sees to that one itself.
function watchKernel(notebookPanel) {
  notebookPanel.sessionContext.kernelChanged.connect((_, { newValue }) => {
    if (newValue) return;
    const shown = notebookPanel.content.widgets.flatMap(cell => [cell, views.get(cell)]).filter(Boolean);
    const panels = shown.flatMap(widget => [...widget.node.querySelectorAll('.esm-panel')]);
    for (const panel of panels) panel.classList.add('jupyter-widgets-disconnected');
  });
}

export default {
  id: 'esm-nb:plugin',
  description: 'Opens the panel of esm_nb from the palette and from the toolbar of a notebook.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ICommandPalette, ILabShell],
  activate: (app, tracker, palette, labShell) => {
    app.commands.addCommand(COMMAND, {
      label: 'Rank sources for a dataframe',
      caption: 'Open the panel of esm_nb: which source to fine-tune on first',
      isEnabled: () => tracker.currentWidget !== null,
      execute: () => openPanel(app, tracker, labShell)
    });
    tracker.currentChanged.connect(() => app.commands.notifyCommandChanged(COMMAND));
    palette?.addItem({ command: COMMAND, category: 'esm_nb' });
    tracker.forEach(watchKernel);
    tracker.widgetAdded.connect((_, notebookPanel) => watchKernel(notebookPanel));
    document.addEventListener('esm-nb:insert', event => insertCode(tracker, event));
  }
};
