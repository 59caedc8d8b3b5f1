const message = document.getElementById('message');
const credentials = document.getElementById('credentials');
const token = document.getElementById('token');

const dark = matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', followScheme);
followScheme();

credentials.addEventListener('submit', (event) => {
  event.preventDefault();
  show(token.value);
});
show('');

/** Fetches the document, asking for a token where one is needed, and hands it to Swagger UI. */
async function show(bearer) {
  const headers = bearer === '' ? {} : { authorization: `Bearer ${bearer}` };
  const answer = await fetch('openapi.json', { headers }).catch(() => undefined);
  credentials.hidden = answer?.status !== 401;
  if (answer?.ok) {
    message.hidden = true;
    open(await answer.json(), bearer);
    return;
  }
  message.hidden = false;
  if (answer?.status === 401) {
    message.textContent = bearer === '' ? 'A token is needed.' : 'This token is not accepted.';
    token.focus();
  } else {
    message.textContent = answer === undefined ? 'The server is not reachable.' : `The server answered with status ${answer.status}.`;
  }
}

function open(spec, bearer) {
  document.title = `${spec.info.title} · API`;
  const ui = globalThis.SwaggerUIBundle({
    spec,
    dom_id: '#swagger-ui',
    deepLinking: true,
    // Swagger's own validator is another host.
    validatorUrl: null,
    tryItOutEnabled: true,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    onComplete: () => {
      if (bearer !== '') ui.preauthorizeApiKey('bearer', bearer);
    },
  });
}
