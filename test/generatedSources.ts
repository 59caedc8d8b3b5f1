import { driftMethods } from '../drift/src/methods/driftMethods.ts';
import type { MethodDescriptor } from '../drift/src/methods/methodDescriptor.ts';
import { classificationMetrics, regressionMetrics } from '../drift/src/performance/performanceMetrics.ts';
import { qualityChecks } from '../drift/src/quality/qualityChecks.ts';
import { formats } from '../models/src/formats.ts';
import type { ModelFormat } from '../models/src/model.ts';

/**
 * The TypeScript of `api/src/generated`: what the contract has to know of drift methods and the like, whose code it does not import. Written
 * before the other generated files, which are generated from it.
 */
export function generatedSources(): ReadonlyMap<string, string> {
  return new Map([
    ['api/src/generated/driftMethods.ts', driftMethodSource()],
    ['api/src/generated/modelFormats.ts', modelFormatSource()],
    ['api/src/generated/performanceMetrics.ts', performanceMetricSource()],
    ['api/src/generated/qualityChecks.ts', qualityCheckSource()],
  ]);
}

function driftMethodSource(): string {
  const namesOf = (takes: MethodDescriptor['takes']) => driftMethods.filter((method) => method.takes === takes).map(({ name }) => name);
  return `${head('drift/src/methods')}
/** Drift methods that only numeric columns can take. */
export const numericOnlyMethods = ${list(namesOf('numbers'))} as const;

/** Drift methods of categorical columns; numeric columns take them too. */
export const categoricalMethods = ${list(namesOf('any'))} as const;

/** Drift methods of numeric columns. */
export const numericMethods = [...numericOnlyMethods, ...categoricalMethods] as const;

/** What a column can be tested with: the methods a resource may name, and those of texts, which none names. */
export const columnMethods = [...numericMethods, ${namesOf('texts').map(quoted).join(', ')}] as const;

export type DriftMethod = (typeof numericMethods)[number];
export type ColumnMethod = (typeof columnMethods)[number];

/** What people and other programs have to know of a method. */
export interface MethodFacts {
  /** Which columns it compares. */
  readonly takes: 'numbers' | 'any' | 'texts';
  /** What the score is: a p-value (small means drift) or a distance (large means drift). */
  readonly score: 'p_value' | 'distance';
  /** How the score compares with the threshold when the column drifted. */
  readonly drift: '≤' | '<' | '≥' | '>';
  /** Threshold when none is chosen. */
  readonly threshold: number;
  /** What a statistician calls it. */
  readonly title: string;
  /** What its score is, in two or three words. */
  readonly scoreText: string;
  /** What it compares. */
  readonly about: string;
  /** What Evidently 0.7.21 calls it. */
  readonly evidently: string;
}

/** The facts of each method. */
export const methodFacts: Readonly<Record<ColumnMethod, MethodFacts>> = ${literal(Object.fromEntries(driftMethods.map(factsOf)))};
`;
}

function factsOf({ name, takes, score, drift, threshold, words, evidently }: MethodDescriptor): [string, object] {
  return [name, { takes, score, drift, threshold, title: words.title, scoreText: words.score, about: words.about, evidently }];
}

function performanceMetricSource(): string {
  const facts = [...classificationMetrics, ...regressionMetrics].map(({ words, ...metric }) => [
    metric.name,
    {
      task: metric.task,
      good: metric.good,
      headline: metric.headline === true,
      measured: !('onlyEstimated' in metric),
      title: words.title,
      about: words.about,
    },
  ]);
  return `${head('drift/src/performance')}
/** What people have to know of a performance metric. */
export interface PerformanceMetricFacts {
  readonly task: 'classification' | 'regression';
  /** Which way is good: up, down, or towards 0. */
  readonly good: 'higher' | 'lower' | 'zero';
  /** Whether it decides the verdict of the model. */
  readonly headline: boolean;
  /** Whether it is measured on rows with labels; if not, it is only estimated. */
  readonly measured: boolean;
  readonly title: string;
  /** What it is. */
  readonly about: string;
}

/** The facts of each performance metric, by its name in the report. */
export const performanceMetrics: Readonly<Record<string, PerformanceMetricFacts>> = ${literal(Object.fromEntries(facts))};
`;
}

function qualityCheckSource(): string {
  const facts = qualityChecks.map(({ name, scope, isShare, words }) => [name, { scope, isShare, title: words.title, about: words.about }]);
  return `${head('drift/src/quality')}
/** Checks of data quality and stability, in the order of the report. */
export const qualityTests = ${list(qualityChecks.map(({ name }) => name))} as const;

/** What people have to know of a check. */
export interface QualityCheckFacts {
  /** What it checks: columns and row counts of the table, its rows, or each column of some type. */
  readonly scope: 'shape' | 'rows' | 'presence' | 'column' | 'numbers' | 'categories';
  /** Whether its figures are shares. */
  readonly isShare: boolean;
  readonly title: string;
  /** What passes. */
  readonly about: string;
}

/** The facts of each check. */
export const qualityCheckFacts: Readonly<Record<(typeof qualityTests)[number], QualityCheckFacts>> = ${literal(Object.fromEntries(facts))};
`;
}

function modelFormatSource(): string {
  const about = Object.fromEntries(Object.entries(formats).map(([name, format]) => [name, format.about]));
  const all: readonly (readonly [string, ModelFormat])[] = Object.entries(formats);
  const unable = all.filter(([, { predictsUnseen }]) => predictsUnseen !== true).map(([name]) => name);
  return `${head('models/src/formats.ts')}
/** Every model format by name, and what its files are. */
export const modelFormats = ${literal(about)} as const;

export type ModelFormatName = keyof typeof modelFormats;

/** Formats whose models cannot predict a category that they do not know. */
export const formatsWithoutUnseen: readonly ModelFormatName[] = ${list(unable)};
`;
}

function head(from: string): string {
  return `// Generated from ${from} by \`npm run generate\`; do not edit.\n`;
}

function list(names: readonly string[]): string {
  return `[${names.map(quoted).join(', ')}]`;
}

function quoted(name: string): string {
  return `'${name}'`;
}

function literal(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
