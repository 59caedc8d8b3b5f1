import { request } from './page/api.js';
import { askForToken } from './page/credentials.js';
import { offerCopy } from './page/curl.js';
import { offerCheck, showDrift } from './page/drift.js';
import { byId, setText } from './page/element.js';
import { formatAge } from './page/format.js';
import { showPerformance } from './page/performance.js';
import { poll } from './page/poll.js';
import { showStore } from './page/store.js';
import { showTraffic } from './page/traffic.js';
import { offerPrediction, showForm } from './page/tryForm.js';
import { showVersions } from './page/versions.js';

/** Pause between two requests of /status, in milliseconds. */
const pause = 2000;

/** Requests of /status per request of /openapi.json, which shows a changed contract. */
const statusPerDocument = 15;

let statusCount = 0;
let shownVersions;
let reachedAt;

const refresh = poll(update, pause);
offerCheck(update);
offerPrediction(update);
offerCopy();

/** @returns whether to update again automatically */
async function update() {
  try {
    const status = await request('status');
    show(status);
    await showDocument(status);
    return true;
  } catch (error) {
    return fail(error);
  }
}

/** The inputs of the model, which rarely change. */
async function showDocument({ versions }) {
  const loaded = JSON.stringify(versions.map(({ name, sha256 }) => [name, sha256]));
  if (loaded === shownVersions && ++statusCount % statusPerDocument !== 0) return;
  const document = await request('openapi.json');
  showForm(document);
  byId('metrics-link').hidden = document.paths['/metrics'] === undefined;
  shownVersions = loaded;
}

function show(status) {
  const { name, namespace, task, ready, time, startedAt, configurationError, requests, store, drift } = status;
  const now = Date.parse(time);
  reachedAt = Date.now();
  byId('unreachable').hidden = true;
  byId('main').hidden = false;
  document.body.classList.remove('stale');
  document.title = `${name} · ModelMonitor`;
  setText(byId('name'), name);
  setText(byId('about'), `${namespace} · ${task}`);
  showReadiness(ready ? 'ready' : 'not ready', ready ? 'good' : 'bad');
  byId('configuration-error').hidden = configurationError === undefined;
  setText(
    byId('configuration-error'),
    configurationError === undefined
      ? ''
      : `The newest configuration was not applied; the previous one continues to serve: ${configurationError}`,
  );
  showTraffic(requests.last5Minutes);
  showVersions(status);
  showDrift(drift, now);
  showStore(store);
  showPerformance(store.performance);
  setText(byId('started'), `started ${formatAge(now - Date.parse(startedAt))}`);
  setText(byId('updated'), 'updates every 2 s');
}

/** @returns whether to update again automatically */
function fail(error) {
  const locked = error.status === 401;
  showReadiness(locked ? 'locked' : 'not reachable', locked ? 'warn' : 'bad');
  document.body.classList.add('stale');
  byId('unreachable').hidden = error.takesToken === true;
  setText(byId('unreachable'), explain(error));
  if (error.takesToken) askForToken(refresh);
  // The browser would prompt for a password at each update.
  return !locked;
}

function explain(error) {
  if (error.status === 401) return 'Credentials are required. Reload the page to enter them.';
  const seen = reachedAt === undefined ? '' : ` The figures are from ${new Date(reachedAt).toLocaleTimeString()}.`;
  return error.status === undefined
    ? `The server is not reachable; retrying every 2 s.${seen}`
    : `The server refused the request: ${error.message}.${seen}`;
}

function showReadiness(text, kind) {
  const pill = byId('readiness');
  setText(pill, text);
  pill.className = `pill ${kind}`;
}
