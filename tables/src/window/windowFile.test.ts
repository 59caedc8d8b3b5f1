import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { WindowFileError } from '../errors.ts';
import type { Window, WindowColumn, WindowRole, WindowRows } from './window.ts';
import { decodeWindow, encodeWindow } from './windowFile.ts';

const role = fc.constantFrom<WindowRole>('feature', 'prediction', 'probability', 'actual', 'version', 'id', 'time');

function columnOf(rows: number): fc.Arbitrary<WindowColumn> {
  const length = { minLength: rows, maxLength: rows };
  const text = fc.string({ unit: 'binary' });
  return fc.oneof(
    fc.record({ name: text, role, type: fc.constant('numeric' as const), values: fc.float64Array(length) }),
    fc.record({ name: text, role, type: fc.constant('categorical' as const), values: fc.array(fc.option(text), length) }),
  );
}

const anyRows: fc.Arbitrary<WindowRows> = fc
  .nat(12)
  .chain((rows) => fc.record({ rows: fc.constant(rows), columns: fc.array(columnOf(rows), { maxLength: 6 }) }));

const anyWindow: fc.Arbitrary<Window> = fc
  .tuple(
    fc.record({ namespace: fc.string(), name: fc.string() }),
    anyRows,
    fc.option(anyRows),
    fc.option(fc.record({ seen: fc.nat(), missing: fc.constant({ queue_full: 3 }) })),
  )
  .map(([monitor, rows, refused, account]) => ({
    monitor,
    ...rows,
    ...(refused === null ? {} : { refused }),
    ...(account === null ? {} : { account }),
  }));

const small: Window = {
  monitor: { namespace: 'default', name: 'wine' },
  rows: 3,
  columns: [
    { name: 'alcohol', role: 'feature', type: 'numeric', values: Float64Array.of(12.5, Number.NaN, Number.NEGATIVE_INFINITY) },
    { name: 'région', role: 'feature', type: 'categorical', values: ['Côte 日本', null, ''] },
  ],
};

function faultOf(bytes: Uint8Array): string {
  try {
    decodeWindow(bytes);
  } catch (error) {
    if (error instanceof WindowFileError) return error.fault;
    throw error;
  }
  return 'none';
}

test('any window comes back as it was, with missing values, infinities and any text', () => {
  fc.assert(
    fc.property(anyWindow, (window) => {
      expect(decodeWindow(encodeWindow(window))).toEqual(window);
    }),
    { numRuns: 200 },
  );
});

test('programs of the release before read every window without refused rows', () => {
  const { columns, rows } = small;
  expect(encodeWindow(small)[8]).toBe(1);
  expect(encodeWindow({ ...small, refused: { rows, columns } })[8]).toBe(2);
});

test('a window is read from the middle of other bytes, whatever their alignment', () => {
  const bytes = encodeWindow(small);
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  expect(decodeWindow(shifted.subarray(3))).toEqual(small);
});

test('every window cut short is refused as truncated', () => {
  const bytes = encodeWindow(small);
  const faults = Array.from(bytes.keys(), (length) => faultOf(bytes.subarray(0, length)));
  expect(new Set(faults)).toEqual(new Set(['truncated']));
});

test('a window with any byte changed is refused', () => {
  const bytes = encodeWindow(small);
  for (const [at, byte] of bytes.entries()) {
    for (const bit of [1, 128]) {
      const changed = Uint8Array.from(bytes);
      changed[at] = byte ^ bit;
      expect([at, faultOf(changed)]).not.toEqual([at, 'none']);
    }
  }
});

/** A file with a right checksum over whatever header: what a program that means harm could write. */
function forge(header: unknown, values = new Uint8Array()): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const fixed = Buffer.alloc(24);
  fixed.write('mmwindow', 'latin1');
  fixed.writeUInt32LE(1, 8);
  fixed.writeUInt32LE(text.length, 12);
  fixed.writeBigUInt64LE(BigInt(24 + text.length + values.length + 32), 16);
  const body = Buffer.concat([fixed, text, values]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

const monitor = { namespace: 'a', name: 'b' };
const category = { name: 'x', role: 'feature', type: 'categorical', categories: ['a'] };

test.each([
  { name: 'another file', bytes: Buffer.from('PAR1 and so on, for many more bytes than the fixed part has'), fault: 'foreign' },
  { name: 'a newer version', bytes: Uint8Array.from(encodeWindow(small)).fill(9, 8, 9), fault: 'newer' },
  { name: 'more rows than there are bytes', bytes: forge({ monitor, rows: 1e9, columns: [category] }), fault: 'corrupt' },
  { name: 'rows that are no number', bytes: forge({ monitor, rows: '3', columns: [] }), fault: 'corrupt' },
  { name: 'an unknown role', bytes: forge({ monitor, rows: 0, columns: [{ ...category, role: 'x' }] }), fault: 'corrupt' },
  {
    name: 'a category beyond the list',
    bytes: forge({ monitor, rows: 1, columns: [category] }, Uint8Array.of(7, 0, 0, 0)),
    fault: 'corrupt',
  },
  { name: 'a header that is not JSON', bytes: forge('{'), fault: 'corrupt' },
  { name: 'a header that is null', bytes: forge('null'), fault: 'corrupt' },
  { name: 'bytes after its end', bytes: Buffer.concat([encodeWindow(small), Buffer.alloc(4)]), fault: 'corrupt' },
])('refuses $name', ({ bytes, fault }) => {
  expect(faultOf(bytes)).toBe(fault);
});

test('a column with too few values is not written', () => {
  expect(() => encodeWindow({ ...small, rows: 4 })).toThrow('expected 4 values in each column of the window, got 3 in alcohol');
});
