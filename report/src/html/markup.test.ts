import { escapeHtml, html, rawMarkup } from './markup.ts';

test('what is put in is escaped', () => {
  expect(html`<b title="${'"'}">${'<i>'}</b>`.text).toBe('<b title="&quot;">&lt;i&gt;</b>');
});

test('markup goes in as it is, alone and in lists', () => {
  expect(html`<ul>${['a', '<'].map((item) => html`<li>${item}</li>`)}</ul>`.text).toBe('<ul><li>a</li><li>&lt;</li></ul>');
});

test('undefined and false leave nothing, zero stays', () => {
  expect(html`${undefined}${false}${0}`.text).toBe('0');
});

test('indentation is dropped, line ends inside values stay', () => {
  expect(
    html`<p>
      ${'a\n  b'}
    </p>`.text,
  ).toBe('<p>a\n  b</p>');
});

test('trusted markup is not escaped', () => {
  expect(html`${rawMarkup('<hr>')}`.text).toBe('<hr>');
});

test.each([
  { name: 'a tag is text', text: '<script>alert(1)</script>', expected: '&lt;script&gt;alert(1)&lt;/script&gt;' },
  { name: 'quotes cannot end an attribute', text: `" onload='x'`, expected: '&quot; onload=&#39;x&#39;' },
  { name: 'an entity stays what was typed', text: '&lt;', expected: '&amp;lt;' },
  { name: 'the end of a CDATA section is text', text: ']]>', expected: ']]&gt;' },
  { name: 'right-to-left letters stay', text: 'מחיר', expected: 'מחיר' },
  { name: 'NUL and other control characters are replaced', text: 'a\u0000b\u001b\u0085', expected: 'a\ufffdb\ufffd\ufffd' },
  { name: 'tab and line end stay', text: 'a\tb\n', expected: 'a\tb\n' },
  { name: 'half a surrogate pair is replaced', text: 'a\ud83d', expected: 'a\ufffd' },
])('$name', ({ text, expected }) => {
  expect(escapeHtml(text)).toBe(expected);
});
