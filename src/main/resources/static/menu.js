import { $$, on } from './dom.js';

// Context menu: a button [data-menu="ID"], a popover #ID with role=menu, and a row [data-row] around both for right-click and the menu key
let opener = null;
// What was opened from somewhere gives the focus back
export const backToOpener = () => opener?.focus();
const items = (menu) => $$('[role^="menuitem"]', menu);

function openMenu(button, x, y) {
  const menu = document.getElementById(button.dataset.menu);
  if (!menu.matches(':popover-open')) menu.showPopover();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
  opener = button;
  button.setAttribute('aria-expanded', 'true');
  items(menu)[0].focus();
}
function openBelow(button) {
  const box = button.getBoundingClientRect();
  openMenu(button, box.right - 208, box.bottom + 4);
}
on('click', '[data-menu]', (event, button) => {
  event.preventDefault(); // without script the button opens it by itself
  const menu = document.getElementById(button.dataset.menu);
  if (menu.matches(':popover-open')) menu.hidePopover();
  else openBelow(button);
});
on('contextmenu', '[data-row]', (event, row) => {
  const button = row.querySelector('[data-menu]');
  if (event.shiftKey || !button || event.target.closest('[role="menu"]')) return; // Shift + right-click keeps the browser's own menu
  event.preventDefault();
  if (event.button === 2) openMenu(button, event.clientX, event.clientY);
});
document.addEventListener('keydown', (event) => {
  const wanted = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
  const button = wanted && event.target.closest?.('[data-row]')?.querySelector('[data-menu]');
  if (!button || event.target.closest('[role="menu"]')) return;
  event.preventDefault();
  openBelow(button);
});
document.addEventListener('toggle', (event) => {
  if (event.newState !== 'closed' || !event.target.matches('.menu')) return;
  event.target.removeAttribute('style'); // htmx would copy it while settling, which the policy forbids
  $$(`[data-menu="${event.target.id}"]`).forEach((button) => button.setAttribute('aria-expanded', 'false'));
}, true);
document.addEventListener('keydown', (event) => {
  const menu = event.target.closest?.('[role="menu"]');
  if (!menu) return;
  const list = items(menu);
  const at = list.indexOf(document.activeElement);
  const go = { ArrowDown: at + 1, ArrowUp: at - 1 + list.length, Home: 0, End: list.length - 1 }[event.key];
  if (go !== undefined) {
    event.preventDefault();
    list[go % list.length].focus();
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    menu.hidePopover();
    opener?.focus();
  } else if (event.key.length === 1 && event.key !== ' ') {
    const begins = (item) => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase());
    [...list.slice(at + 1), ...list.slice(0, at + 1)].find(begins)?.focus();
  }
});
on('click', '[role="menu"] [role^="menuitem"]', (_, item) => {
  item.closest('[role="menu"]').hidePopover();
  opener?.focus();
});
