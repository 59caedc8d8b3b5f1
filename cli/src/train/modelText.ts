import type { ForestFile } from '@modelmonitor/models';

/** A forest file as JSON with one tree per line, so that two versions can be compared line by line. */
export function modelText({ trees, ...head }: ForestFile): string {
  const fields = Object.entries(head).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${fields.join(',\n')},\n"trees":[\n${trees.map((tree) => JSON.stringify(tree)).join(',\n')}\n]}\n`;
}
