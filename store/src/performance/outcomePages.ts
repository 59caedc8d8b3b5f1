import type { RowPage, RowRange } from '../rowPage.ts';
import type { OutcomePage } from './performanceTables.ts';

/** Rows of a range with their labels by class index; a label that is no number counts as none of a regression. */
export async function* outcomePages(readPages: (range: RowRange) => AsyncIterable<RowPage>, range: RowRange): AsyncIterable<OutcomePage> {
  for await (const page of readPages(range)) yield outcomesOf(page);
}

function outcomesOf({ contract, rows, times, versions, predictions, probabilities, actuals, labelTimes }: RowPage): OutcomePage {
  const classes = [...contract.classes];
  const indices = new Map<string | number, number>(classes.map((name, index) => [name, index]));
  // A class that looks like a number may come as one.
  for (const [index, name] of contract.classes.entries()) if (String(Number(name)) === name) indices.set(Number(name), index);
  const indexOf = (label: string | number) => {
    const known = indices.get(label) ?? indices.get(String(label));
    if (known !== undefined) return known;
    indices.set(label, classes.push(String(label)) - 1);
    return classes.length - 1;
  };
  const labels = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = actuals[row] ?? null;
    if (label === null) labels[row] = Number.NaN;
    else if (contract.task === 'classification') labels[row] = indexOf(label);
    else labels[row] = typeof label === 'number' ? label : Number.NaN;
  }
  const names = Array.from(new Set(versions));
  const numberOf = new Map(names.map((name, index) => [name, index]));
  return {
    classes,
    modelClasses: contract.classes.length,
    rows,
    times,
    versions: names,
    versionOf: Uint16Array.from(versions, (name) => numberOf.get(name) as number),
    predictions,
    probabilities,
    actuals: labels,
    labelTimes,
  };
}
