// Behaviour shared by all pages. No dependency. Everything hangs on data attributes; without script the pages work all the same.
const on = (type, selector, handler) =>
  document.addEventListener(type, (event) => {
    const hit = event.target.closest?.(selector);
    if (hit) handler(event, hit);
  });

// Theme: as the system has it, until chosen
on('click', '[data-theme-toggle]', () => {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const now = document.documentElement.dataset.theme ?? (dark ? 'dark' : 'light');
  const next = now === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = next;
  localStorage.setItem('theme', next);
});

// Navigation on narrow screens
on('click', '[data-nav-toggle]', (_, button) => {
  const open = document.getElementById(button.getAttribute('aria-controls')).classList.toggle('open');
  button.setAttribute('aria-expanded', open);
});

// A time zone that nobody chose yet: the browser's
for (const list of document.querySelectorAll('select[data-guess-zone]')) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...list.options].some((option) => option.value === here)) list.value = here;
}

// A filter that is followed while it is typed: what is empty need not stand in the address
document.addEventListener('htmx:configRequest', ({ target, detail }) => {
  if (target.matches('[data-filter]')) {
    for (const [name, value] of [...detail.formData]) if (value === '') detail.formData.delete(name);
  }
  if (target.matches('[data-live]')) detail.formData.set('state', target.dataset.live);
});

// Parts that renew themselves: while somebody looks, and not while somebody is at work in them
const EVERY = 5000;
const isBusy = (part) => {
  const selection = getSelection();
  return part.contains(document.activeElement) || (!selection.isCollapsed && part.contains(selection.anchorNode));
};
const renew = () => {
  if (document.hidden) return;
  for (const part of document.querySelectorAll('[data-live]')) if (!isBusy(part)) window.htmx?.trigger(part, 'live');
};
if (document.querySelector('[data-live]')) setInterval(renew, EVERY);

let unfolded = [];
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (!detail.target.matches('[data-live]')) return;
  if (isBusy(detail.target)) detail.shouldSwap = false;
  unfolded = [...detail.target.querySelectorAll('details[id]')].map(({ id, open }) => ({ id, open }));
});
document.addEventListener('htmx:afterSwap', () => {
  for (const { id, open } of unfolded) {
    const part = document.getElementById(id);
    if (part) part.open = open;
  }
  unfolded = [];
});
document.addEventListener('htmx:afterRequest', ({ detail }) => {
  if (!detail.elt.matches('[data-live]')) return;
  for (const notice of document.querySelectorAll('[data-live-lost]')) notice.hidden = detail.successful;
});

// Signed out meanwhile: a filter leads to the page for signing in, which leads back
document.addEventListener('htmx:responseError', ({ detail }) => {
  if (detail.xhr.status === 401 && detail.elt.matches('[data-filter]')) location.reload();
});

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
