import type { RowContract } from '@modelmonitor/store';
import type { ArchiveColumn, ArchiveRole } from './archiveHeader.ts';

/** Kinds of labels that the rows of a contract have. */
export interface LabelKinds {
  readonly text: boolean;
  readonly number: boolean;
}

/**
 * Columns of a file whose rows have these contracts: one column for each name and type, whichever contracts have it. Features and the target
 * keep their names; names of other columns that they have taken, in any case, get a number.
 */
export function archiveColumns(contracts: readonly RowContract[], labels: readonly LabelKinds[]): ArchiveColumn[] {
  const columns = new Map<string, DraftColumn>();
  const place = (key: string, column: Omit<DraftColumn, 'of'>, of: ColumnOf) => {
    const known = columns.get(key) ?? { ...column, of: [] };
    known.of.push(of);
    columns.set(key, known);
  };
  for (const [contract, { features, classes, task, target }] of contracts.entries()) {
    for (const [index, { name, type }] of features.entries()) {
      const kind = type === 'numeric' ? 'number' : 'text';
      place(`feature ${kind} ${name}`, { name, type: kind, role: 'feature' }, { contract, index });
    }
    const kind = task === 'classification' ? 'text' : 'number';
    place(`prediction ${kind}`, { name: 'prediction', type: kind, role: 'prediction' }, { contract, index: 0 });
    for (const [index, name] of classes.entries())
      place(`probability ${name}`, { name: `probability_${name}`, type: 'number', role: 'probability' }, { contract, index });
    for (const type of ['text', 'number'] as const)
      if (type === kind || labels[contract]?.[type] === true)
        place(`label ${type} ${target}`, { name: target, type, role: 'label' }, { contract, index: 0 });
  }
  return uniqueNames(orderColumns([...columns.values()]));
}

interface ColumnOf {
  readonly contract: number;
  readonly index: number;
}

interface DraftColumn extends Omit<ArchiveColumn, 'of'> {
  readonly of: ColumnOf[];
}

function orderColumns(columns: readonly DraftColumn[]): ArchiveColumn[] {
  const ofRole = (role: ArchiveRole) => columns.filter((column) => column.role === role);
  return [
    { name: 'id', type: 'text', role: 'id' },
    { name: 'time', type: 'time', role: 'time' },
    { name: 'version', type: 'text', role: 'version' },
    ...(['feature', 'prediction', 'probability', 'label'] as const).flatMap(ofRole),
    { name: 'label_time', type: 'time', role: 'labelTime' },
    { name: 'refused', type: 'truth', role: 'refused' },
    { name: 'contract', type: 'index', role: 'contract' },
  ];
}

/** Features choose first, then the target. Database and many readers do not tell upper from lower case. */
function uniqueNames(columns: readonly ArchiveColumn[]): ArchiveColumn[] {
  const taken = new Set<string>();
  const names = new Map<ArchiveColumn, string>();
  for (const column of columns.toSorted((one, two) => rank(one) - rank(two))) {
    let name = column.name;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${column.name}_${number}`;
    taken.add(name.toLowerCase());
    names.set(column, name);
  }
  return columns.map((column) => ({ ...column, name: names.get(column) as string }));
}

function rank({ role }: ArchiveColumn): number {
  return role === 'feature' ? 0 : role === 'label' ? 1 : 2;
}
