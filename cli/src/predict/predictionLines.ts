import type { Explainer, Model, ModelContract } from '@modelmonitor/models';
import { csvLine } from '../train/csvLine.ts';

export interface LineOptions {
  readonly contract: ModelContract;
  readonly model: Model;
  /** Whether the sums before the link function are written, where the model has them. */
  readonly raw: boolean;
  readonly explainer: Explainer | undefined;
}

/** The predictions of a batch of rows as lines of a CSV file. */
export interface PredictionLines {
  /** The line of column names. */
  header(outputs: number): string;
  lines(matrix: Float64Array, rows: number): Promise<{ readonly text: string; readonly outputs: number }>;
}

/** Numbers are written as the shortest text that reads back as the same number. */
export function predictionLines({ contract, model, raw, explainer }: LineOptions): PredictionLines {
  const { classes, features } = contract;
  const width = features.length;
  const names = classes.map((name) => csvLine([name]).trimEnd());
  return {
    header: (outputs) =>
      csvLine([
        'prediction',
        ...classes.map((name) => `probability_${name}`),
        ...Array.from({ length: outputs }, (_, index) => `raw_${index}`),
        ...(explainer === undefined ? [] : contributionColumns(contract, explainer.outputs)),
      ]),
    lines: async (matrix, rows) => {
      const { values, probabilities } = await model.predict(matrix, rows);
      const margins = raw ? await model.margins?.(matrix, rows) : undefined;
      const contributions = explainer?.contributions(matrix, rows);
      const outputs = margins?.outputs ?? 0;
      let text = '';
      for (let row = 0; row < rows; row++) {
        const value = values[row] as number;
        let line = classes.length === 0 ? `${value}` : (names[value] ?? '');
        if (probabilities !== undefined) line += numbersOf(probabilities, row * classes.length, classes.length);
        if (margins !== undefined) line += numbersOf(margins.values, row * outputs, outputs);
        if (explainer !== undefined && contributions !== undefined)
          line += contributionsOf(explainer, contributions, { start: row * width * explainer.outputs, width });
        text += `${line}\n`;
      }
      return { text, outputs };
    },
  };
}

function numbersOf(values: Float64Array, start: number, count: number): string {
  let text = '';
  for (let index = start; index < start + count; index++) text += `,${values[index]}`;
  return text;
}

/** Of each output in turn: its base, then what each feature adds to it. */
function contributionColumns({ features, classes }: ModelContract, outputs: number): string[] {
  const endings = outputs === 1 ? [''] : Array.from({ length: outputs }, (_, output) => `_${classes[output] ?? output}`);
  return endings.flatMap((ending) => [`base${ending}`, ...features.map(({ name }) => `contribution_${name}${ending}`)]);
}

function contributionsOf({ outputs, base }: Explainer, values: Float64Array, { start, width }: { start: number; width: number }): string {
  let text = '';
  for (let output = 0; output < outputs; output++) {
    text += `,${base[output]}`;
    for (let index = start + output; index < start + width * outputs; index += outputs) text += `,${values[index]}`;
  }
  return text;
}
