import { Parsed } from './parsed.ts';
import { sourceFiles } from './sourceFiles.ts';
import { userNameLookups } from './userNameLookups.ts';

/** What meets no name that a user chooses. */
const apart = /^(monitoring|charts|examples|kube|stats)\/|\/generate\/|^api\/src\/exampleMonitor\.ts$/;

test('no name that a user chooses is looked up in a plain object', () => {
  const files = sourceFiles().filter(({ path, isTest }) => !isTest && !apart.test(path));
  expect(files.flatMap(({ path, parsed }) => userNameLookups(parsed).map((found) => `${path}:${found}`))).toEqual([]);
});

test.each([
  { text: 'const type = types[name] ?? "numeric";', found: ['1 types[name]'] },
  { text: 'const type = columns.map((column) => types[column.name]);', found: ['1 types[column.name]'] },
  { text: 'const type = Object.hasOwn(types, name) ? types[name] : undefined;', found: [] },
  { text: 'const type = ownValue(types, name);', found: [] },
  {
    text: 'const byClass: Record<string, number> = {};',
    found: ['1 byClass: Record<string, number> = {}: fill a map, or use Object.fromEntries'],
  },
  { text: 'const all = Object.assign({}, ...parts);', found: ['1 Object.assign({}, …): use spread or Object.fromEntries'] },
  { text: 'const all = { ...one, ...other };', found: [] },
])('$text', ({ text, found }) => {
  expect(userNameLookups(new Parsed(text))).toEqual(found);
});
