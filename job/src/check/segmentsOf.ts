import { mostSegments } from '@modelmonitor/api/plain';
import { type CheckSettings, countCurrent, type SegmentSides, segmentSides } from '@modelmonitor/drift';
import { type DataSet, PROFILE_HAS_NO_ROWS, type Table, type Window } from '@modelmonitor/tables';
import { type CountSource, countedDataSet } from '@modelmonitor/tables/counted';
import { currentTable, rowsToCompare } from './allFeatureRows.ts';
import type { CountedRows } from './collectedRows.ts';
import type { Configuration } from './configuration.ts';
import { columnOfRole } from './recentWindow.ts';

export interface SegmentInputs {
  readonly configuration: Configuration;
  readonly window: Window;
  readonly counted: CountedRows | undefined;
  /** Undefined for a profile. */
  readonly reference: Table | undefined;
  readonly features: readonly string[];
  readonly settings: CheckSettings;
}

/** The rows of each segment, or their counts; undefined where no segments are requested. */
export async function segmentsOf(
  inputs: SegmentInputs,
): Promise<{ readonly sides: readonly SegmentSides[]; readonly notes: readonly string[] } | undefined> {
  const { configuration, window, counted, reference } = inputs;
  const { segments } = configuration.monitor.spec.drift;
  if (segments === undefined || segments.length === 0) return undefined;
  if (reference === undefined) return { sides: [], notes: [`segments were not compared: ${PROFILE_HAS_NO_ROWS}`] };
  const versions = columnOfRole(window, 'version');
  const predicted = versions === undefined ? undefined : { table: currentTable(window), versions };
  const found = segmentSides(segments, { reference, current: rowsToCompare(window), predicted, most: mostSegments });
  if (counted?.source === undefined || counted.part === undefined) return found;
  const sides: SegmentSides[] = [];
  // One after another: a connection takes one statement at a time.
  for (const side of found.sides) sides.push({ ...side, current: await countSegment(side, { ...inputs, counted }) });
  return { ...found, sides };
}

type Side = ReturnType<typeof segmentSides>['sides'][number];

/** Distinct values of a feature that are looked through for those of a segment. */
const mostValues = 10_000;

/** The current rows of a segment, counted where they are. A segment with too few rows for a verdict has no columns. */
async function countSegment(side: Side, { counted, features, settings }: SegmentInputs & { counted: CountedRows }): Promise<DataSet> {
  const source = await partOf(side, counted);
  if (source === undefined) return side.current;
  const rows = await source.countRows();
  if (rows < settings.minRows || side.reference.rows === 0) return countedDataSet(rows, []);
  const own = 'feature' in side.segment ? side.segment.feature : undefined;
  return countCurrent({ source, reference: side.reference, names: features.filter((name) => name !== own), settings });
}

/** Undefined where the feature has too many values, or is none of the rows. */
async function partOf({ segment, matches }: Side, { source, part }: CountedRows): Promise<CountSource | undefined> {
  if ('version' in segment) return part?.(segment);
  if (source?.columns.find(({ name }) => name === segment.feature)?.type !== 'categorical') return undefined;
  const { counts } = await source.countCategories(segment.feature, mostValues);
  if (counts === undefined) return undefined;
  return part?.({ feature: segment.feature, categories: [...counts.keys()].filter((value) => matches?.(value) === true) });
}
