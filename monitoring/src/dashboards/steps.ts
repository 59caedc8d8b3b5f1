import type { Color, Step } from './panel.ts';

/** Green, and from a value on another colour. */
export function stepsFrom(value: number, color: Color = 'red'): readonly Step[] {
  return [{ color: 'green' }, { from: value, color }];
}

/** Red, and from a value on green. */
export function stepsUpTo(value: number): readonly Step[] {
  return [{ color: 'red' }, { from: value, color: 'green' }];
}

/** Only the line at a value: below it nothing is said. */
export function stepsAt(...values: readonly (readonly [value: number, color: Color])[]): readonly Step[] {
  return [{ color: 'text' }, ...values.map(([from, color]) => ({ from, color }))];
}
