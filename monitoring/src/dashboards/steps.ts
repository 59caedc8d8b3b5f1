import type { Color, Step } from './panel.ts';

/** Green below a value, another colour from it upwards. */
export function stepsFrom(value: number, color: Color = 'red'): readonly Step[] {
  return [{ color: 'green' }, { from: value, color }];
}

/** Red below a value, green from it upwards. */
export function stepsUpTo(value: number): readonly Step[] {
  return [{ color: 'red' }, { from: value, color: 'green' }];
}

/** Lines at values, without a colour below the first. */
export function stepsAt(...values: readonly (readonly [value: number, color: Color])[]): readonly Step[] {
  return [{ color: 'text' }, ...values.map(([from, color]) => ({ from, color }))];
}
