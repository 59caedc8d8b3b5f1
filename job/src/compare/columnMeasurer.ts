import { ownValue } from '@modelmonitor/api/plain';
import { type CheckSettings, type MeasuredColumn, measureColumn } from '@modelmonitor/drift/columns';
import {
  type ColumnLook,
  type ColumnSides,
  columnSides,
  columnType,
  type DataSet,
  type Profile,
  profileDataSet,
  type ReadType,
  readTypes,
  reusableBuffers,
} from '@modelmonitor/tables';
import {
  type DataSource,
  type DuckDbLimits,
  type FileQuery,
  type Notations,
  openDuckDb,
  prepareColumns,
  type ReadTypes,
  type RequestedColumns,
  scanColumns,
} from '@modelmonitor/tables/files';
import { isSameUnit } from '@modelmonitor/tables/values';

/** What files are compared with: files, or a profile of such. */
export type ReferenceSource =
  | { readonly kind: 'files'; readonly source: DataSource }
  | { readonly kind: 'profile'; readonly profile: Profile };

/** Everything a thread needs to compare columns of files. Plain data. */
export interface FileWork {
  readonly reference: ReferenceSource;
  readonly current: DataSource;
  /** Types that the user states. */
  readonly types: ReadTypes;
  readonly settings: CheckSettings;
  /** Of the database of each thread. */
  readonly limits: DuckDbLimits;
}

/** Columns of one pass over the files. Plain data. */
export interface MeasuredGroup {
  readonly columns: readonly MeasuredColumn[];
  /** The types that the columns were compared in, by name. */
  readonly types: ReadTypes;
  /** Rows of each side; 0 where no column of the group shows it. */
  readonly rows: { readonly reference: number; readonly current: number };
}

export interface ColumnMeasurer {
  measure(names: readonly string[]): Promise<MeasuredGroup>;
  close(): void;
}

/** Reads columns of both sides and measures them, on one thread, with a database of its own. */
export async function columnMeasurer({ reference, current, types, settings, limits }: FileWork): Promise<ColumnMeasurer> {
  const { connection, connect, close } = await openDuckDb(limits);
  const before = reference.kind === 'profile' ? profileScan(reference.profile) : fileScan({ connection, source: reference.source });
  const after = fileScan({ connection: await connect(), source: current });
  // Columns of a profile have their types already.
  const currentTypes = { ...(reference.kind === 'profile' ? readTypes(reference.profile) : {}), ...types };
  const buffers = reusableBuffers();
  return {
    close,
    measure: async (names) => {
      // Measured columns hold none of the numbers.
      buffers.giveAllBack();
      const scans = await bothDone([before({ names, types, buffers }), after({ names, types: currentTypes, buffers })]);
      const common = Object.fromEntries(names.map((name) => [name, commonType(name, types, scans)]));
      const [notationsBefore, notationsAfter] = scans.map((scan) => notationsOf(names, scan));
      const sides = { reference: await scans[0].prepare(common, notationsAfter), current: await scans[1].prepare(common, notationsBefore) };
      return {
        columns: names.map((name) => {
          const units = Object.hasOwn(types, name)
            ? {}
            : unitReason([notationsBefore, notationsAfter].map((of) => of && ownValue(of, name)?.unit));
          return measureColumn({ ...units, ...columnSides(name, sides) }, settings);
        }),
        types: common,
        rows: { reference: sides.reference.rows, current: sides.current.rows },
      };
    },
  };
}

/** One side, read as far as it takes to decide the types of its columns. */
interface SideScan {
  look(name: string): ColumnLook | undefined;
  /** @param likes how numbers of the other side are written */
  prepare(types: ReadTypes, likes: Notations | undefined): Promise<DataSet>;
}

type Scan = (requested: RequestedColumns) => Promise<SideScan>;

function fileScan(query: FileQuery): Scan {
  return async (requested) => {
    const scanned = await scanColumns(query, requested);
    return { look: (name) => scanned.looks.get(name), prepare: (types, likes) => prepareColumns(scanned, types, likes) };
  };
}

function profileScan(profile: Profile): Scan {
  const dataSet = profileDataSet(profile);
  return () => Promise.resolve({ look: dataSet.look, prepare: () => Promise.resolve(dataSet) });
}

function commonType(name: string, types: ReadTypes, [reference, current]: readonly [SideScan, SideScan]): ReadType {
  const given = Object.hasOwn(types, name) ? types[name] : undefined;
  return columnType({ given, reference: reference.look(name), current: current.look(name) });
}

function notationsOf(names: readonly string[], scan: SideScan): Notations {
  return Object.fromEntries(
    names.flatMap((name) => {
      const notation = scan.look(name)?.notation;
      return notation === undefined ? [] : [[name, notation]];
    }),
  );
}

/** Why amounts of both sides cannot be compared: their units differ, and which. */
function unitReason([reference = '', current = '']: readonly (string | undefined)[]): Pick<ColumnSides, 'reason'> {
  if (isSameUnit(reference, current)) return {};
  return {
    reason: `the reference is in ${reference} and the current data in ${current}; name its type by --types to compare the numbers as they are`,
  };
}

/** Waits until both are done, also when one fails at once: what the other works on must not be closed before. */
async function bothDone<First, Second>(works: readonly [Promise<First>, Promise<Second>]): Promise<[First, Second]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
