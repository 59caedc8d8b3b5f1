import type { BoostedFile } from '../boosted/boostedFile.ts';
import { boostedModel } from '../boosted/boostedModel.ts';
import type { Link } from '../links/links.ts';
import type { ModelFile } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { lightgbmColumns } from './lightgbmColumns.ts';
import { lightgbmObjective } from './lightgbmObjectives.ts';
import { lightgbmTree } from './lightgbmTree.ts';
import { splitFile } from './splitFile.ts';

/** Reads the text of a LightGBM booster. @throws ModelFormatError with the tree and the line */
export function readLightgbm(bytes: Uint8Array): ModelFile {
  return boostedModel(readLightgbmText(bytes));
}

/** The booster that such a text describes; skops files of LGBMClassifier hold one, too. @throws ModelFormatError */
export function readLightgbmText(bytes: Uint8Array): BoostedFile {
  const parts = splitFile(bytes);
  const { head, averages } = parts;
  const outputs = head.count('num_tree_per_iteration', { most: 10_000, absent: 1 });
  const { answer, fitsBoth, link } = lightgbmObjective(head.has('objective') ? head.text('objective') : '');
  if (outputs < 1 || (answer !== 'multiclass' && outputs > 1)) {
    throw head.mismatch(
      'num_tree_per_iteration',
      answer === 'multiclass' ? 'at least one tree' : 'one tree, since the objective has one output',
      String(outputs),
    );
  }
  checkTrees(parts);
  const { columns, features } = lightgbmColumns(parts);
  const trees = parts.trees.map((tree, index) => lightgbmTree(tree, index % outputs));
  const iterations = Math.max(1, Math.floor(trees.length / outputs));
  return {
    writtenBy: ['LightGBM', ...(head.has('version') ? [`(format ${head.text('version').trim()})`] : [])].join(' '),
    trees: {
      featureCount: features.length,
      outputs,
      inputs: 'float64',
      tinyIsZero: true,
      sums: 'float64',
      combine: 'sum',
      base: new Float64Array(outputs),
      trees,
    },
    columns,
    features,
    link: averages ? averageLink(link, iterations) : link,
    answer,
    fitsBoth: fitsBoth === true,
  };
}

/** A cut file still has lines; `tree_sizes` says how many trees there were. */
function checkTrees({ head, trees }: ReturnType<typeof splitFile>): void {
  if (!head.has('tree_sizes')) return;
  const expected = head.words('tree_sizes').length;
  if (expected === trees.length) return;
  throw new ModelFormatError(`the head, tree_sizes: expected ${expected} trees, got ${trees.length}: the file is cut or damaged`);
}

/** A random forest averages its trees before the link; its margins stay sums, as `predict(raw_score=True)` answers. */
function averageLink(link: Link, iterations: number): Link {
  return (sums) => {
    for (let index = 0; index < sums.length; index++) sums[index] = (sums[index] as number) / iterations;
    link(sums);
  };
}
