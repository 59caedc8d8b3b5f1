import { type MeasuredColumn, measuredColumn } from '@modelmonitor/drift';
import type { Profile, ReadType } from '@modelmonitor/tables';
import { emptyPrepared, type PreparedColumn, pairWithProfile, readTypes, reusedBuffers } from '@modelmonitor/tables';
import { numbersRead, openDuckDb, preparedSide, type TypedColumn } from '@modelmonitor/tables/files';
import { bothDone } from './bothDone.ts';
import type { FileWork } from './fileWork.ts';

/** Columns of one pass over the files. Plain data. */
export interface MeasuredGroup {
  readonly columns: readonly MeasuredColumn[];
  /** How the reference's columns were read, by name. */
  readonly types: Readonly<Record<string, ReadType>>;
  /** Rows of each side, where a column of the group says so. */
  readonly rows: { readonly reference?: number; readonly current?: number };
}

export interface ColumnMeasurer {
  measure(names: readonly string[]): Promise<MeasuredGroup>;
  close(): void;
}

/** Reads columns of both sides and measures them, on one thread, with a database of its own. */
export async function columnMeasurer(work: FileWork): Promise<ColumnMeasurer> {
  const { connection, connect, close } = await openDuckDb(work.limits);
  const other = await connect();
  const { reference, current } = work;
  const buffers = reusedBuffers();
  return {
    close,
    measure: async (names) => {
      // What was measured holds none of the numbers.
      buffers.giveAllBack();
      const asKnown = { names, types: work.types, buffers };
      if (reference.kind === 'profile') {
        const wanted = { names, buffers, types: { ...readTypes(reference.profile), ...work.types } };
        const after = await preparedSide(other, current, { ...wanted, read: await numbersRead(other, current, wanted) });
        return measuredGroup({ names, before: new Map(), after, types: wanted.types }, work);
      }
      // Both sides are read at the same time; how the current one is read in the end, the reference says.
      const [read, currentRead] = await bothDone([
        numbersRead(connection, reference.source, asKnown),
        numbersRead(other, current, asKnown),
      ]);
      const before = await preparedSide(connection, reference.source, { ...asKnown, read });
      const types = Object.fromEntries([...before].map(([name, { type }]) => [name, type]));
      const after = await preparedSide(other, current, { names, buffers, types: { ...work.types, ...types }, read: currentRead });
      return measuredGroup({ names, before, after, types }, work);
    },
  };
}

interface Read {
  readonly names: readonly string[];
  readonly before: ReadonlyMap<string, TypedColumn>;
  readonly after: ReadonlyMap<string, TypedColumn>;
  readonly types: Readonly<Record<string, ReadType>>;
}

function measuredGroup({ names, before, after, types }: Read, { reference, current, settings }: FileWork): MeasuredGroup {
  const rowsOf = (side: ReadonlyMap<string, TypedColumn>) => side.values().next().value?.column.rows;
  const profile = reference.kind === 'profile' ? reference.profile : undefined;
  const known = reference.kind === 'profile' ? reference.profile.rows : reference.source.rows;
  const [referenceRows, currentRows] = [known ?? rowsOf(before), current.rows ?? rowsOf(after)];
  const rows = { reference: referenceRows ?? 0, current: currentRows ?? 0 };
  const columns = names.map((name) => {
    const sides = { name, reference: before.get(name)?.column, current: after.get(name)?.column, rows };
    return profile === undefined ? measuredColumn(sides, settings) : withProfile(sides, profile, settings);
  });
  return {
    columns,
    types,
    rows: {
      ...(referenceRows === undefined ? {} : { reference: referenceRows }),
      ...(currentRows === undefined ? {} : { current: currentRows }),
    },
  };
}

interface Sides {
  readonly name: string;
  readonly current: PreparedColumn | undefined;
  readonly rows: { readonly reference: number; readonly current: number };
}

function withProfile({ name, current, rows }: Sides, profile: Profile, settings: FileWork['settings']): MeasuredColumn {
  const column = profile.columns.find((candidate) => candidate.name === name);
  if (column === undefined) return measuredColumn({ name, reference: undefined, current, rows }, settings);
  const type = column.type === 'numeric' ? 'numeric' : 'categorical';
  const pair = pairWithProfile(column, current ?? emptyPrepared(type, rows.current));
  const measured = measuredColumn(
    { name, reference: pair.reference, current: current === undefined ? undefined : pair.current, rows },
    settings,
  );
  return pair.reason === undefined ? measured : { ...measured, finding: { verdict: 'unknown', reason: pair.reason } };
}
