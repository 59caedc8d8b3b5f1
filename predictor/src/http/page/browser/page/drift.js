import { request } from './api.js';
import { byId, element, setText } from './element.js';
import { formatAge, formatNumber, formatShare } from './format.js';
import { keyedRows } from './keyedRows.js';

/** Most drifted features shown by name. */
const mostNamed = 12;

let shownRun;

/** The newest verdict and the reports before it. */
export function showDrift({ canCheck, last, reports }, now) {
  byId('check').hidden = !canCheck;
  const verdict = byId('verdict');
  if (last === null) setText(verdict, 'Not checked yet. A check compares the captured rows with the reference.');
  else if (verdict.dataset.run !== last.run) {
    verdict.dataset.run = last.run;
    verdict.replaceChildren(badge(last.verdict), element('span', { text: sentenceOf(last) }));
  }
  byId('reports-table').hidden = reports.length === 0;
  keyedRows(byId('reports'), reports, {
    key: ({ run }) => run,
    create,
    update: (row, report) => setText(row.querySelector('time'), formatAge(now - Date.parse(report.timestamp))),
  });
  if (last?.run !== shownRun) nameDrifted(last);
}

function sentenceOf({ verdict, share, n_drifted }) {
  if (verdict === 'unknown') return 'There is no verdict yet; the report shows why.';
  const features = n_drifted === 1 ? '1 feature drifted' : `${n_drifted === 0 ? 'No' : n_drifted} features drifted`;
  return n_drifted === 0 ? `${features}.` : `${features}, ${formatShare(share)} of the compared features.`;
}

function create({ timestamp, verdict, share, n_drifted, links }) {
  return element('tr', {}, [
    element('th', { scope: 'row' }, [element('time', { datetime: timestamp, title: new Date(timestamp).toLocaleString() })]),
    element('td', {}, [badge(verdict)]),
    element('td', { class: 'number', text: formatShare(share) }),
    element('td', { class: 'number', text: String(n_drifted) }),
    element('td', { class: 'links' }, [link(links.html, 'Report', timestamp), link(links.json, 'JSON', timestamp)]),
  ]);
}

/** A link to a report: without its leading slash the path stays valid behind a proxy that adds a path. */
function link(address, text, timestamp) {
  return element('a', { href: address.replace(/^\//, ''), text, 'aria-label': `${text} of ${timestamp}` });
}

function badge(verdict) {
  return element('span', { class: `badge ${verdict}`, text: verdict });
}

/** Lists the drifted features of the newest report, or shows why there is no verdict. */
async function nameDrifted(last) {
  shownRun = last?.run;
  const list = byId('drifted');
  list.hidden = true;
  byId('quality').hidden = true;
  if (last === null) return;
  try {
    const report = await request(last.links.json.replace(/^\//, ''));
    if (shownRun !== report.run) return;
    explain(report);
    const drifted = Object.entries(report.features).filter(([, { drifted }]) => drifted);
    list.replaceChildren(
      ...drifted.slice(0, mostNamed).map(chip),
      ...(drifted.length > mostNamed ? [element('li', { class: 'more', text: `${drifted.length - mostNamed} more` })] : []),
    );
    list.hidden = drifted.length === 0;
    showQuality(report);
  } catch {
    // The verdict and the links are shown; the names are requested again with the next report.
  }
}

/** Why the verdict holds, and which action is due beside a stable one, in the words of the report. */
function explain({ verdict, reason, summary, level, n_drifted_features: drifted }) {
  const [mark, sentence] = byId('verdict').children;
  if (reason !== undefined) setText(sentence, reason);
  else if (summary !== undefined && drifted > 0) setText(sentence, `${sentence.textContent.replace(/,.*/, '')}: ${summary}.`);
  if (verdict === 'stable' && level !== null) setText(mark, `stable, ${level}`);
}

/** Data quality of the newest report, with a link to its page. */
function showQuality({ quality, timestamp }) {
  if (quality === null || quality === undefined) return;
  const { n_failed: failed, n_tests: tests } = quality;
  const outcome = failed === 0 ? `none of ${tests} checks failed` : `${failed} of ${tests} checks failed`;
  const address = '/reports/data_stability_test.html';
  byId('quality').replaceChildren(`Data quality: ${outcome}. `, link(address, 'Open', timestamp));
  byId('quality').hidden = false;
}

function chip([name, { method, score, threshold }]) {
  const detail = score === null ? '' : `${method} ${formatNumber(score)}, threshold ${formatNumber(threshold)}`;
  return element('li', { text: name, title: detail });
}

/** Makes the button run a check; `refresh` is called when it has finished. */
export function offerCheck(refresh) {
  const button = byId('check');
  const failure = byId('check-error');
  const show = (text, isBad) => {
    setText(failure, text);
    failure.classList.toggle('bad-text', isBad);
    failure.hidden = false;
  };
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    button.textContent = 'Checking …';
    failure.hidden = true;
    try {
      const { status, detail } = await request('generate_reports', { method: 'POST', timeoutSeconds: 120 });
      if (status === 'requested') show(`Requested: ${detail}.`, false);
      await refresh();
    } catch (error) {
      show(`The check failed: ${error.message}`, true);
    } finally {
      button.removeAttribute('aria-disabled');
      button.textContent = 'Check drift now';
    }
  });
}
