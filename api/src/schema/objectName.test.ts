import { Ajv } from 'ajv';
import { dataKey } from './dataKey.ts';
import { freeName } from './freeName.ts';
import { objectName } from './objectName.ts';

const ajv = new Ajv({ keywords: ['x-expected'] });
const kinds = { object: ajv.compile(objectName('Name.')), key: ajv.compile(dataKey('Key.')), free: ajv.compile(freeName('Name.')) };

test.each<{ kind: keyof typeof kinds; text: string; accepted: boolean }>([
  { kind: 'object', text: 'wine', accepted: true },
  { kind: 'object', text: '0', accepted: true },
  { kind: 'object', text: 'wine-v1.models', accepted: true },
  { kind: 'object', text: 'a'.repeat(253), accepted: true },
  { kind: 'object', text: 'a'.repeat(254), accepted: false },
  { kind: 'object', text: '', accepted: false },
  { kind: 'object', text: 'Wine', accepted: false },
  { kind: 'object', text: '-wine', accepted: false },
  { kind: 'object', text: 'wine-', accepted: false },
  { kind: 'object', text: 'wine..v1', accepted: false },
  { kind: 'object', text: '../wine', accepted: false },
  { kind: 'object', text: 'wine\n', accepted: false },
  { kind: 'key', text: 'model.json', accepted: true },
  { kind: 'key', text: 'A_b-c', accepted: true },
  { kind: 'key', text: '.htpasswd', accepted: true },
  { kind: 'key', text: '..data', accepted: false },
  { kind: 'key', text: 'a/b', accepted: false },
  { kind: 'key', text: '', accepted: false },
  { kind: 'free', text: 'od280/od315 of diluted wines (é)', accepted: true },
  { kind: 'free', text: '', accepted: false },
  { kind: 'free', text: 'x'.repeat(129), accepted: false },
])('as a name of kind $kind, "$text" is accepted: $accepted', ({ kind, text, accepted }) => {
  expect(kinds[kind](text)).toBe(accepted);
});

// On a disk a key becomes a file name: these two would leave the directory.
test.each(['.', '..'])('%j is no key', (text) => {
  expect(kinds.key(text)).toBe(false);
});
