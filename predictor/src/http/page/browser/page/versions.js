import { byId, element, setText } from './element.js';
import { formatAge, formatCount, formatShare } from './format.js';
import { keyedRows } from './keyedRows.js';

/** Versions with their weights, the number of captured rows, and rows with unseen categories. */
export function showVersions({ versions, total, capture, time }) {
  keyedRows(byId('versions'), versions, { key: ({ name }) => name, create, update: (row, version) => update(row, version, time) });
  setText(
    byId('totals'),
    `${formatCount(total.predictions)} ${total.predictions === 1 ? 'prediction' : 'predictions'}, ${formatCount(total.errors)} refused or failed`,
  );
  const { rows, maxRows, sampledOut, dropped, refused, repeatedIds } = capture;
  const others = { 'sampled out': sampledOut, dropped, 'refused rows kept for drift checks': refused, 'with a repeated id': repeatedIds };
  const parts = Object.entries(others).flatMap(([what, count]) => (count > 0 ? [`${formatCount(count)} ${what}`] : []));
  setText(byId('capture'), [`${formatCount(rows)} of at most ${formatCount(maxRows)} rows in memory`, ...parts].join(' · '));
  byId('unseen').hidden = total.unseen === 0;
  setText(byId('unseen'), `${formatCount(total.unseen)} ${total.unseen === 1 ? 'row' : 'rows'} with a category the model has not seen`);
}

function create() {
  return element('tr', {}, [
    element('th', { scope: 'row' }, [
      element('span', { class: 'version' }),
      element('span', { class: 'tag' }),
      element('span', { class: 'detail quiet' }),
      element('span', { class: 'detail source quiet' }),
      element('span', { class: 'detail error bad-text' }),
    ]),
    element('td', {}, [
      element('span', { class: 'weight' }),
      element('span', { class: 'track', 'aria-hidden': 'true' }, [element('span', { class: 'fill' })]),
    ]),
    element('td', { class: 'number' }),
  ]);
}

function update(row, { name, role, weight, loaded, previous, error, format, sha256, source, loadedAt, predictions }, time) {
  const part = (selector) => row.querySelector(selector);
  const tag = loaded ? (previous ? 'previous model' : role === 'shadow' ? 'shadow' : '') : 'not loaded';
  setText(part('.version'), name);
  setText(part('.tag'), tag);
  part('.tag').hidden = tag === '';
  part('.tag').classList.toggle('bad', !loaded || previous);
  setText(part('.detail'), loaded ? `${format} ${sha256} · loaded ${formatAge(Date.parse(time) - Date.parse(loadedAt))}` : '');
  setText(part('.source'), loaded ? source : '');
  setText(part('.error'), error ?? '');
  setText(part('.weight'), role === 'shadow' ? 'never answers' : formatShare(weight));
  part('.weight').classList.toggle('quiet', role === 'shadow');
  part('.track').hidden = role === 'shadow';
  part('.fill').style.width = `${weight * 100}%`;
  setText(row.lastElementChild, formatCount(predictions));
}
