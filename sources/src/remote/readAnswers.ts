import { RemoteError } from './remoteError.ts';
import type { RemoteContract, RemotePredictions } from './remoteModel.ts';

/** What a server answered to rows, not yet in the terms of the contract. */
export interface RemoteAnswers {
  /** Class or value of each row: a name, an index, a number, or the probability of the second of two classes. */
  readonly labels?: readonly unknown[];
  /** Of each row: a list in the order of `classes`, or an object by class. */
  readonly probabilities?: readonly unknown[];
  /** Order of the probabilities; that of the contract when absent. */
  readonly classes?: readonly string[] | undefined;
}

/** Reads answers of any protocol. @throws RemoteError that names the row, what was expected and what the server sent */
export function readAnswers(answers: RemoteAnswers, contract: RemoteContract, count: number): RemotePredictions {
  for (const list of [answers.labels, answers.probabilities]) {
    if (list !== undefined && list.length !== count) throw failure(`expected ${count} results, one per row, got ${list.length}`);
  }
  if (contract.task === 'regression')
    return { values: Float64Array.from(answers.labels ?? [], (value, row) => numberOf(single(value), row)) };
  const { labels, probabilities } = withListsApart(answers, contract);
  const shares = probabilities === undefined ? sharesOfLabels(labels, contract) : sharesOf(probabilities, contract, answers.classes);
  const named = probabilities === undefined && shares !== undefined ? undefined : labels;
  if (named !== undefined) {
    const values = Float64Array.from(named, (label, row) => classIndex(label, contract, row));
    return { values, ...(shares === undefined ? {} : { probabilities: shares }) };
  }
  if (shares === undefined) throw failure('expected a class or probabilities for each row, got neither');
  const width = contract.classes.length;
  const values = Float64Array.from({ length: count }, (_, row) => largest(shares.subarray(row * width, (row + 1) * width)));
  return { values, probabilities: shares };
}

/** A list for each row where a class is expected holds the probabilities. */
function withListsApart({ labels, probabilities }: RemoteAnswers, { classes }: RemoteContract): RemoteAnswers {
  const isList = labels?.every((label) => Array.isArray(label) && label.length === classes.length && classes.length > 1);
  if (isList === true && probabilities === undefined) return { probabilities: labels ?? [] };
  return { ...(labels === undefined ? {} : { labels: labels.map(single) }), ...(probabilities === undefined ? {} : { probabilities }) };
}

/** For two classes, numbers between 0 and 1 that are not all whole are probabilities of the second. */
function sharesOfLabels(labels: readonly unknown[] | undefined, { classes }: RemoteContract): Float64Array | undefined {
  const isShare = (label: unknown) => typeof label === 'number' && label >= 0 && label <= 1;
  if (labels === undefined || classes.length !== 2 || !labels.every(isShare) || labels.every(Number.isInteger)) return undefined;
  return Float64Array.from((labels as number[]).flatMap((share) => [1 - share, share]));
}

function sharesOf(lists: readonly unknown[], { classes }: RemoteContract, order: readonly string[] = classes): Float64Array {
  const places = classes.map((name) => order.indexOf(name));
  const shares = lists.flatMap((list, row) => {
    if (Array.isArray(list) && list.length === order.length) return places.map((place) => numberOf(list[place], row));
    if (typeof list === 'number' && classes.length === 2) return [1 - list, list];
    if (list !== null && typeof list === 'object' && !Array.isArray(list))
      return classes.map((name) => numberOf(Object.hasOwn(list, name) ? (list as Record<string, unknown>)[name] : undefined, row));
    throw failure(`row ${row}: expected the probabilities of ${order.join(', ')}, got ${textOf(list)}`);
  });
  return Float64Array.from(shares);
}

function classIndex(label: unknown, { classes }: RemoteContract, row: number): number {
  const text = String(label);
  const named = classes.indexOf(text);
  if (named >= 0) return named;
  const meant = classes.findIndex(
    (name) =>
      name.toLowerCase() === text.toLowerCase() ||
      (typeof label !== 'object' && name !== '' && text !== '' && Number(name) === Number(label)),
  );
  if (meant >= 0) return meant;
  if (typeof label === 'number' && Number.isInteger(label) && label >= 0 && label < classes.length) return label;
  throw failure(`row ${row}: expected one of the classes ${classes.join(', ')}, got ${textOf(label)}`);
}

function numberOf(value: unknown, row: number): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw failure(`row ${row}: expected a finite number, got ${textOf(value)}`);
}

/** The one element of a list of one. */
function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function largest(shares: Float64Array): number {
  return shares.reduce((best, share, index) => (share > (shares[best] as number) ? index : best), 0);
}

function failure(message: string): RemoteError {
  return new RemoteError(message, { kind: 'failed' });
}

function textOf(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80);
}
