import { formatNumber } from '@modelmonitor/api/plain';
import { html, type Markup } from './markup.ts';

/** The number for people, with every digit in its tooltip where some are left out. */
export function numberMarkup(value: number | null | undefined): Markup {
  const text = formatNumber(value);
  if (typeof value !== 'number' || Number(text.replaceAll(',', '').replace('−', '-')) === value) return html`${text}`;
  return html`<span title="${value}">${text}</span>`;
}
