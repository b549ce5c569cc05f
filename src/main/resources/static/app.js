// Behaviour shared by all pages. No dependency. Everything hangs on data attributes; without script the pages work all the same.
import { $$, on } from './dom.js';
import { keepDraft } from './drafts.js';
import './live.js';
import { backToOpener } from './menu.js';

// What only a script can do shows, what it makes needless goes
function dress(root) {
  $$('[data-script]', root).forEach((part) => (part.hidden = false));
  $$('[data-scriptless]', root).forEach((part) => (part.hidden = true));
}
dress(document);

// Theme: as the browser has it, until chosen. The form tells the desk.
on('click', '[data-theme-form] button', (_, button) => {
  const look = document.documentElement.dataset;
  const dark = look.theme === 'dark' || (look.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  look.theme = dark ? 'light' : 'dark';
  localStorage.setItem('theme', look.theme);
  button.form.elements.theme.value = look.theme;
});

// Navigation on narrow screens
on('click', '[data-nav-toggle]', (_, button) => {
  const open = document.getElementById(button.getAttribute('aria-controls')).classList.toggle('open');
  button.setAttribute('aria-expanded', open);
});

// A time zone that nobody chose yet: the browser's
for (const list of $$('select[data-guess-zone]')) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...list.options].some((option) => option.value === here)) list.value = here;
}

// Tabs out of links to the parts of a page; the address keeps the one that is open
function select(tab, focus) {
  for (const other of $$('[role="tab"]', tab.parentElement)) {
    const mine = other === tab;
    other.setAttribute('aria-selected', mine);
    other.tabIndex = mine ? 0 : -1;
    document.getElementById(other.getAttribute('aria-controls')).hidden = !mine;
  }
  if (focus) tab.focus();
  tab.parentElement.scrollLeft = Math.max(0, tab.offsetLeft - 40);
}
for (const list of $$('[data-tabs]')) {
  const tabs = $$('a', list);
  list.setAttribute('role', 'tablist');
  for (const tab of tabs) {
    const panel = document.getElementById(tab.hash.slice(1));
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', panel.id);
    panel.setAttribute('role', 'tabpanel');
    $$('[data-panel-title]', panel).forEach((title) => (title.hidden = true)); // the tab says it
  }
  const toMend = tabs.find((tab) => tab.querySelector('.tally.fail'));
  select(toMend ?? tabs.find((tab) => tab.hash === location.hash) ?? tabs[0]);
  list.addEventListener('keydown', (event) => {
    const at = tabs.indexOf(document.activeElement);
    const go = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
    if (go === undefined) return;
    event.preventDefault();
    select(tabs[go % tabs.length], true);
  });
}
on('click', '[role="tab"]', (event, tab) => {
  event.preventDefault();
  select(tab);
  history.replaceState(history.state, '', tab.hash);
});
document.documentElement.classList.add('ready');

// Of a row of links that is wider than the window, the part with the page that is open
for (const link of $$('.tabs > [aria-current]')) link.parentElement.scrollLeft = Math.max(0, link.offsetLeft - 40);

// The first field that there is something to mend in, unless the page says where to begin: the browser complains of two
if (!document.querySelector('[autofocus]')) document.querySelector('[aria-invalid="true"]')?.focus();

// Parts that show only while a list [data-when="name=value,value"] has one of these values
function showParts() {
  for (const part of $$('[data-when]')) {
    const [name, values] = part.dataset.when.split('=');
    const control = document.querySelector(`[name="${name}"]:checked`) ?? document.querySelector(`select[name="${name}"]`);
    part.hidden = !values.split(',').includes(control?.value);
  }
}
document.addEventListener('change', showParts);

// Rows of a form [data-rows]: the last is empty; as soon as something stands in it another comes
function addRow(rows) {
  const last = rows.lastElementChild;
  const next = last.cloneNode(true);
  const place = rows.children.length;
  for (const field of $$('input', next)) {
    field.value = '';
    field.readOnly = false;
    field.removeAttribute('placeholder');
    const id = field.id.replace(/\d+$/, place);
    next.querySelector(`label[for="${field.id}"]`)?.setAttribute('for', id);
    field.id = id;
  }
  rows.append(next);
}
on('input', '[data-rows] input', (_, field) => {
  const row = field.closest('[data-row]');
  if (field.value && row === row.parentElement.lastElementChild) addRow(row.parentElement);
});

