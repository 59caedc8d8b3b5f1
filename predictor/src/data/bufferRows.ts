import { maxPageRows, type RowPage, type RowRange, type UnseenText } from '@modelmonitor/store';
import type { Capture } from '../capture/capture.ts';
import { findRow } from '../capture/captureRing.ts';

/** The newest row of an id in the buffer. */
export function bufferRow(capture: Capture, id: string): RowPage | undefined {
  const sequence = capture.ids.sequenceOf(id);
  const place = sequence === undefined ? undefined : findRow(capture.ring, sequence);
  return place === undefined ? undefined : pageOf(capture, [place]);
}

/** Rows of a range in the buffer, oldest first. */
export async function* bufferPages(
  capture: Capture,
  { from = 0, to = Number.POSITIVE_INFINITY, ...range }: RowRange,
): AsyncIterable<RowPage> {
  const { ring, versions } = capture;
  const { layout } = ring;
  let places: number[] = [];
  for (let place = 0; place < ring.size; place++) {
    const row = ring.at(place);
    const time = row[layout.time] as number;
    const isLabelled = !Number.isNaN(row[layout.actual]);
    if (time < from || time >= to || (range.labelled ?? isLabelled) !== isLabelled) continue;
    if (range.version !== undefined && versions[row[layout.version] as number] !== range.version) continue;
    places.push(place);
    if (places.length < maxPageRows) continue;
    yield pageOf(capture, places);
    places = [];
  }
  if (places.length > 0) yield pageOf(capture, places);
}

function pageOf({ ring, rowContract, ids, versions, refused }: Capture, places: readonly number[]): RowPage {
  const { layout } = ring;
  const rows = places.map((place) => ring.at(place));
  const classes = rowContract.classes;
  const unseen: UnseenText[] = [];
  const features = Float64Array.from(
    rows.flatMap((row, index) =>
      rowContract.features.map(({ categories }, feature) => {
        const cell = row[feature] as number;
        if (categories === undefined || !(cell >= categories.length)) return cell;
        const text = refused.unseen.categoriesOf(layout.kept[feature] as number)[cell] ?? '';
        unseen.push({ row: index, feature, text });
        return categories.length;
      }),
    ),
  );
  const actualOf = (cell: number) => (Number.isNaN(cell) ? null : (classes[cell] ?? cell));
  return {
    contract: rowContract,
    rows: rows.length,
    ids: rows.map((row) => ids.idOf(row[layout.sequence] as number)),
    times: Float64Array.from(rows, (row) => row[layout.time] as number),
    versions: rows.map((row) => versions[row[layout.version] as number] ?? ''),
    features,
    predictions: Float64Array.from(rows, (row) => row[layout.prediction] as number),
    probabilities: Float64Array.from(rows.flatMap((row) => [...row.subarray(layout.probabilities, layout.probabilities + classes.length)])),
    unseen,
    actuals: rows.map((row) => actualOf(row[layout.actual] as number)),
    // The buffer does not keep when a label arrived.
    labelTimes: new Float64Array(rows.length).fill(Number.NaN),
  };
}
