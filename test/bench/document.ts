import type { Figure } from './outcome.ts';
import type { Scenario } from './scenario.ts';
import type { StoredResult } from './storedResult.ts';

/** A scenario and its last result. */
export interface Section {
  readonly scenario: Pick<Scenario, 'name' | 'title' | 'about'>;
  readonly result: StoredResult | undefined;
}

const introduction = `# Benchmarks

Written by \`make bench\` (\`node test/bench/bench.ts --write\`); the scripts are in \`test/bench\`, the peers are installed by them. One scenario alone:
\`node test/bench/bench.ts NAME --write\`; \`--quick\` takes short rounds, to see that everything works.

How to read it: a figure of one machine says little, the ratio to a peer in the same run says more. Rounds of the contenders take turns, because one server differs
by a fifth from minute to minute; the figure is the median of its rounds, the ratio the median of the ratios round by round (so it need not be the quotient of the
two medians). **met** is "yes" or "no" by the ratio or figure as measured, not as printed; "–" where there is no goal.
`;

/**
 * docs/benchmarks.md.
 *
 * @param before the document as it is: a scenario that was not measured here keeps its section
 */
export function document(sections: readonly Section[], before = ''): string {
  const kept = new Map(before.split(/^(?=## )/m).map((text) => [text.slice(0, text.indexOf('\n')), text.trimEnd()]));
  return [introduction, ...sections.map((section) => sectionText(section, kept.get(`## ${section.scenario.title}`)))].join('\n');
}

function sectionText({ scenario, result }: Section, kept: string | undefined): string {
  const head = `## ${scenario.title}\n\n${scenario.about}\n`;
  if (result === undefined) return `${kept ?? `${head}\nNot measured yet: \`node test/bench/bench.ts ${scenario.name} --write\`.`}\n`;
  const quick = result.quick ? ' **Short rounds: no figures to quote.**' : '';
  const run = `${result.date}; ${result.machine}; ${result.pinning}.${quick}\n\`node test/bench/bench.ts ${scenario.name}${result.quick ? ' --quick' : ''}\`\n`;
  const notes = result.notes.map((note) => `- ${note}\n`).join('');
  const tables = (result.tables ?? []).map(({ caption, headers, rows }) => `${caption}:\n\n${markdownTable(headers, rows)}`);
  return [head, figureTable(result.figures), ...tables, run, ...(notes === '' ? [] : [notes])].join('\n');
}

const headers = ['figure', 'ours', 'peer', 'ratio', 'goal', 'met'];

/** Figures as a Markdown table. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, ours, peer, ratio, goal, met }) => [what, ours, peer, ratio, goal, met === 'open' ? '–' : met]);
  return markdownTable(headers, rows);
}

function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, heads.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`).join('');
}
