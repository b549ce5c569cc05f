// What all scripts of the pages begin with.
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
export const on = (type, selector, handler) =>
  document.addEventListener(type, (event) => {
    const hit = event.target.closest?.(selector);
    if (hit) handler(event, hit);
  });
