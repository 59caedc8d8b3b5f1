import { html, trustedMarkup } from './markup.ts';

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
  expect(html`${trustedMarkup('<hr>')}`.text).toBe('<hr>');
});
