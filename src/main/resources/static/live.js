// A filter that is followed while it is typed: what is empty need not stand in the address
document.addEventListener('htmx:configRequest', ({ target, detail }) => {
  if (target.matches('[data-filter]')) {
    for (const [name, value] of [...detail.formData]) if (value === '') detail.formData.delete(name);
  }
  if (target.matches('[data-live]')) detail.formData.set('known', target.dataset.live);
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

// The number beside the inbox: while somebody looks, and as soon as somebody looks again. When the session has ended there is no more to ask
const BELL_EVERY = 20000;
let asked = Date.now();
const ring = () => {
  if (document.hidden || Date.now() - asked < BELL_EVERY - 500) return;
  asked = Date.now();
  window.htmx?.trigger('#bell', 'bell');
};
if (document.getElementById('bell')) {
  const ringing = setInterval(ring, BELL_EVERY);
  document.addEventListener('visibilitychange', ring);
  document.addEventListener('htmx:responseError', ({ detail }) => {
    if (detail.xhr.status !== 401 || detail.elt.id !== 'bell') return;
    clearInterval(ringing);
    document.removeEventListener('visibilitychange', ring);
  });
}
