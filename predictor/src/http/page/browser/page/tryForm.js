import { request } from './api.js';
import { showCurl } from './curl.js';
import { byId, element } from './element.js';
import { formatShare, formatValue } from './format.js';

/** Most fields shown without scrolling. */
const mostAtOnce = 40;

/** Value of a select for a missing feature. */
const absent = '';

let features = [];
let example = {};
let shown = '';

/** Builds the form from the OpenAPI document; when the document changes, entered values stay. */
export function showForm(document) {
  const { NamedRow } = document.components.schemas;
  const row = document.paths['/predict'].post.requestBody.content['application/json'].examples.by_name.value.features;
  const next = JSON.stringify([NamedRow, row]);
  if (next === shown) return;
  const entered = new Map(features.map(({ name, input }) => [name, input.value]));
  shown = next;
  example = row;
  // A column that is ignored has a description only.
  const inputs = Object.entries(NamedRow.properties).filter(([, { description: _, ...accepted }]) => Object.keys(accepted).length > 0);
  features = inputs.map(([name, schema], index) => {
    const input = inputFor(schema, `feature-${index}`);
    return { name, schema, input, label: fieldOf(name, schema, input) };
  });
  byId('fields').replaceChildren(...features.map(({ label }) => label));
  byId('fields').classList.toggle('many', features.length > mostAtOnce);
  fillExample();
  for (const { name, input } of features) if (entered.has(name)) input.value = entered.get(name);
  showRequest();
}

/** The categories of a select: their own spellings, and null where they may be missing. */
function categoriesOf({ enum: values }) {
  return values?.filter((value) => value === null || typeof value === 'string');
}

/** Whether any text is accepted: the model predicts categories that it does not know. */
function takesAnyText({ enum: values, type }) {
  return values === undefined && [type].flat().includes('string');
}

function inputFor(schema, id) {
  const { minimum, maximum, type } = schema;
  if (takesAnyText(schema)) return element('input', { id, type: 'text', list: `${id}-known`, autocomplete: 'off' });
  const categories = categoriesOf(schema);
  if (categories !== undefined) {
    const choices = categories.map((category) =>
      category === null
        ? element('option', { value: absent, text: 'missing' })
        : element('option', { value: `=${category}`, text: category }),
    );
    return element('select', { id }, choices);
  }
  const bounds = { ...(minimum === undefined ? {} : { min: minimum }), ...(maximum === undefined ? {} : { max: maximum }) };
  const optional = [type].flat().includes('null');
  return element('input', { id, type: 'number', step: 'any', ...bounds, ...(optional ? { placeholder: 'missing' } : {}) });
}

function fieldOf(name, schema, input) {
  const { minimum, maximum, type, examples = [] } = schema;
  const known = examples.map((category) => element('option', { value: category }));
  const range =
    minimum === undefined
      ? maximum === undefined
        ? ''
        : `≤ ${maximum}`
      : maximum === undefined
        ? `≥ ${minimum}`
        : `${minimum} – ${maximum}`;
  const hint = [range, [type].flat().includes('null') ? 'optional' : ''].filter(Boolean).join(', ');
  return element('div', { class: 'field' }, [
    element('label', { for: input.id, title: name }, [
      element('span', { class: 'feature', text: name }),
      element('span', { class: 'quiet', text: hint }),
    ]),
    input,
    ...(takesAnyText(schema) ? [element('datalist', { id: `${input.id}-known` }, known)] : []),
    element('p', { class: 'wrong bad-text', id: `${input.id}-wrong` }),
  ]);
}

function fillExample() {
  for (const { name, schema, input } of features) {
    const value = example[name];
    input.value = schema.enum === undefined ? String(value ?? '') : value === null || value === undefined ? absent : `=${value}`;
  }
}

/** The body for /predict; empty fields are left out, invalid numbers are sent for the server to refuse. */
function bodyOf() {
  const row = features.flatMap(({ name, schema, input }) => {
    if (schema.enum !== undefined) return input.value === absent ? [] : [[name, input.value.slice(1)]];
    if (input.value === '') return [];
    return [[name, takesAnyText(schema) ? input.value : input.valueAsNumber]];
  });
  return JSON.stringify({ features: Object.fromEntries(row) });
}

function showRequest() {
  showCurl(new URL('predict', location.href).href, bodyOf());
}

/** Sends the form as a prediction request; `refresh` is called after each response. */
export function offerPrediction(refresh) {
  const form = byId('try');
  form.addEventListener('input', showRequest);
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    fillExample();
    showWrong([]);
    showRequest();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    showWrong([]);
    try {
      showPrediction(await request('predict', { method: 'POST', body: bodyOf() }));
    } catch (error) {
      const refused = error.problem?.errors ?? [];
      showWrong(refused);
      byId('result').replaceChildren(
        element('p', {
          class: 'bad-text',
          text: error.status === undefined ? 'The server is not reachable.' : `${error.problem?.title ?? 'Refused'}: ${error.message}`,
        }),
      );
    }
    await refresh();
  });
}

/** Shows each refused value's error beside its field. */
function showWrong(errors) {
  for (const { name, input, label } of features) {
    const error = errors.find(({ feature }) => feature === name);
    label.querySelector('.wrong').textContent = error === undefined ? '' : `expected ${error.expected}, got ${error.got}`;
    input.toggleAttribute('aria-invalid', error !== undefined);
    if (error === undefined) input.removeAttribute('aria-describedby');
    else input.setAttribute('aria-describedby', `${input.id}-wrong`);
  }
}

function showPrediction({ prediction, probabilities, version, id }) {
  const bars = Object.entries(probabilities ?? {}).map(([name, probability]) => {
    const fill = element('span', { class: 'fill' });
    fill.style.width = `${probability * 100}%`;
    const track = element('span', { class: 'track', 'aria-hidden': 'true' }, [fill]);
    return element('li', { class: name === prediction ? 'chosen' : '' }, [
      element('span', { class: 'class', text: name, title: name }),
      track,
      element('span', { class: 'number', text: formatShare(probability) }),
    ]);
  });
  byId('result').replaceChildren(
    element('p', { class: 'prediction', text: formatValue(prediction) }),
    ...(bars.length === 0 ? [] : [element('ul', { class: 'probabilities', 'aria-label': 'Probabilities' }, bars)]),
    element('p', { class: 'quiet', text: `version ${version} · id ${id}` }),
  );
}
