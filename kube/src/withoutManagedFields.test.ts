import { withoutManagedFields } from './withoutManagedFields.ts';

describe('withoutManagedFields', () => {
  const entry = '{"manager":"kubectl","fieldsV1":{"f:spec":{"k:{\\"name\\":\\"a\\"}":{},"v:[1,\\"]\\"]":{},"v:\\\\":{}}}}';

  test.each([
    { where: 'last', text: `{"metadata":{"name":"a","managedFields":[${entry}]}}`, expected: '{"metadata":{"name":"a"}}' },
    { where: 'first', text: `{"metadata":{"managedFields":[${entry}],"name":"a"},"b":1}`, expected: '{"metadata":{"name":"a"},"b":1}' },
    {
      where: 'between',
      text: `{"metadata":{"name":"a","managedFields":[${entry},${entry}],"uid":"b"}}`,
      expected: '{"metadata":{"name":"a","uid":"b"}}',
    },
    { where: 'alone', text: `{"metadata":{"managedFields":[${entry}]}}`, expected: '{"metadata":{}}' },
    { where: 'empty', text: '{"metadata":{"name":"a","managedFields":[]}}', expected: '{"metadata":{"name":"a"}}' },
    {
      where: 'in every entry of a list',
      text: `{"items":[{"metadata":{"name":"a","managedFields":[${entry}]}},{"metadata":{"name":"b","managedFields":[${entry}]}}]}`,
      expected: '{"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]}',
    },
  ])('they are cut out where they are $where', ({ text, expected }) => {
    expect(withoutManagedFields(text)).toBe(expected);
  });

  test.each([
    { what: 'text without any', text: '{"metadata":{"name":"a"}}' },
    { what: 'the name inside a string', text: JSON.stringify({ note: `{"managedFields":[${entry}]}` }) },
    { what: 'text of that name', text: '{"annotations":{"managedFields":"[a]"}}' },
  ])('$what stays as it is', ({ text }) => {
    expect(withoutManagedFields(text)).toBe(text);
  });

  test('text that ends too early is invalid JSON before and after', () => {
    expect(() => JSON.parse(withoutManagedFields('{"metadata":{"managedFields":[{"a":"b'))).toThrow(SyntaxError);
  });

  const own = '{"f:spec":{"k:{\\"name\\":\\"a]\\"}":{".":{},"f:name":{}}}}';
  const entryOf = (manager: string, rest = '') =>
    `{"manager":"${manager}","operation":"Apply","apiVersion":"v1","time":"2026-01-02T03:04:05Z","fieldsType":"FieldsV1","fieldsV1":${own}${rest}}`;

  test.each([
    { what: 'stay as text', entries: [entry, entryOf('shop'), entry], kept: own },
    { what: 'of another manager do not', entries: [entryOf('shopper'), entry], kept: undefined },
    { what: 'of a status do not', entries: [entryOf('shop', ',"subresource":"status"')], kept: undefined },
    { what: 'that were not applied do not', entries: [entryOf('shop').replace('Apply', 'Update')], kept: undefined },
  ])('the fields that one manager applied $what', ({ entries, kept }) => {
    const text = `{"metadata":{"name":"a","managedFields":[${entries.join(',')}],"uid":"b"},"c":1}`;
    const metadata = { name: 'a', ...(kept === undefined ? {} : { ownFields: kept }), uid: 'b' };
    expect(JSON.parse(withoutManagedFields(text, 'shop'))).toEqual({ metadata, c: 1 });
  });
});
