import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Scenarios to run, in their order; all when none is named. */
  readonly names: readonly string[];
  readonly quick: boolean;
  /** Whether docs/benchmarks.md is written. */
  readonly write: boolean;
}

/**
 * Reads `[NAME…] [--quick] [--write]`.
 *
 * @throws RangeError for a name that is none
 */
export function benchOptions(argv: readonly string[], known: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
  });
  const wrong = positionals.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new RangeError(`scenario must be one of ${known.join(', ')}, got ${JSON.stringify(wrong)}`);
  return { names: positionals.length === 0 ? known : known.filter((name) => positionals.includes(name)), ...values };
}
