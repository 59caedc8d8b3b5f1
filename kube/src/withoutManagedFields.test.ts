import { withoutManagedFields } from './withoutManagedFields.ts';

describe('withoutManagedFields', () => {
  const entry = '{"manager":"kubectl","fieldsV1":{"f:spec":{"k:{\\"name\\":\\"a\\"}":{},"v:[1,\\"]\\"]":{},"v:\\\\":{}}}}';

  test.each([
    { where: 'last', text: `{"metadata":{"name":"a","managedFields":[${entry}]}}`, wanted: '{"metadata":{"name":"a"}}' },
    { where: 'first', text: `{"metadata":{"managedFields":[${entry}],"name":"a"},"b":1}`, wanted: '{"metadata":{"name":"a"},"b":1}' },
    {
      where: 'between',
      text: `{"metadata":{"name":"a","managedFields":[${entry},${entry}],"uid":"b"}}`,
      wanted: '{"metadata":{"name":"a","uid":"b"}}',
    },
    { where: 'alone', text: `{"metadata":{"managedFields":[${entry}]}}`, wanted: '{"metadata":{}}' },
    { where: 'empty', text: '{"metadata":{"name":"a","managedFields":[]}}', wanted: '{"metadata":{"name":"a"}}' },
    {
      where: 'in every entry of a list',
      text: `{"items":[{"metadata":{"name":"a","managedFields":[${entry}]}},{"metadata":{"name":"b","managedFields":[${entry}]}}]}`,
      wanted: '{"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]}',
    },
  ])('they are cut out where they are $where', ({ text, wanted }) => {
    expect(withoutManagedFields(text)).toBe(wanted);
  });

  test.each([
    { what: 'text without any', text: '{"metadata":{"name":"a"}}' },
    { what: 'what only a string says', text: JSON.stringify({ note: `{"managedFields":[${entry}]}` }) },
    { what: 'text of that name', text: '{"annotations":{"managedFields":"[a]"}}' },
  ])('$what stays as it is', ({ text }) => {
    expect(withoutManagedFields(text)).toBe(text);
  });

  test('text that ends too early is no JSON before and after', () => {
    expect(() => JSON.parse(withoutManagedFields('{"metadata":{"managedFields":[{"a":"b'))).toThrow(SyntaxError);
  });
});
