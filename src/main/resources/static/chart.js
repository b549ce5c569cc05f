// Deliveries by outcome. Up: delivered (solid at the first attempt, outlined after a retry). Down: failed (solid), cancelled (outlined).
// Position and fill carry the meaning, colour only repeats it. The numbers also stand in the table below.
const palette = ['--ok-fg', '--ok-bg', '--fail-fg', '--fail-bg', '--line', '--text-2'];
const dark = matchMedia('(prefers-color-scheme: dark)');
const observer = new ResizeObserver((seen) => {
  for (const { target } of seen) target.plot?.setSize({ width: target.clientWidth, height: target.clientHeight });
});

function colours() {
  const probe = document.createElement('i');
  document.body.append(probe);
  const found = palette.map((name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return found;
}

const sum = (one, other) => one.map((value, at) => value + other[at]);
const shown = (values) => values.map((value) => value || null); // no bar for none
const down = (values) => values.map((value) => -value);
const two = (number) => String(number).padStart(2, '0');

function draw(box) {
  const { times, first, later, gaveUp, cancelled, day } = JSON.parse(box.dataset.chart);
  const [ok, okTint, bad, badTint, line, text] = colours();
  const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
  const bar = (stroke, fill) => ({ stroke, fill, width: 1, paths: uPlot.paths.bars({ size: [0.72, 22], radius: 0.15 }), points: { show: false } });
  box.plot?.destroy();
  box.plot = new uPlot(
    {
      width: box.clientWidth,
      height: box.clientHeight,
      legend: { show: false },
      cursor: { y: false, points: { show: false } },
      tzDate: (time) => uPlot.tzDate(new Date(time * 1000), 'UTC'),
      fmtDate: () => (at) => (day && !at.getHours() ? `${at.getDate()}. ${at.getMonth() + 1}.` : `${two(at.getHours())}:${two(at.getMinutes())}`),
      scales: {
        x: { range: (_, min, max) => [min - (times[1] - times[0]), max + (times[1] - times[0])] },
        y: { range: (_, min, max) => [Math.min(min, 0) * 1.15, Math.max(max, 4) * 1.15] },
      },
      axes: [{ ...axis, grid: { show: false }, space: 64, size: 26 }, { ...axis, size: 38, values: (_, marks) => marks.map((mark) => (mark % 1 ? '' : Math.abs(mark))) }],
      // Stacks are drawn from the outside in: the sum first, the inner part over it.
      series: [{}, bar(ok, okTint), bar(ok, ok), bar(bad, badTint), bar(bad, bad)],
    },
    [times, shown(sum(first, later)), shown(first), shown(down(sum(gaveUp, cancelled))), shown(down(gaveUp))],
    box,
  );
}

function drawAll() {
  for (const box of document.querySelectorAll('[data-chart]')) {
    draw(box);
    observer.observe(box);
  }
}

drawAll();
document.addEventListener('htmx:afterSwap', drawAll);
dark.addEventListener('change', drawAll);
new MutationObserver(drawAll).observe(document.documentElement, { attributeFilter: ['data-theme'] });
