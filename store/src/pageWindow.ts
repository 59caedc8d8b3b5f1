import type { Window, WindowColumn, WindowRows } from '@modelmonitor/tables';
import { mostRefusedRows } from '@modelmonitor/tables/window';
import type { RowContract, RowFeature } from './rowContract.ts';
import type { RowPage } from './rowPage.ts';
import { selectPageRows } from './selectPageRows.ts';

export interface PageWindowOptions {
  readonly monitor: Window['monitor'];
  readonly maxRows: number;
}

/**
 * The newest rows of pages as a window, with the columns of the newest predicted row's contract. A row of another contract has missing values
 * in features that it lacks, or has with another type; rows of another task are left out.
 */
export async function pageWindow(pages: AsyncIterable<RowPage>, { monitor, maxRows }: PageWindowOptions): Promise<Window> {
  const predicted = createNewest(maxRows);
  const refused = createNewest(mostRefusedRows(maxRows));
  for await (const page of pages) {
    const rows = Array.from(page.predictions.keys());
    predicted.add(
      selectPageRows(
        page,
        rows.filter((row) => !Number.isNaN(page.predictions[row])),
      ),
    );
    refused.add(
      selectPageRows(
        page,
        rows.filter((row) => Number.isNaN(page.predictions[row])),
      ),
    );
  }
  const newest = predicted.pages.at(-1) ?? refused.pages.at(-1);
  if (newest === undefined) return { monitor, rows: 0, columns: [] };
  const { contract } = newest;
  const { rows, columns } = windowRows(predicted.pages, contract);
  const others = windowRows(refused.pages, contract);
  if (others.rows === 0) return { monitor, rows, columns };
  const kept = others.columns.filter(({ role }) => role === 'feature' || role === 'time');
  return { monitor, rows, columns, refused: { rows: others.rows, columns: kept } };
}

/** The newest rows of pages, at most so many. */
function createNewest(most: number): { readonly pages: RowPage[]; add(page: RowPage): void } {
  const pages: RowPage[] = [];
  let rows = 0;
  return {
    pages,
    add(page) {
      if (page.rows === 0) return;
      pages.push(page);
      rows += page.rows;
      while (pages[0] !== undefined && rows - pages[0].rows >= most) rows -= (pages.shift() as RowPage).rows;
      const [oldest] = pages;
      if (oldest === undefined || rows <= most) return;
      const surplus = rows - most;
      pages[0] = selectPageRows(
        oldest,
        Array.from({ length: oldest.rows - surplus }, (_, row) => row + surplus),
      );
      rows = most;
    },
  };
}

function windowRows(all: readonly RowPage[], contract: RowContract): WindowRows {
  const pages = all.filter((page) => page.contract.task === contract.task);
  const concatenate = <Value>(valuesOf: (page: RowPage) => Iterable<Value>): Value[] => pages.flatMap((page) => [...valuesOf(page)]);
  const numbers = (valuesOf: (page: RowPage) => Iterable<number>) => Float64Array.from(concatenate(valuesOf));
  const answer = (
    role: 'prediction' | 'actual',
    texts: (page: RowPage) => (string | null)[],
    values: (page: RowPage) => Iterable<number>,
  ): WindowColumn =>
    contract.task === 'classification'
      ? { role, name: role, type: 'categorical', values: concatenate(texts) }
      : { role, name: role, type: 'numeric', values: numbers(values) };
  return {
    rows: pages.reduce((sum, page) => sum + page.rows, 0),
    columns: [
      ...contract.features.map((feature): WindowColumn => {
        const { name, type } = feature;
        return type === 'categorical'
          ? { role: 'feature', name, type, values: concatenate((page) => featureTexts(page, feature)) }
          : { role: 'feature', name, type, values: numbers((page) => featureNumbers(page, feature)) };
      }),
      answer(
        'prediction',
        (page) => Array.from(page.predictions, (index) => page.contract.classes[index] ?? null),
        (page) => page.predictions,
      ),
      ...contract.classes.map((name): WindowColumn => {
        const column = (page: RowPage) => cells(page.probabilities, page.contract.classes.length, page.contract.classes.indexOf(name));
        return { role: 'probability', name, type: 'numeric', values: numbers((page) => column(page) ?? missing(page)) };
      }),
      answer(
        'actual',
        (page) => page.actuals.map((actual) => (actual === null ? null : String(actual))),
        (page) => page.actuals.map((actual) => (typeof actual === 'number' ? actual : Number.NaN)),
      ),
      { role: 'version', name: 'version', type: 'categorical', values: concatenate(({ versions }) => versions) },
      { role: 'id', name: 'id', type: 'categorical', values: concatenate(({ ids }) => ids) },
      { role: 'time', name: 'time', type: 'numeric', values: numbers(({ times }) => times) },
    ],
  };
}

function featureNumbers(page: RowPage, feature: RowFeature): Float64Array {
  const place = featurePlace(page.contract, feature);
  return cells(page.features, page.contract.features.length, place) ?? missing(page);
}

function featureTexts(page: RowPage, feature: RowFeature): (string | null)[] {
  const place = featurePlace(page.contract, feature);
  const categories = page.contract.features[place]?.categories ?? [];
  const texts = Array.from(featureNumbers(page, feature), (index) => categories[index] ?? null);
  for (const one of page.unseen) if (one.feature === place) texts[one.row] = one.text;
  return texts;
}

function featurePlace({ features }: RowContract, { name, type }: RowFeature): number {
  return features.findIndex((own) => own.name === name && own.type === type);
}

/** One cell of every row; undefined without its place. */
function cells(values: Float64Array, width: number, place: number): Float64Array | undefined {
  return place < 0 ? undefined : Float64Array.from({ length: values.length / width }, (_, row) => values[row * width + place] as number);
}

function missing({ rows }: RowPage): Float64Array {
  return new Float64Array(rows).fill(Number.NaN);
}
