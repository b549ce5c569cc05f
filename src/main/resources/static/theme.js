// Runs before the first paint, so that a page does not flash in the other theme.
// Whoever is signed in has chosen, or left it to the browser; pages before that look as the last one did.
const look = document.documentElement.dataset;
if (look.theme) localStorage.setItem('theme', look.theme);
else if (localStorage.getItem('theme')) look.theme = localStorage.getItem('theme');
// Tabs show one part; without script all of them.
document.documentElement.classList.add('script');
