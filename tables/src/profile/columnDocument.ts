import type { CategoricalProfileDocument, NumericProfileDocument } from '@modelmonitor/api';
import { rowsBeyondList } from '@modelmonitor/stats';
import { byTextProperty } from '../columns/textProperties.ts';
import type { CategoricalProfile, ColumnProfile, NumericProfile } from './profile.ts';
import { sketchDocument } from './sketchDocument.ts';

const FIRST_REGISTER = 48;

/** A column as the encoded profile holds it. */
export function columnDocument(column: ColumnProfile): NumericProfileDocument | CategoricalProfileDocument {
  return column.type === 'numeric' ? numericDocument(column) : categoricalDocument(column);
}

/** Length of a column in the encoded profile, in bytes. */
export function documentBytes(column: ColumnProfile): number {
  return Buffer.byteLength(JSON.stringify(columnDocument(column)));
}

function numericDocument({ infinite, moments, sketch, ...column }: NumericProfile): NumericProfileDocument {
  const { mean, squaredDeviations } = moments;
  return {
    ...shared(column),
    type: column.type,
    infinite,
    mean: finite(mean),
    squared_deviations: finite(squaredDeviations),
    ...sketchDocument(sketch),
  };
}

function categoricalDocument({ type, nature, frequent, distinct, texts, ...column }: CategoricalProfile): CategoricalProfileDocument {
  return {
    ...shared(column),
    type,
    nature,
    values: [...frequent.counts.keys()],
    counts: [...frequent.counts.values()],
    unlisted: rowsBeyondList(frequent),
    count_error: frequent.countError,
    largest_unlisted: frequent.largestUnlisted,
    ...(distinct === undefined ? {} : { distinct: String.fromCharCode(...distinct.map((register) => register + FIRST_REGISTER)) }),
    ...(texts === undefined ? {} : { texts: byTextProperty((name) => sketchDocument(texts[name])) }),
  };
}

function shared({ name, missing, odd, reason }: Pick<ColumnProfile, 'name' | 'missing' | 'odd' | 'reason'>) {
  return { name, missing, ...(odd === undefined ? {} : { odd }), ...(reason === undefined ? {} : { reason }) };
}

/** The registers that a text holds. */
export function registersOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) - FIRST_REGISTER);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
