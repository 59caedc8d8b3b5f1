import { byId, setText } from './element.js';
import { formatBytes, formatCount } from './format.js';

const kinds = { buffer: 'In memory only', file: 'In a file', postgres: 'In PostgreSQL' };

/** Where captured rows are kept, and what became of all of them. */
export function showStore({ kind, connected, reason, captured, written, queued, dropped, failed, spilled, waitingLabels, bytes }) {
  const place = bytes === null ? kinds[kind] : `${kinds[kind]} of ${formatBytes(bytes)}`;
  const disconnected = connected === false;
  setText(byId('store-state'), disconnected ? `${place}, not reachable` : place);
  byId('store-state').className = disconnected ? 'bad-text' : 'quiet';
  setText(byId('store-captured'), formatCount(captured));
  setText(byId('store-written'), formatCount(written));
  setText(byId('store-queued'), spilled === 0 ? formatCount(queued) : `${formatCount(queued)} (${formatCount(spilled)} on disk)`);
  setText(byId('store-lost'), lossText({ dropped, failed }));
  byId('store-lost').classList.toggle(
    'bad-text',
    Object.values({ ...dropped, ...failed }).some((count) => count > 0),
  );
  setText(byId('store-labels'), formatCount(waitingLabels));
  byId('store-reason').hidden = reason === undefined || !disconnected;
  setText(byId('store-reason'), reason ?? '');
}

/** Rows that are in no store, with the reasons. */
function lossText({ dropped, failed }) {
  const parts = [...Object.entries(dropped), ...Object.entries(failed)].filter(([, count]) => count > 0);
  const total = parts.reduce((sum, [, count]) => sum + count, 0);
  const reasons = parts.map(([name, count]) => `${name.replaceAll('_', ' ')} ${formatCount(count)}`).join(', ');
  return total === 0 ? '0' : `${formatCount(total)} (${reasons})`;
}
