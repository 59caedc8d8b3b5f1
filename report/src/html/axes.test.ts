import { axes, shareTicks, valueTicks } from './axes.ts';
import { html } from './markup.ts';

test('the upright axis ends at a round share at or above the highest', () => {
  const { top, ticks } = shareTicks(0.27);
  expect(top).toBeCloseTo(0.3, 12);
  expect(ticks.map(({ label }) => label.replaceAll('\u00a0', ' '))).toEqual(['0 %', '10 %', '20 %', '30 %']);
  expect(ticks.at(-1)?.position).toBe(1);
});

test.each([[1], [0.5], [0.013], [1e-7]])('the axis of a highest share of %p holds it', (highest) => {
  expect(shareTicks(highest).top).toBeGreaterThanOrEqual(highest - 1e-12);
});

test('the level axis has round values at their places', () => {
  expect(valueTicks([10, 20])).toEqual([10, 12, 14, 16, 18, 20].map((value) => ({ position: (value - 10) / 10, label: String(value) })));
});

test('labels stand beside the drawing and are not read aloud', () => {
  const markup = axes(html`<svg></svg>`, { shares: [{ position: 0.5, label: '5' }], values: [] }).text;
  expect(markup).toContain('<div class="y" aria-hidden="true"><span style="bottom:50%">5</span></div>');
});
