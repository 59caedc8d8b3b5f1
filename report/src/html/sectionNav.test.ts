import { fullReport } from './fullReport.ts';
import { renderHtml } from './renderHtml.ts';
import { sectionNav } from './sectionNav.ts';
import { wineReport } from './wineReport.ts';

test('every link leads to a section of the page', () => {
  const page = renderHtml(fullReport());
  const targets = [...(sectionNav(fullReport())?.text ?? '').matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
  expect(targets).toHaveLength(8);
  for (const id of targets) expect(page).toContain(`id="${id}"`);
});

test('a page of features alone needs no list of sections', () => {
  expect(sectionNav(wineReport({ prediction: null }))).toBeUndefined();
});
