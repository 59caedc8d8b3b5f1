/**
 * What the page can do beyond being read: find, filter, order and open features. Plain JavaScript for the browser, kept as text because
 * the page's policy allows it by its hash.
 */
export const script = `'use strict';
const table = document.querySelector('#features');
const tools = document.querySelector('.tools');
if (table && tools) {
  const rows = [...table.tBodies];
  const names = new Map(rows.map((row) => [row, row.querySelector('summary').textContent]));
  const [find, show, order] = tools.querySelectorAll('input,select');
  const open = tools.querySelector('button');
  const orders = {
    name: (a, b) => names.get(a).localeCompare(names.get(b), 'en', { numeric: true }),
    missing: (a, b) => b.dataset.missing - a.dataset.missing,
  };
  const update = () => {
    const text = find.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !(names.get(row).toLowerCase().includes(text) && (!show.value || row.className === show.value));
    table.append(...(order.value ? rows.toSorted(orders[order.value]) : rows));
    tools.querySelector('output').value = rows.filter((row) => !row.hidden).length + ' of ' + rows.length;
  };
  open.addEventListener('click', () => {
    const all = open.getAttribute('aria-pressed') !== 'true';
    open.setAttribute('aria-pressed', all);
    for (const row of rows) row.querySelector('details').open = all;
  });
  tools.addEventListener('input', update);
  tools.addEventListener('submit', (event) => event.preventDefault());
  tools.hidden = false;
  update();
}`;
