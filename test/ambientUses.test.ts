import { ambientUses } from './ambientUses.ts';
import { Parsed } from './parsed.ts';

test.each([
  { text: 'const now = Date.now();', uses: ['1 uses Date.now'] },
  { text: 'const clock = { now: Date.now };', uses: ['1 uses Date.now'] },
  { text: '// é\n\nconst now = new Date();', uses: ['3 uses new Date()'] },
  { text: 'const then = new Date(0);', uses: [] },
  { text: 'const text = Date();', uses: ['1 uses Date'] },
  { text: 'export const f = () => Math.random() + Math.floor(1);', uses: ['1 uses Math.random'] },
  {
    text: 'if (process.env["CI"]) console.log("x");',
    uses: ['1 uses process.', '1 uses console.log'].map((use) => use.replace('process.', 'process.env')),
  },
  { text: 'export const f = (process: { env: object }) => process.env;', uses: [] },
  { text: 'export const f = ({ performance }: Deps) => performance.now();', uses: [] },
  { text: 'export const f = (clock: Clock) => clock.setTimeout(() => setTimeout(() => 1, 2), 1);', uses: ['1 uses setTimeout'] },
  { text: 'export const f = ({ setTimeout }: Clock) => setTimeout(() => 1, 2);', uses: [] },
  { text: 'start(process);', uses: ['1 passes process on'] },
  { text: 'const { env } = process;', uses: ['1 passes process on'] },
  { text: 'start({ process, clock: performance });', uses: ['1 passes process on', '1 passes performance on'] },
  { text: 'export const f = (process: Process) => start({ process: process.env, process });', uses: [] },
  { text: 'start({ process: 1 }).process;', uses: [] },
  { text: 'globalThis.crypto.randomUUID();', uses: ['1 uses globalThis.crypto'] },
  { text: 'globalThis.setInterval(() => 1, 2);', uses: ['1 uses globalThis.setInterval'] },
  { text: "import { setTimeout as pause } from 'node:timers/promises';", uses: ['1 imports setTimeout from node:timers/promises'] },
  { text: "import { createHash, randomBytes } from 'node:crypto';", uses: ['1 imports createHash, randomBytes from node:crypto'] },
  { text: "import { createHash } from 'node:crypto';", uses: [] },
  { text: '#!/usr/bin/env node\nprocess.exit();', uses: ['2 uses process.exit'] },
])('$text', ({ text, uses }) => {
  expect(ambientUses(new Parsed(text))).toEqual(uses);
});
