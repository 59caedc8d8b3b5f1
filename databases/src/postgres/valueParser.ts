const oid = {
  int2: 21,
  int4: 23,
  int8: 20,
  numeric: 1700,
  float4: 700,
  float8: 701,
  bool: 16,
  timestamptz: 1184,
  json: 114,
  jsonb: 3802,
  float8Array: 1022,
  int8Array: 1016,
  bytea: 17,
};

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [oid.int2]: Number,
  [oid.int4]: Number,
  [oid.int8]: Number,
  [oid.numeric]: Number,
  [oid.float4]: Number,
  [oid.float8]: Number,
  [oid.bool]: (text) => text === 't',
  [oid.json]: (text) => JSON.parse(text) as unknown,
  [oid.jsonb]: (text) => JSON.parse(text) as unknown,
  [oid.float8Array]: numbersOf,
  [oid.int8Array]: numbersOf,
  [oid.bytea]: (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
};

/** How the text of a value is read, by the number of its type: numbers are numbers, anything unknown stays text. */
export function valueParser(type: number): (text: string) => unknown {
  return parsers[type] ?? ((text) => text);
}

/** The text of a one-dimensional array, such as `{1,NaN,NULL}`; NaN for null. */
function numbersOf(text: string): Float64Array {
  if (text === '{}') return new Float64Array(0);
  return Float64Array.from(text.slice(1, -1).split(','), Number);
}
