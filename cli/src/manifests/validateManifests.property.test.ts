import { createValidator } from '@modelmonitor/api';
import fc from 'fast-check';
import { parseManifests } from './parseManifests.ts';
import { validateManifests } from './validateManifests.ts';

const text = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        'a: ',
        '- ',
        '{',
        '}',
        '[',
        ']',
        '&x ',
        '*x',
        '<<: ',
        '\n',
        '  ',
        '\t',
        '---\n',
        '"',
        "'",
        '|',
        'no',
        '? ',
        '!!binary ',
      ),
      {
        maxLength: 40,
      },
    )
    .map((parts) => parts.join('')),
);

test('no text makes parsing throw, and every problem has a line of the text', () => {
  fc.assert(
    fc.property(text, (given) => {
      const lines = given.split('\n').length;
      for (const { line } of parseManifests(given, 'f').problems) expect(line).toBeLessThanOrEqual(lines);
    }),
    { numRuns: 500 },
  );
});

const kinds = fc.constantFrom('ModelMonitor', 'ConfigMap', 'Secret', 'List', 'Other');
const objects = fc.record(
  {
    apiVersion: fc.oneof(fc.constantFrom('v1', 'modelmonitor.dev/v1alpha1'), fc.jsonValue()),
    kind: fc.oneof(kinds, fc.jsonValue()),
    metadata: fc.oneof(fc.record({ name: fc.jsonValue(), namespace: fc.jsonValue() }), fc.jsonValue()),
    spec: fc.oneof(
      fc.record({
        model: fc.oneof(fc.record({ versions: fc.jsonValue(), features: fc.jsonValue() }), fc.jsonValue()),
        serving: fc.jsonValue(),
        drift: fc.record({ reference: fc.jsonValue() }),
      }),
      fc.jsonValue(),
    ),
    data: fc.jsonValue(),
    items: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

const validate = createValidator();

test('no objects make judging throw; what is hostile is never valid', () => {
  fc.assert(
    fc.property(fc.array(objects, { maxLength: 3 }), (given) => {
      const parsed = parseManifests(given.map((object) => JSON.stringify(object)).join('\n---\n'), 'f');
      const { monitors, problems } = validateManifests({ paths: ['f'], sourceFiles: [], ...parsed }, { validate });
      expect(monitors).toEqual([]);
      expect(problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});
