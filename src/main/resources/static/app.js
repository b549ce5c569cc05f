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
