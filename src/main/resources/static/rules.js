import { keepDraft } from './drafts.js';

// The order of the rules, by dragging a row. The buttons of each row do the same; without script they are all there is.
const root = document.documentElement;
root.classList.add('drags');

let dragged = null;
let target = null;

const rowOf = (event) => event.target.closest?.('[data-order] tr[data-id]');

function mark(row, after) {
  target?.row.classList.remove('drop-before', 'drop-after');
  target = row && row !== dragged ? { row, after } : null;
  target?.row.classList.add(after ? 'drop-after' : 'drop-before');
}

// The page that comes back says in its live region where the rule stands now; a button that had focus keeps it by its id.
function move(address) {
  const form = document.getElementById('row-action');
  htmx.ajax('POST', address, {
    source: form,
    values: Object.fromEntries(new FormData(form)),
    target: '#rules',
    select: '#rules',
    selectOOB: '#moved:innerHTML',
    swap: 'outerHTML',
  });
}

document.addEventListener('dragstart', (event) => {
  const grip = event.target.closest?.('.grip');
  if (!grip) return;
  dragged = rowOf(event);
  dragged.classList.add('dragged');
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', dragged.dataset.id);
  event.dataTransfer.setDragImage(dragged, 0, 0);
});

document.addEventListener('dragover', (event) => {
  if (!dragged) return;
  const row = rowOf(event);
  if (!row) return;
  event.preventDefault();
  const box = row.getBoundingClientRect();
  mark(row, event.clientY > box.top + box.height / 2);
});

document.addEventListener('drop', (event) => {
  if (!dragged || !target) return;
  event.preventDefault();
  const from = Number(dragged.dataset.place);
  // Its place once it is taken out of where it stands.
  const beside = Number(target.row.dataset.place) + (target.after ? 1 : 0);
  const place = beside > from ? beside - 1 : beside;
  if (place !== from) move(`/rules/${dragged.dataset.id}/move?place=${place}`);
});

document.addEventListener('dragend', () => {
  dragged?.classList.remove('dragged');
  mark(null);
  dragged = null;
});

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('button[data-move]');
  if (!button || !window.htmx) return;
  event.preventDefault();
  move(button.getAttribute('formaction'));
});

// Drafts of a rule. The lines of the form are the server's to make, so what was typed is sent there and comes back as it was.
const form = document.querySelector('form[data-lines]');
if (form) {
  const state = () => JSON.stringify([...new FormData(form)].filter(([name]) => !name.startsWith('_')));
  const keep = keepDraft(form, form.dataset.lines, state, (draft) => {
    const values = new FormData();
    for (const [name, value] of draft) values.append(name, value);
    values.append('_csrf', new FormData(form).get('_csrf'));
    addEventListener('load', () => {
      htmx.ajax('POST', form.action, { source: document.body, values, target: '#rule-page', select: '#rule-page', swap: 'outerHTML' });
      form.querySelector('[data-draft-told]').hidden = false;
    });
  });
  form.addEventListener('htmx:afterSettle', keep);

  // A line that comes new has the focus. A browser sets it by itself only in a page that is loaded, and complains elsewhere.
  form.addEventListener('htmx:beforeSwap', (event) => {
    event.detail.serverResponse = event.detail.serverResponse.replaceAll('autofocus="autofocus"', 'data-focus="now"');
  });
  form.addEventListener('htmx:afterSettle', () => {
    const next = form.querySelector('[data-focus]');
    next?.removeAttribute('data-focus');
    next?.focus();
  });
}
