import { reportSection } from './reportSection.ts';
import { unbalancedTag } from './unbalancedTag.ts';

test('a section is named by its heading, with its outcome beside it', () => {
  const markup = reportSection({ id: 'quality', heading: 'Quality', outcome: 'failed' }, 'a < b').text;
  expect(unbalancedTag(markup)).toBeUndefined();
  expect(markup).toContain(
    '<section id="quality" aria-labelledby="quality-heading"><h2 id="quality-heading">Quality <span class="verdict drifted">',
  );
  expect(markup).toContain('a &lt; b');
});

test('a section without an outcome has its heading alone', () => {
  expect(reportSection({ id: 'a', heading: 'A' }, '').text).toContain('<h2 id="a-heading">A</h2>');
});
