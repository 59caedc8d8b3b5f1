import { reusableBuffers } from './numberBuffers.ts';

describe('buffers that are used again', () => {
  test('are other arrays until one is given back', () => {
    const buffers = reusableBuffers();
    const [first, second] = [buffers.take(10), buffers.take(10)];
    expect(second.buffer).not.toBe(first.buffer);
    buffers.giveBack(first);
    expect(buffers.take(10).buffer).toBe(first.buffer);
  });

  test('are as long as requested, in memory at most twice as long', () => {
    const buffers = reusableBuffers();
    const long = buffers.take(100);
    buffers.giveAllBack();
    expect(buffers.take(49).buffer).not.toBe(long.buffer);
    const fitting = buffers.take(50);
    expect(fitting.buffer).toBe(long.buffer);
    expect(fitting).toHaveLength(50);
  });

  test('take nothing that did not come from them', () => {
    const buffers = reusableBuffers();
    const other = new Float64Array(10);
    buffers.giveBack(other);
    expect(buffers.take(10).buffer).not.toBe(other.buffer);
  });
});
