import type { CategoricalSummary, ColumnReport, NumericSummary } from '@modelmonitor/api';
import { formatNumber, formatPercent } from '@modelmonitor/api/plain';
import { html, type Markup } from './markup.ts';
import { numberMarkup } from './numberMarkup.ts';
import { isNumeric } from './overlaidBars.ts';

type Summary = NumericSummary | CategoricalSummary;
type Missing = ColumnReport['missing']['reference'];

const NUMERIC_FIGURES = [
  ['mean', 'Mean'],
  ['standard_deviation', 'Standard deviation'],
  ['minimum', 'Smallest'],
  ['p05', '5 % quantile'],
  ['p25', 'Lower quartile'],
  ['median', 'Median'],
  ['p75', 'Upper quartile'],
  ['p95', '95 % quantile'],
  ['maximum', 'Largest'],
] as const satisfies readonly (readonly [keyof NumericSummary, string])[];

const TEXT_FIGURES = [
  ['new_share', 'Texts the reference lacks', share],
  ['length', 'Mean length, characters', formatNumber],
  ['letters', 'Letters', share],
  ['digits', 'Digits', share],
  ['spaces', 'White space', share],
] as const satisfies readonly (readonly [keyof NonNullable<CategoricalSummary['text']>, string, (value: number | null) => string])[];

/** The figures of a column, reference and current side by side. */
export function summaryTable({ reference, current, missing }: Pick<ColumnReport, 'reference' | 'current' | 'missing'>): Markup {
  const infinite = missing.reference.infinite + missing.current.infinite > 0;
  return html`<table class="figures">
    <caption>Summary</caption>
    <thead><tr><td></td><th scope="col">Reference</th><th scope="col">Current</th></tr></thead>
    <tbody>
      ${figures(reference, current)}
      ${row('Values', numberMarkup(reference.rows), numberMarkup(current.rows))}
      ${row('Missing', missingMarkup(missing.reference), missingMarkup(missing.current))}
      ${infinite && row('Infinite', numberMarkup(missing.reference.infinite), numberMarkup(missing.current.infinite))}
    </tbody>
  </table>`;
}

function figures(reference: Summary, current: Summary): Markup[] {
  if (!isNumeric(reference) && !isNumeric(current)) {
    const distinct = row('Distinct values', numberMarkup(reference.distinct), numberMarkup(current.distinct));
    return [distinct, ...textFigures(reference, current)];
  }
  const isKnown = ([key]: (typeof NUMERIC_FIGURES)[number]) =>
    [reference, current].some((summary) => isNumeric(summary) && summary[key] !== null);
  return NUMERIC_FIGURES.filter(isKnown).map(([key, label]) => row(label, numericFigure(reference, key), numericFigure(current, key)));
}

function textFigures({ text: before }: CategoricalSummary, { text: after }: CategoricalSummary): Markup[] {
  if (before === undefined && after === undefined) return [];
  return TEXT_FIGURES.map(([key, label, format]) =>
    row(label, html`${format(before?.[key] ?? null)}`, html`${format(after?.[key] ?? null)}`),
  );
}

function numericFigure(summary: Summary, key: (typeof NUMERIC_FIGURES)[number][0]): Markup {
  return numberMarkup(isNumeric(summary) ? summary[key] : null);
}

function share(value: number | null): string {
  return value === null ? '–' : formatPercent(value);
}

function missingMarkup({ count, share }: Missing): Markup {
  return count === 0 ? html`0` : html`${numberMarkup(count)} (${formatPercent(share)})`;
}

function row(label: string, reference: Markup, current: Markup): Markup {
  return html`<tr><th scope="row">${label}</th><td>${reference}</td><td>${current}</td></tr>`;
}
