// A palette command and a notebook toolbar button that run the panel of esm_nb in the current notebook.
import { ILabShell } from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget } from '@jupyterlab/apputils';
import { INotebookTracker, NotebookActions } from '@jupyterlab/notebook';

const COMMAND = 'esm-nb:panel';
const CODE = '%load_ext esm_nb\npanel = %esm_panel\npanel';

// The active cell if it is an empty code cell, a new one below it otherwise.
function cellFor(notebook) {
  const active = notebook.activeCell;
  if (!active || active.model.type !== 'code' || active.model.sharedModel.getSource().trim()) NotebookActions.insertBelow(notebook);
  return notebook.activeCell;
}

// A second view of the cell's output, beside the notebook. As long as it is there, the cell shows the ranking without the panel.
function showBeside(labShell, notebookPanel, cell) {
  const view = new MainAreaWidget({ content: cell.cloneOutputArea() });
  view.id = `esm-nb-${cell.model.id}`;
  view.title.label = 'Rank sources';
  view.title.closable = true;
  cell.outputArea.addClass('esm-nb-beside');
  view.disposed.connect(() => { if (!cell.isDisposed) cell.outputArea.removeClass('esm-nb-beside'); });
  cell.disposed.connect(() => view.dispose());
  labShell.add(view, 'main', { mode: 'split-right', ref: notebookPanel.id });
}

async function openPanel(tracker, labShell) {
  const notebookPanel = tracker.currentWidget;
  if (!notebookPanel) return;
  const cell = cellFor(notebookPanel.content);
  cell.model.sharedModel.setSource(CODE);
  const ran = await NotebookActions.runAndAdvance(notebookPanel.content, notebookPanel.sessionContext);
  if (ran && labShell && !cell.isDisposed) showBeside(labShell, notebookPanel, cell);
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
      execute: () => openPanel(tracker, labShell)
    });
    tracker.currentChanged.connect(() => app.commands.notifyCommandChanged(COMMAND));
    palette?.addItem({ command: COMMAND, category: 'esm_nb' });
  }
};
