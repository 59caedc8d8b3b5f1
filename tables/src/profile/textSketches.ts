import { isExactFrequent, mergedSketch, sketchOfSorted } from '@modelmonitor/stats';
import { byTextProperty, textProperties } from '../columns/textProperties.ts';
import type { CategoricalProfile, TextSketches } from './profile.ts';

/** Properties of the texts of a column; undefined when they were not kept and some texts are not known. */
export function textSketches({ texts, frequent }: CategoricalProfile): TextSketches | undefined {
  if (texts !== undefined || !isExactFrequent(frequent)) return texts;
  const { rows, counts } = frequent;
  const properties = textProperties({ type: 'categorical', rows, counts, missing: 0, infinite: 0 });
  return byTextProperty((name) => sketchOfSorted(properties[name]));
}

/** Properties of the texts of two columns together. */
export function mergedTexts(one: CategoricalProfile, other: CategoricalProfile): TextSketches | undefined {
  const [before, after] = [textSketches(one), textSketches(other)];
  if (before === undefined || after === undefined) return undefined;
  return byTextProperty((name) => mergedSketch(before[name], after[name]));
}
