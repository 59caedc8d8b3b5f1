import { CopyEncoder, inTransaction, type PostgresConnection } from '@modelmonitor/databases';
import { StoreRefusedRows } from '../errors.ts';
import type { LabelBatch, LabelOutcome } from '../labelBatch.ts';
import { isStorable } from './encodeRows.ts';
import { findStoredIds, newestLabels } from './labelLookups.ts';
import type { Monitor } from './monitor.ts';
import { daysOf, labelPartition } from './timeParts.ts';
import { labelDelay, touchText } from './touchHours.ts';

const copyLabels = 'copy modelmonitor_labels (time, position, value, monitor, id, class, source) from stdin (format binary)';
const columns = 7;
/** Labels of one transaction, so that others wait for a moment only. */
const mostLabels = 5000;

/** Writes labels and looks up which of them have a row; the others wait. */
export async function addLabels(connection: PostgresConnection, monitor: Monitor, labels: LabelBatch): Promise<LabelOutcome> {
  const parts = partsOf(labels);
  const days = daysOf(parts.flat().map(({ time }) => time));
  const months = new Map(days.map(labelPartition).map((partition) => [partition.name, partition]));
  await monitor.partitions.prepare(connection, [...months.values()]);
  const outcome = { joined: 0, changed: 0, unknown: [] as number[], dropped: 0 };
  for (const part of parts) {
    const found = await inTransaction(connection, () => addPart(connection, monitor, { part, source: labels.source }));
    outcome.joined += part.length - found.unknown.length;
    outcome.changed += found.changed;
    outcome.unknown.push(...found.unknown);
  }
  if (outcome.unknown.length > 0) outcome.dropped = await inTransaction(connection, () => dropOldest(connection, monitor));
  return outcome;
}

interface Label {
  /** In the batch. */
  readonly index: number;
  readonly id: string;
  readonly actual: string | number;
  readonly time: number;
}

interface LabelPart {
  readonly part: readonly Label[];
  readonly source: string;
}

/** @throws StoreRefusedRows when a label cannot be stored */
function partsOf({ ids, actuals, time, times }: LabelBatch): Label[][] {
  const labels = ids.map((id, index): Label => ({ index, id, actual: actuals[index] as string | number, time: times?.[index] ?? time }));
  const refused = labels.filter((label) => !isStorable(label.time, `${label.id}${label.actual}`)).map(({ index }) => index);
  if (refused.length > 0) {
    throw new StoreRefusedRows('expected labels with a time between 1900 and 9999 and texts without a null character', { rows: refused });
  }
  return Array.from({ length: Math.ceil(labels.length / mostLabels) }, (_, part) =>
    labels.slice(part * mostLabels, (part + 1) * mostLabels),
  );
}

async function addPart(connection: PostgresConnection, { name, now }: Monitor, { part, source }: LabelPart) {
  const ids = [...new Set(part.map(({ id }) => id))].filter((id) => id !== '');
  const stored = await findStoredIds(connection, { monitor: name, ids, now: now() });
  const newest = await newestLabels(connection, name, [...stored.keys()]);
  const unknown: number[] = [];
  const waiting: string[] = [];
  let changed = 0;
  for (const { index, id, actual, time } of part) {
    if (!stored.has(id)) {
      unknown.push(index);
      if (id !== '') waiting.push(id);
      continue;
    }
    const before = newest.get(id);
    if (before !== undefined && before.time > time) continue;
    if (before !== undefined && before.actual !== actual) changed++;
    newest.set(id, { actual, time });
  }
  await connection.copyIn({ text: copyLabels }, encodeLabels(name, { part, source }));
  if (waiting.length > 0) {
    const text = `insert into modelmonitor_waiting_labels (monitor, id, since, position)
      select $1, id, now(), min(position) from unnest($2::text[]) with ordinality as given (id, position) group by id
      on conflict do nothing`;
    await connection.query({ text, values: [name, waiting] });
  }
  const due = now() + labelDelay;
  const hours = new Map([...stored.values()].flat().map((hour) => [`${hour.start} ${hour.version}`, { ...hour, due }]));
  if (hours.size > 0) await connection.query({ text: touchText(name, [...hours.values()]) });
  return { changed, unknown };
}

function encodeLabels(monitor: string, { part, source }: LabelPart): Uint8Array {
  const encoder = new CopyEncoder();
  for (const { index, id, actual, time } of part) {
    encoder.row(columns);
    encoder.time(time);
    encoder.int4(index);
    if (typeof actual === 'number') encoder.float8(actual);
    else encoder.null();
    encoder.text(monitor);
    encoder.text(id);
    if (typeof actual === 'string') encoder.text(actual);
    else encoder.null();
    encoder.text(source);
  }
  return encoder.finish();
}

/** Deletes labels of the ids that have waited longest, of more than may wait. @returns deleted labels */
async function dropOldest(connection: PostgresConnection, { name, maxWaitingLabels, now }: Monitor): Promise<number> {
  let dropped = 0;
  for (;;) {
    const count = 'select count(*) as waiting from modelmonitor_waiting_labels where monitor = $1';
    const [row] = await connection.query({ text: count, values: [name] });
    const surplus = Math.min(((row?.['waiting'] as number | undefined) ?? 0) - maxWaitingLabels, mostLabels);
    if (surplus <= 0) return dropped;
    const oldest = 'select id from modelmonitor_waiting_labels where monitor = $1 order by since, position limit $2';
    const ids = (await connection.query({ text: oldest, values: [name, surplus] })).map(({ id }) => String(id));
    // A row that was written at the same moment as its label does not know that the label waited.
    const stored = await findStoredIds(connection, { monitor: name, ids, now: now() });
    const removed = `with removed as (delete from modelmonitor_labels where monitor = $1 and id = any($2::text[]) returning 1)
      select count(*) as labels from removed`;
    const [deleted] = await connection.query({ text: removed, values: [name, ids.filter((id) => !stored.has(id))] });
    dropped += (deleted?.['labels'] as number | undefined) ?? 0;
    await connection.query({
      text: 'delete from modelmonitor_waiting_labels where monitor = $1 and id = any($2::text[])',
      values: [name, ids],
    });
  }
}
