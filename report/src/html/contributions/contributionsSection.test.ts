import type { ContributionsReport } from '@modelmonitor/api';
import { unbalancedTag } from '../unbalancedTag.ts';
import { contributionsSection } from './contributionsSection.ts';

const feature = (name: string, priority: number | null) => ({
  name,
  importance: { reference: 0.2, current: 0.25 },
  share: 0.5,
  drift: 1.5,
  priority,
});
const rows = { reference: 178, current: 500 };

function rowsOf(features: ContributionsReport['features']): string[] {
  const markup = contributionsSection({ method: 'tree_shap', rows, features }).text.replaceAll('\u00a0', ' ');
  expect(unbalancedTag(markup)).toBeUndefined();
  return [...markup.matchAll(/<tr><th scope="row">.*?<\/tr>/g)].map(([row]) => row);
}

test('a feature has its priority as number and bar, its importance and its drift', () => {
  const [first = '', second = ''] = rowsOf([feature('<hue>', 0.75), feature('ash', 0.15)]);
  expect(
    first
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  ).toBe('&lt;hue&gt; 0.75 50 % was 0.2, now 0.25 1.5');
  expect(first).toContain('d="M0 0H100V10H0z"');
  expect(second).toContain('d="M0 0H20V10H0z"');
});

test('what is not known is a dash, and has no bar', () => {
  const unknown = { name: 'a', importance: { reference: null, current: null }, share: null, drift: null, priority: null };
  expect(rowsOf([unknown])[0]).toContain(
    '<span>–</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0H0V10H0z"/>',
  );
});

test('of many features the first fifteen are ranked', () => {
  expect(rowsOf(Array.from({ length: 40 }, (_, index) => feature(`f${index}`, 1)))).toHaveLength(15);
});

test('without figures the reason is shown', () => {
  const markup = contributionsSection({ method: 'permutation', rows, features: [], reason: 'the model <file> is gone' }).text;
  expect(markup).toContain('the model &lt;file&gt; is gone');
  expect(markup).not.toContain('<table');
});
