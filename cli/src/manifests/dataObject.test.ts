import { dataObjectOf } from './dataObject.ts';
import { parseManifests } from './parseManifests.ts';

function decode(text: string, kind: 'ConfigMap' | 'Secret') {
  const [manifest] = parseManifests(text, 'f.yaml').manifests;
  if (manifest === undefined) throw new Error('no manifest');
  const { object, problems } = dataObjectOf(manifest, kind);
  return { entries: Object.fromEntries([...object.entries].map(([key, value]) => [key, Buffer.from(value).toString('latin1')])), problems };
}

test('a ConfigMap has text and bytes', () => {
  const { entries, problems } = decode(
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { text: grün }\nbinaryData: { bytes: AAH/ }\n',
    'ConfigMap',
  );
  expect(problems).toEqual([]);
  expect(entries).toEqual({ bytes: '\u0000\u0001\u00ff', text: Buffer.from('grün').toString('latin1') });
});

test("a Secret's stringData overrides its data", () => {
  const { entries, problems } = decode(
    'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ntype: Opaque\ndata: { a: YQ==, b: Yg== }\nstringData: { b: new }\n',
    'Secret',
  );
  expect(problems).toEqual([]);
  expect(entries).toEqual({ a: 'a', b: 'new' });
});

test('a key of both data and binaryData is a problem', () => {
  const { problems } = decode(
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: x }\nbinaryData: { a: AAAA }\n',
    'ConfigMap',
  );
  expect(problems).toMatchObject([{ line: 5, path: 'binaryData' }]);
});

test('more than 1 MiB in all is a problem', () => {
  const { problems } = decode(
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: ${'x'.repeat(1_048_576)}, b: y }\n`,
    'ConfigMap',
  );
  expect(problems.map(({ message }) => message)).toEqual(['expected at most 1 MiB (1048576 bytes) in ConfigMap a, got 1048577 bytes']);
});
