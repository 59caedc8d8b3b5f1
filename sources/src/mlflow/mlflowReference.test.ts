import { mlflowUri, parseMlflowUri } from './mlflowReference.ts';

const id = 'm-1495b4623a644686a82185dc29ef2d70';

test.each([
  { uri: 'models:/wine@champion', reference: { model: 'wine', alias: 'champion' } },
  { uri: 'models:/wine/7', reference: { model: 'wine', version: '7' } },
  { uri: 'models:/wine/Production', reference: { model: 'wine', stage: 'Production' } },
  { uri: 'models:/wine/latest', reference: { model: 'wine' } },
  { uri: `models:/${id}`, reference: { modelId: id } },
  { uri: 'runs:/f44a473b/model', reference: { run: 'f44a473b', path: 'model' } },
  { uri: 'runs:/f44a473b/models/wine', reference: { run: 'f44a473b', path: 'models/wine' } },
  { uri: 'models:/my wine.v2@a-b', reference: { model: 'my wine.v2', alias: 'a-b' } },
])('$uri is read, and written the same', ({ uri, reference }) => {
  expect(parseMlflowUri(uri)).toEqual(reference);
  expect(mlflowUri(parseMlflowUri(uri))).toBe(uri);
});

test('without more than a name the newest version is meant', () => {
  expect(parseMlflowUri('models:/wine')).toEqual({ model: 'wine' });
});

test.each(['models:wine', 'models:/', 'models:/a/b/c', 'models:/wine@', 'runs:/f44a', 'runs:/f4/', 's3://bucket/x', 'models:/a@b@c'])(
  '%s is refused with examples',
  (uri) => {
    expect(() => parseMlflowUri(uri)).toThrow(/^expected the address of a model, such as models:\/NAME@ALIAS, .* got /);
  },
);
