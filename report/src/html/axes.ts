import { formatNumber, formatPercent } from '@modelmonitor/api/plain';
import { html, type Markup } from './markup.ts';
import { niceTicks } from './niceTicks.ts';

export interface Tick {
  /** Distance from the start of the axis, 0 to 1. */
  readonly position: number;
  readonly label: string;
}

/** The upright axis: shares from zero to the lowest tick at or above the highest share. */
export function shareTicks(highest: number): { readonly top: number; readonly ticks: readonly Tick[] } {
  const values = niceTicks(0, highest, 4);
  const step = (values[1] ?? highest) - (values[0] ?? 0);
  const last = values.at(-1) ?? highest;
  const reached = last >= highest - 1e-12;
  const all = reached ? values : [...values, last + step];
  const top = all.at(-1) ?? highest;
  return { top, ticks: all.map((value) => ({ position: value / top, label: formatPercent(value) })) };
}

/** An axis of values: round ones inside the range, about `count`. */
export function valueTicks([low, high]: readonly [number, number], count = 5): readonly Tick[] {
  return niceTicks(low, high, count).map((value) => ({
    position: (value / 2 - low / 2) / (high / 2 - low / 2),
    label: formatNumber(value),
  }));
}

/** A plot between its axes. The labels are text beside the drawing, so that they keep their size when it stretches; the drawing's title says what matters. */
export function axes(plot: Markup, { shares, values }: { shares: readonly Tick[]; values: readonly Tick[] }): Markup {
  return html`<div class="plot">
    <div class="y" aria-hidden="true">${shares.map((tick) => html`<span style="bottom:${percent(tick)}">${tick.label}</span>`)}</div>
    <div class="area">${shares.filter(({ position }) => position > 0).map((tick) => html`<i style="bottom:${percent(tick)}"></i>`)}${plot}</div>
    <div class="x" aria-hidden="true">${values.map((tick) => html`<span style="left:${percent(tick)}">${tick.label}</span>`)}</div>
  </div>`;
}

function percent({ position }: Tick): string {
  return `${Number((position * 100).toFixed(2))}%`;
}
