import { randomFromSeed } from '@modelmonitor/stats';
import type { LabelBatch, RowBatch, RowContract, RowPage } from '@modelmonitor/store';

/** Contracts of a day on which features were added, renamed in case and of another type, and the classes were renamed. */
const contracts: readonly RowContract[] = [
  {
    task: 'classification',
    features: [
      { name: 'alcohol', type: 'numeric' },
      { name: 'Colour', type: 'categorical', categories: ['red', "pin'k", ''] },
      { name: 'time', type: 'numeric' },
      { name: 'Alcohol', type: 'numeric' },
    ],
    classes: ['a', 'b'],
    target: 'id',
  },
  {
    task: 'classification',
    features: [
      { name: 'Colour', type: 'numeric' },
      { name: 'alcohol', type: 'categorical', categories: [] },
    ],
    classes: ['b', 'c', 'd"'],
    target: 'id',
  },
  { task: 'regression', features: [{ name: 'alcohol', type: 'numeric' }], classes: [], target: 'price' },
];

const cells = [0, -0, 1, -1.5, 0.1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, 5e-324, 2 ** 53 + 2];
const texts = ['', 'x', 'NaN', 'ä\u{1F377}', 'a\0b', "it's", 'red\n'];
const day = Date.UTC(2026, 10, 29);

interface PagesToMake {
  readonly pages: number;
  readonly rows: number;
  /** Time of the first row; 2026-11-29 when absent. */
  readonly from?: number;
}

/** Random pages of these contracts, oldest row first. */
export function testPages(seed: number, { pages, rows, from = day }: PagesToMake): RowPage[] {
  const random = randomFromSeed(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  let time = from;
  let number = 0;
  return Array.from({ length: pages }, () => {
    const contract = pick(contracts);
    const unseen: RowPage['unseen'][number][] = [];
    const cell = (row: number, feature: number): number => {
      const { type, categories = [] } = contract.features[feature] as RowContract['features'][number];
      if (type === 'numeric') return pick(cells);
      if (random() < 0.1) return Number.NaN;
      const code = Math.floor(random() * (categories.length + 1));
      if (code === categories.length) unseen.push({ row, feature, text: pick(texts.filter((text) => !categories.includes(text))) });
      return code;
    };
    const label = () =>
      random() < 0.5 ? null : random() < 0.1 ? pick([3, 'other']) : contract.task === 'regression' ? random() : pick(contract.classes);
    const actuals = Array.from({ length: rows }, label);
    return {
      contract,
      rows,
      ids: Array.from({ length: rows }, () => (random() < 0.1 ? `order ${number++} ü` : `k3f9-${(number++).toString(36)}`)),
      times: Float64Array.from({ length: rows }, () => (time += Math.floor(random() * 3))),
      versions: Array.from({ length: rows }, () => pick(['v1', 'v2'])),
      features: Float64Array.from({ length: rows * contract.features.length }, (_, index) =>
        cell(Math.floor(index / contract.features.length), index % contract.features.length),
      ),
      predictions: Float64Array.from({ length: rows }, () =>
        random() < 0.1 ? Number.NaN : contract.task === 'regression' ? random() * 10 : Math.floor(random() * contract.classes.length),
      ),
      probabilities: Float64Array.from({ length: rows * contract.classes.length }, () => (random() < 0.1 ? Number.NaN : random())),
      unseen,
      actuals,
      labelTimes: Float64Array.from(actuals, (actual) => (actual === null ? Number.NaN : time + 60_000.5)),
    };
  });
}

export async function* pagesOf(pages: readonly RowPage[]): AsyncGenerator<RowPage> {
  for (const page of pages) yield page;
}

/** Rows as texts, in order of contract and place: what two sets of pages are compared by. */
export function rowTexts(pages: readonly RowPage[]): string[] {
  const number = (value: number | undefined) => String(value);
  return pages
    .flatMap((page) =>
      page.ids.map((id, row) => {
        const { contract, features, probabilities, unseen } = page;
        const part = (values: Float64Array, width: number) => [...values.slice(row * width, (row + 1) * width)].map(number);
        return JSON.stringify([
          JSON.stringify(contract),
          id,
          number(page.times[row]),
          page.versions[row],
          part(features, contract.features.length),
          number(page.predictions[row]),
          part(probabilities, contract.classes.length),
          unseen
            .filter((each) => each.row === row)
            .map(({ feature, text }) => [feature, text])
            .toSorted(),
          page.actuals[row],
          number(page.labelTimes[row]),
        ]);
      }),
    )
    .toSorted();
}

/** Pages as they are written to a store. */
export function batchesOf(pages: readonly RowPage[], writer = 'w'): { readonly rows: RowBatch; readonly labels: LabelBatch | undefined }[] {
  return pages.map((page, index) => {
    const { contract, rows, ids, times, features, predictions, probabilities, unseen, actuals, labelTimes } = page;
    const versions = [...new Set(page.versions)];
    const labelled = actuals.flatMap((actual, row) => (actual === null ? [] : [{ actual, row }]));
    return {
      rows: {
        ...{ writer, number: index + 1, contract, rows, times, features, predictions, probabilities, unseen, versions },
        ids: { series: writer, numbers: Float64Array.from(ids.keys()), chosen: ids.map((id, row) => [row, `${writer}${id}`] as const) },
        versionOf: Uint16Array.from(page.versions, (version) => versions.indexOf(version)),
      },
      labels:
        labelled.length === 0
          ? undefined
          : {
              ids: labelled.map(({ row }) => `${writer}${ids[row]}`),
              actuals: labelled.map(({ actual }) => actual),
              times: Float64Array.from(labelled, ({ row }) => labelTimes[row] as number),
              time: 0,
              source: 'test',
            },
    };
  });
}
