// Drafts: what was typed into a form outlives leaving the page, signing in anew and a restart, until it is saved, dropped, or somebody signs
// out. Never what is secret.
import { on } from './dom.js';

const DRAFT = 'draft:';
let signedOut = false;

// state() tells what is typed as a text that putBack(state) takes; nothing of it is put back into a page that answers what was sent, for that shows
// it already. Returns what keeps it at once.
export function keepDraft(form, name, state, putBack) {
  const key = DRAFT + name;
  const asItCame = state();
  const stored = sessionStorage.getItem(key);
  const answers = Boolean(form.querySelector('[role="alert"]'));
  if (stored && stored !== asItCame && !answers) putBack(JSON.parse(stored));

  let timer = null;
  let dropped = false;
  const keep = () => {
    clearTimeout(timer);
    if (dropped || signedOut) return;
    const now = state();
    if (now === asItCame && !answers) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, now);
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 200);
  });
  form.addEventListener('change', keep);
  form.addEventListener('submit', keep);
  addEventListener('pagehide', () => timer && keep());
  on('click', '[data-draft-drop]', (_, button) => {
    if (!form.contains(button)) return;
    dropped = true;
    clearTimeout(timer);
    sessionStorage.removeItem(key);
    if (!button.href) location.assign(location.pathname + location.search);
  });
  return keep;
}

const forget = (isMeant) => Object.keys(sessionStorage).filter(isMeant).forEach((key) => sessionStorage.removeItem(key));

// What the page before saved
const done = document.querySelector('meta[name="draft-done"]')?.content;
if (done) forget((key) => key === DRAFT + done || key.startsWith(`${DRAFT}${done}?`));

// Whoever signs in next in this tab is somebody else
on('submit', 'form[action="/signout"]', () => {
  signedOut = true;
  forget((key) => key.startsWith(DRAFT));
});
