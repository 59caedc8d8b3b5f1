import { html } from './markup.ts';
import { scrollBox } from './scrollBox.ts';

test('the box has a name and can be reached by keyboard', () => {
  expect(scrollBox('<Metrics>', html`<b>1</b>`).text).toBe(
    '<div class="scroll" role="group" aria-label="&lt;Metrics&gt;" tabindex="0"><b>1</b></div>',
  );
});
