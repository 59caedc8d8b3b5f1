import { ask } from './page/api.js';
import { askForToken } from './page/credentials.js';
import { offerCopy } from './page/curl.js';
import { offerCheck, showDrift } from './page/drift.js';
import { byId, setText } from './page/element.js';
import { formatAge } from './page/format.js';
import { poll } from './page/poll.js';
import { showTraffic } from './page/traffic.js';
import { offerPrediction, showForm } from './page/tryForm.js';
import { showVersions } from './page/versions.js';

/** Pause between two looks at /status, in milliseconds. */
const pause = 2000;

/** Looks at /status between two looks at /openapi.json, where a changed contract shows. */
const looksPerDocument = 15;

let looks = 0;
let shownVersions;
let reachedAt;

const refresh = poll(look, pause);
offerCheck(look);
offerPrediction(look);
offerCopy();

/** @returns whether to look again by itself */
async function look() {
  try {
    const status = await ask('status');
    show(status);
    await showDocument(status);
    return true;
  } catch (error) {
    return fail(error);
  }
}

/** What the model takes, which changes seldom. */
async function showDocument({ versions }) {
  const loaded = JSON.stringify(versions.map(({ name, sha256 }) => [name, sha256]));
  if (loaded === shownVersions && ++looks % looksPerDocument !== 0) return;
  const document = await ask('openapi.json');
  showForm(document);
  byId('metrics-link').hidden = document.paths['/metrics'] === undefined;
  shownVersions = loaded;
}

function show(status) {
  const { name, namespace, task, ready, time, startedAt, configurationError, requests, drift } = status;
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
    configurationError === undefined ? '' : `The newest configuration was not taken, the one before it serves on: ${configurationError}`,
  );
  showTraffic(requests.last5Minutes);
  showVersions(status);
  showDrift(drift, now);
  setText(byId('started'), `started ${formatAge(now - Date.parse(startedAt))}`);
  setText(byId('updated'), 'updates every 2 s');
}

/** @returns whether to look again by itself */
function fail(error) {
  const locked = error.status === 401;
  showReadiness(locked ? 'locked' : 'not reachable', locked ? 'warn' : 'bad');
  document.body.classList.add('stale');
  byId('unreachable').hidden = error.takesToken === true;
  setText(byId('unreachable'), explain(error));
  if (error.takesToken) askForToken(refresh);
  // The browser itself would ask for a password at each look.
  return !locked;
}

function explain(error) {
  if (error.status === 401) return 'Credentials are needed; reload the page to enter them.';
  const seen = reachedAt === undefined ? '' : ` What is shown is from ${new Date(reachedAt).toLocaleTimeString()}.`;
  return error.status === undefined
    ? `The server is not reachable; trying again every 2 s.${seen}`
    : `The server refused: ${error.message}.${seen}`;
}

function showReadiness(text, kind) {
  const pill = byId('readiness');
  setText(pill, text);
  pill.className = `pill ${kind}`;
}
