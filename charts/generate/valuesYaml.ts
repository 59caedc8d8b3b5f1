import { yamlText } from '../../cli/src/manifests/yamlText.ts';
import { type ChartValue, membersOf } from './chartValue.ts';
import { chartValues } from './chartValues.ts';

/** The text of values.yaml: every value with its default and its description. */
export function valuesYaml(): string {
  return [
    '# Values of the chart, generated from charts/generate/chartValues.ts by `npm run generate`; do not edit.',
    ...linesOf(chartValues, ''),
    '',
  ].join('\n');
}

function linesOf(group: ChartValue, indent: string): string[] {
  return Object.entries(membersOf(group) ?? {}).flatMap(([name, value]) => [
    `${indent}# ${value.description}${choices(value)}`,
    ...(membersOf(value) === undefined ? settingOf(name, value, indent) : [`${indent}${name}:`, ...linesOf(value, `${indent}  `)]),
  ]);
}

function settingOf(name: string, { default: value }: ChartValue, indent: string): string[] {
  return yamlText({ [name]: value })
    .trimEnd()
    .split('\n')
    .map((line) => `${indent}${line}`);
}

function choices({ enum: words }: ChartValue): string {
  return words === undefined ? '' : ` One of ${words.join(', ')}.`;
}
