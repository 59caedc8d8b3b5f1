import type { NumericSummary } from '@modelmonitor/api';
import { formatNumber } from '@modelmonitor/api/plain';
import { axes, type Tick, valueTicks } from './axes.ts';
import { html, type Markup } from './markup.ts';

/** The drawing's size in its own units. */
const SIZE = 200;

/** Characters of a label that has room beside the next one. */
const LONGEST_LABEL = 6;

/** Quantiles of a column on both sides, as the report stores them: the same probabilities in the same order. */
type Quantiles = Pick<NumericSummary, 'quantiles'>;

/**
 * Quantile-quantile view: a dot for each quantile, the reference across and the current data up. Dots on the diagonal are equal
 * quantiles, dots above it are current values that grew. Undefined when a side has no quantiles, as reports of older versions have none.
 */
export function quantilePlot(name: string, { reference, current }: { reference: Quantiles; current: Quantiles }): Markup | undefined {
  const pairs = quantilePairs(reference, current);
  const values = pairs.flat();
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(high > low)) return undefined;
  // Halves: the width of a range may exceed the largest double.
  const place = (value: number) => Math.round(((value / 2 - low / 2) / (high / 2 - low / 2)) * SIZE);
  const dots = pairs.map(([before, after]) => `M${place(before)} ${SIZE - place(after)}h0`).join('');
  const ticks = everyOther(valueTicks([low, high], 4));
  return html`<figure class="quantiles"><figcaption>Quantiles (reference →, current ↑)</figcaption>${axes(
    html`<svg role="img" viewBox="0 0 ${SIZE} ${SIZE}" preserveAspectRatio="none">
      <title>Quantiles of ${name}. ${quantileSentence(pairs)}</title>
      <path class="diagonal" d="M0 ${SIZE}L${SIZE} 0"/>
      <path class="dots" d="${dots}"/>
    </svg>`,
    { shares: ticks, values: ticks },
  )}</figure>`;
}

/** Long labels would run into each other: every other one is left out. */
function everyOther(ticks: readonly Tick[]): readonly Tick[] {
  return ticks.some(({ label }) => label.length > LONGEST_LABEL) ? ticks.filter((_, index) => index % 2 === 0) : ticks;
}

function quantilePairs(reference: Quantiles, current: Quantiles): (readonly [number, number])[] {
  const after = current.quantiles ?? [];
  return (reference.quantiles ?? []).flatMap((before, index) => {
    const value = after[index];
    return value === undefined ? [] : [[before, value] as const];
  });
}

/** Where the dots lie, and the quartiles, for those who do not see them. */
function quantileSentence(pairs: readonly (readonly [number, number])[]): string {
  const above = pairs.filter(([before, after]) => after > before).length;
  const below = pairs.filter(([before, after]) => after < before).length;
  const told = `${above} of ${pairs.length} are higher in the current data, ${below} lower.`;
  const quartiles = [0.25, 0.5, 0.75].flatMap((share) => pairs[share * (pairs.length - 1)] ?? []);
  if (quartiles.length < 6) return told;
  return `${told} Quartiles: reference ${at(quartiles, 0)}, current ${at(quartiles, 1)}.`;
}

function at(quartiles: readonly number[], side: number): string {
  return [0, 2, 4].map((index) => formatNumber(quartiles[index + side])).join(', ');
}
