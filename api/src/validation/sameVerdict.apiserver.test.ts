import { join } from 'node:path';
import fc from 'fast-check';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { installCrds } from '../../../test/controlPlane/installCrds.ts';
import { exampleMonitor } from '../exampleMonitor.ts';
import { validSamples } from './samples/validSamples.ts';
import { serverJudge } from './serverJudge.ts';
import { createValidator } from './validate.ts';

const validate = createValidator();

type Keys = readonly (string | number)[];

/** Texts and numbers at which two validators of one schema may differ: bounds, blanks, line ends, characters of more than one unit. */
const edges: readonly unknown[] = [
  ...[
    '',
    ' ',
    '.',
    '..',
    'a..b',
    'A',
    '-a',
    '0',
    '1h',
    '0s',
    '1h\n',
    '1e3',
    '100m',
    '1.5Gi',
    '.5',
    'http://',
    'HTTP://x',
    'a@b',
    'a@b\n',
    'h:1',
    'h:',
  ],
  ...['0\u00a0* * * *', '0\v*\t* * *', 'a\u2028@b', 'h\u2028:1', 'h\r:1', '\u0000', '\ufeffx', '__proto__', 'constructor', '@daily'],
  ...[63, 64, 128, 129, 253, 254].map((length) => 'a'.repeat(length)),
  ...['ä', '\u{1F600}'].flatMap((character) => [character.repeat(63), character.repeat(128)]),
  ...[0, -1, 1, 1.5, 99, 100, 101, 1000, 1001, 1e6, 1e6 + 1, 2 ** 53, 1e19, 1e300, -1e300, 5e-324],
  ...[undefined, null, true, [], {}, [null], [{}], [[]], ['a', 'a'], { a: 1 }],
];

const documents = validSamples.slice(0, -1).map(({ changes }) => exampleMonitor({ ...changes, 'metadata.name': 'new' }));

const changed = fc.constantFrom(...documents).chain((document) =>
  fc.record({
    document: fc.constant(document),
    path: fc.constantFrom(...pathsBelow(document).filter(([first]) => first === 'metadata' || first === 'spec')),
    more: fc.option(fc.constantFrom('extra', 'name', 'a b', '__proto__', 'x.y/z'), { freq: 8 }),
    value: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...edges) }, fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'grapheme' })),
  }),
);

await describeWithControlPlane('whatever replaces any part of a sample', {}, (plane) => {
  beforeAll(() => installCrds(plane(), [join(import.meta.dirname, '../../../crds/modelmonitors.modelmonitor.dev.yaml')]));

  test('an API server and a laptop come to the same verdict and the same defaults', async () => {
    await fc.assert(
      fc.asyncProperty(changed, async ({ document, path, more, value }) => {
        const next = replaced(document, more === null ? path : [...path, more], value);
        const { monitor, problems } = validate(next);
        const verdict = await serverJudge(plane().client, next);
        expect({ refused: verdict.problems.length > 0, ours: problems, theirs: verdict.problems }).toEqual({
          refused: problems.length > 0,
          ours: problems,
          theirs: verdict.problems,
        });
        expect(verdict.stored?.spec).toEqual(monitor === undefined ? undefined : JSON.parse(JSON.stringify(monitor.spec)));
      }),
      // A fixed seed: the result changes only with the code.
      { numRuns: 500, seed: 20_261_126 },
    );
  });
});

function pathsBelow(value: unknown, path: Keys = []): Keys[] {
  if (value === null || typeof value !== 'object') return [path];
  const inner = Object.entries(value).flatMap(([key, item]) => pathsBelow(item, [...path, Array.isArray(value) ? Number(key) : key]));
  return path.length === 0 ? inner : [path, ...inner];
}

/** A copy, as JSON, with another value at a path; nothing changes where the path leads into a text or a number. */
function replaced(document: unknown, path: Keys, value: unknown): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(document));
  const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], copy);
  const key = path.at(-1) ?? '';
  if (holder !== null && typeof holder === 'object') {
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return JSON.parse(JSON.stringify(copy));
}
