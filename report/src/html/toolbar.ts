import type { Verdict } from '@modelmonitor/api';
import { html, type Markup } from './markup.ts';

/**
 * Search and filter of the features; hidden until the script that makes them work has run.
 *
 * @param verdicts those that occur, in the order of the features
 */
export function toolbar(verdicts: readonly Verdict[]): Markup {
  return html`<form class="tools" role="search" aria-label="Features" hidden>
    <label>Find <input type="search" autocomplete="off" spellcheck="false"></label>
    <label>Show <select>
      <option value="">all verdicts</option>${[...new Set(verdicts)].map((verdict) => html`<option value="${verdict}">${verdict}</option>`)}
    </select></label>
    <button type="button" aria-pressed="false">Open all</button>
    <output></output>
  </form>`;
}

/**
 * What the page can do beyond being read: find, filter, sort and open features. Plain JavaScript for the browser, kept as text because
 * the page's policy allows it by its hash.
 */
export const script = `'use strict';
const table = document.querySelector('#features');
const tools = document.querySelector('.tools');
if (table && tools) {
  const rows = [...table.tBodies];
  const text = (row, part) => row.querySelector(part).textContent;
  const [find, show] = tools.querySelectorAll('input,select');
  const open = tools.querySelector('button');
  const words = (part) => (a, b) => text(a, part).localeCompare(text(b, part), 'en', { numeric: true });
  const figures = (key) => (a, b) => b.dataset[key] - a.dataset[key];
  const orders = { name: words('summary'), method: words('.method'), score: figures('score'), missing: figures('missing'), verdict: () => 0 };
  const heads = [...table.tHead.querySelectorAll('[data-sort]')];
  const update = () => {
    const searched = find.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !(text(row, 'summary').toLowerCase().includes(searched) && (!show.value || row.className === show.value));
    tools.querySelector('output').value = rows.filter((row) => !row.hidden).length + ' of ' + rows.length;
  };
  const sort = (head) => {
    const key = head.dataset.sort;
    const first = key === 'name' || key === 'method' ? 'ascending' : 'descending';
    const turned = head.ariaSort === first;
    for (const other of heads) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', turned ? (first === 'ascending' ? 'descending' : 'ascending') : first);
    const sorted = rows.toSorted(orders[key]);
    table.append(...(turned ? sorted.reverse() : sorted));
  };
  for (const head of heads) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    button.addEventListener('click', () => sort(head));
    head.append(button);
  }
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
