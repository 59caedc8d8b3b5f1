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
});
