import { parse } from 'yaml';
import { annotationBytes, configMapYaml, largestConfigMapBytes } from './configMap.ts';
import { modelManifest } from './modelManifest.ts';
import { referenceManifest } from './referenceManifest.ts';

const place = { name: 'wine-model-v1', key: 'model.json' };

test('any text survives a round trip', () => {
  const text = 'a,b\n"x\ty",1\n\n  indented\n# no comment\n---\ntrailing \né€😀\n';
  expect(parse(configMapYaml({ ...place, content: text }, 'note'))).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'wine-model-v1' },
    data: { 'model.json': text },
  });
});

test('names and keys that YAML 1.1 reads otherwise are quoted', () => {
  expect(configMapYaml({ name: 'on', namespace: '1e3', key: 'y', content: 'no' }, 'note')).toContain(
    '  name: "on"\n  namespace: "1e3"\ndata:\n  "y": "no"\n',
  );
});

test('a model too large for kubectl apply is rejected with advice', () => {
  const text = '{"a":1}\n'.repeat(30_000);
  expect(() => modelManifest({ ...place, content: text }, 'note')).toThrow(
    /^expected at most 26\d{4} bytes for a model in a ConfigMap, the limit of kubectl apply, got 330000; train fewer trees \(--trees\)/,
  );
});

test('of a reference that does not fit, a reproducible sample of rows is kept in order', () => {
  const rows = Array.from({ length: 50_000 }, (_, row) => `${row},"wet"\n`);
  const lines = { header: 'lap,weather\n', rows };
  const { yaml, rows: kept } = referenceManifest(place, lines, { seed: 1, comment: 'note' });
  const text: string = parse(yaml).data['model.json'];
  const laps = text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[0]));
  expect(laps).toHaveLength(kept);
  expect(laps).toEqual(laps.toSorted((left, right) => left - right));
  const bytes = annotationBytes({ ...place, content: text });
  expect(bytes).toBeLessThan(largestConfigMapBytes);
  expect(bytes).toBeGreaterThan(largestConfigMapBytes - 1_100);
  expect(referenceManifest(place, lines, { seed: 1, comment: 'note' }).yaml).toBe(yaml);
});

test('a reference that fits is kept whole', () => {
  const { rows } = referenceManifest(place, { header: 'a\n', rows: ['1\n', '2\n'] }, { seed: 1, comment: 'note' });
  expect(rows).toBe(2);
});
