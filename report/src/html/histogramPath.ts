import type { Bar } from './overlaidBars.ts';

/** The drawing's size in its own units: whole numbers, since each digit is paid for in every row. */
export const drawing = { width: 600, height: 200 } as const;

/**
 * One SVG path for all bars of a histogram; bars that touch share an outline.
 *
 * @param highest share that reaches the top
 * @example
 * histogramPath([{ from: 0, to: 0.5, share: 0.2 }, { from: 0.5, to: 1, share: 0.4 }], 0.4) // => 'M0 200V100H300V0H600V200'
 */
export function histogramPath(bars: readonly Bar[], highest: number): string {
  let path = '';
  bars.forEach((bar, index) => {
    if (bar.from !== bars[index - 1]?.to) path += `M${x(bar.from)} ${drawing.height}`;
    path += `V${y(bar.share, highest)}H${x(bar.to)}`;
    if (bar.to !== bars[index + 1]?.from) path += `V${drawing.height}`;
  });
  return path;
}

function x(position: number): number {
  return Math.round(position * drawing.width);
}

function y(share: number, highest: number): number {
  return Math.round((1 - share / highest) * drawing.height);
}
