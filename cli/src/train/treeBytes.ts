import type { TreeNode } from './growTree.ts';

/** What a tree needs beside its nodes: `{"feature":[],"value":[]}`, a comma and a line break, and backslashes as a text of JSON. */
const frame = 36;

/** Bytes of a tree in a model file that is stored as a text of JSON, as a ConfigMap is: near enough to plan with. */
export function treeBytes(root: TreeNode): number {
  return frame + nodeBytes(root);
}

function nodeBytes(node: TreeNode): number {
  if (!('distribution' in node)) {
    const own = String(node.splitColumn).length + String(node.splitValue).length + 2;
    return own + nodeBytes(node.left) + nodeBytes(node.right);
  }
  const { distribution } = node;
  const leaf = typeof distribution === 'number' ? String(distribution).length : 1;
  return '-1,'.length + leaf + 1;
}