// Puts a text in where the cursor stands in a field
on('click', '[data-insert]', (_, button) => {
  const field = document.getElementById(button.dataset.insert);
  field.setRangeText(button.dataset.text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
});

// A page that asks [data-dialog-content] is asked in a dialog; what cannot be shown so is gone to
on('click', 'a[data-dialog]', async (event, link) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const content = page.querySelector('[data-dialog-content]');
    if (!answer.ok || !content) throw new Error(answer.status);
    const dialog = document.getElementById('dialog');
    dialog.replaceChildren(...content.children);
    dialog.showModal();
  } catch {
    location.href = link.href;
  }
});
on('click', 'dialog [data-close]', (event, button) => {
  event.preventDefault();
  button.closest('dialog').close();
});
document.getElementById('dialog')?.addEventListener('close', backToOpener);

// Copies the text of another element. Browsers keep the clipboard from pages that came over plain HTTP from another machine.
if (!navigator.clipboard) $$('[data-copy]').forEach((button) => button.remove());
on('click', '[data-copy]', async (_, button) => {
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  const word = button.querySelector('[data-done]');
  word.textContent = word.dataset.done;
});

// What is shown once goes with its page: browsers keep pages as they were left, to go back to
addEventListener('pagehide', () => $$('[data-once]').forEach((part) => part.remove()));

// Toasts: on the page that comes next, or with an answer's HX-Trigger: {"toast":{"kind":"ok","text":"..."}}. What went well goes by itself.
function fade(node) {
  if (!node.matches('.ok')) return;
  const timer = setTimeout(() => node.remove(), 6000);
  node.addEventListener('mouseenter', () => clearTimeout(timer));
  node.addEventListener('focusin', () => clearTimeout(timer));
}
$$('#toasts .toast').forEach(fade);
document.addEventListener('toast', (event) => {
  const node = document.getElementById(`toast-${event.detail.kind}`).content.firstElementChild.cloneNode(true);
  node.querySelector('p').textContent = event.detail.text;
  document.getElementById('toasts').append(node);
  fade(node);
});
on('click', '[data-dismiss]', (_, button) => button.closest('.toast').remove());

// Drafts of a form[data-draft="name"]; a field may ask to be left out, and a hidden one to be kept too
const kept = (field) =>
  field.name && !field.disabled && field.type !== 'password' && field.type !== 'submit' && !('secret' in field.dataset) &&
  (field.type !== 'hidden' || 'draftToo' in field.dataset) && !('draftNot' in field.dataset);
const isBox = (field) => field.type === 'checkbox' || field.type === 'radio';
// Of boxes of one name there may be others by then: what each stands for tells them apart
const called = (field) => (isBox(field) ? `${field.name}=${field.value}` : field.name);
const stateOf = (form) => [...form.elements].filter(kept).map((field) => [called(field), isBox(field) ? field.checked : field.value]);

function putBack(form, draft) {
  const byName = new Map();
  for (const [name, value] of draft) byName.set(name, [...(byName.get(name) ?? []), value]);
  for (const [name, values] of byName) {
    const there = () => [...form.elements].filter((field) => kept(field) && called(field) === name);
    const rows = there()[0]?.closest('[data-rows]');
    while (rows && there().length < values.length) addRow(rows);
    there().forEach((field, at) => {
      if (at >= values.length) return;
      if (typeof values[at] === 'boolean') field.checked = values[at];
      else field.value = values[at];
    });
  }
}
for (const form of $$('form[data-draft]')) {
  keepDraft(form, form.dataset.draft, () => JSON.stringify(stateOf(form)), (draft) => {
    putBack(form, draft);
    form.querySelector('[data-draft-told]').hidden = false;
    addEventListener('load', () => form.dispatchEvent(new Event('change', { bubbles: true }))); // what follows what is typed is listening then
  });
}
showParts();

// A form is sent once; the server would answer a second sending like the first
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sent) event.preventDefault();
  else form.dataset.sent = 'true';
  event.submitter?.setAttribute('aria-busy', 'true');
});
addEventListener('pageshow', () => {
  $$('form[data-sent]').forEach((form) => delete form.dataset.sent);
  $$('[aria-busy]').forEach((button) => button.removeAttribute('aria-busy'));
});

// "/" jumps to the search box
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target.matches('input, textarea, select')) return;
  const box = document.querySelector('[data-search]');
  if (!box) return;
  event.preventDefault();
  box.focus();
});

// Parts that came later
document.addEventListener('htmx:load', (event) => dress(event.detail.elt));

// A file that is too large is told before it is sent
on('change', 'input[data-most-bytes]', (_, input) => {
  const tooLarge = [...input.files].some((file) => file.size > Number(input.dataset.mostBytes));
  input.setCustomValidity(tooLarge ? input.dataset.tooLarge : '');
  input.reportValidity();
});

// What pops up is typed into at once (autofocus would be looked at when the page comes, where it is still hidden)
document.addEventListener(
  'toggle',
  ({ target, newState }) => {
    if (newState === 'open' && target.matches('.pop')) target.querySelector('input:not([type=hidden])')?.focus();
  },
  true,
);
