import type { Estimate, PerformanceMetric } from '@modelmonitor/api';
import { html, type Markup } from '../markup.ts';

/** The drawing's size in its own units, and the free space at its sides. */
const WIDTH = 200;
const HEIGHT = 24;
const MARGIN = 6;

/** Height of the line of each side. */
const LINES = { reference: 7, current: 17 } as const;

/**
 * The figures of reference (above) and current (below) on one scale, each with its 95 % interval as a line. Undefined when both are
 * missing or there is nothing to set them apart on. Not read aloud: the figures stand beside it.
 */
export function intervalMark({ reference, current }: Pick<PerformanceMetric, 'reference' | 'current'>): Markup | undefined {
  const ends = [reference, current].flatMap((side) => (side === null ? [] : endsOf(side)));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  if (!(high > low)) return undefined;
  const place = (value: number) => Math.round(MARGIN + ((value / 2 - low / 2) / (high / 2 - low / 2)) * (WIDTH - 2 * MARGIN));
  return html`<svg class="interval" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    ${reference !== null && side(reference, { name: 'reference', place })}
    ${current !== null && side(current, { name: 'current', place })}
  </svg>`;
}

function side(estimate: Estimate, { name, place }: { name: keyof typeof LINES; place: (value: number) => number }): Markup {
  const [lower = 0, value = 0, upper = 0] = endsOf(estimate).map(place);
  return html`<path class="${name}" d="M${lower} ${LINES[name]}H${upper}"/><path class="${name} dot" d="M${value} ${LINES[name]}h0"/>`;
}

function endsOf({ lower, value, upper }: Estimate): [number, number, number] {
  return [lower ?? value, value, upper ?? value];
}
