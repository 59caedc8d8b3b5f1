import { distinctSketch, type QuantileSketch, thinnedFrequent } from '@modelmonitor/stats';
import { textPropertyNames } from '../columns/prepareColumn.ts';
import { byTextProperty } from '../columns/textProperties.ts';
import type { ColumnBudget } from './columnBudget.ts';
import { documentBytes } from './columnDocument.ts';
import { fitSketch } from './fitSketch.ts';
import type { CategoricalProfile, TextSketches } from './profile.ts';
import { sketchDocument } from './sketchDocument.ts';
import { textSketches } from './textSketches.ts';

/** A column of texts without the texts: their properties, cut to the budget. */
export function fitTexts(column: CategoricalProfile, budget: ColumnBudget): CategoricalProfile {
  const texts = textSketches(column);
  const { texts: _whole, ...rest } = column;
  const bare = {
    ...rest,
    distinct: column.distinct ?? distinctSketch(column.frequent.counts.keys()),
    frequent: thinnedFrequent(column.frequent, () => false),
  };
  return texts === undefined ? bare : { ...bare, texts: sharedOut(texts, budget.thinnedBytes - documentBytes(bare)) };
}

const PROPERTY_BYTES = 12;

/** Each property gets the same share; what the short ones leave, the longer ones get. */
function sharedOut(texts: TextSketches, bytes: number): TextSketches {
  const byLength = textPropertyNames.toSorted((a, b) => texts[a].values.length - texts[b].values.length);
  const fitted = new Map<string, QuantileSketch>();
  let free = bytes;
  for (const [index, name] of byLength.entries()) {
    const share = Math.floor(free / (byLength.length - index)) - PROPERTY_BYTES;
    const sketch = fitSketch(texts[name], { exactBytes: share, thinnedBytes: share }, sketchBytes);
    fitted.set(name, sketch);
    free -= sketchBytes(sketch) + PROPERTY_BYTES;
  }
  return byTextProperty((name) => fitted.get(name) ?? texts[name]);
}

function sketchBytes(sketch: QuantileSketch): number {
  return JSON.stringify(sketchDocument(sketch)).length;
}
