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

/** Fetches the document, with a token where one is required, and shows it in Swagger UI. */
async function show(bearer) {
  const headers = bearer === '' ? {} : { authorization: `Bearer ${bearer}` };
  const response = await fetch('openapi.json', { headers }).catch(() => undefined);
  credentials.hidden = response?.status !== 401;
  if (response?.ok) {
    message.hidden = true;
    open(await response.json(), bearer);
    return;
  }
  message.hidden = false;
  if (response?.status === 401) {
    message.textContent = bearer === '' ? 'A token is required.' : 'This token is not accepted.';
    token.focus();
  } else {
    message.textContent = response === undefined ? 'The server is not reachable.' : `The server responded with status ${response.status}.`;
  }
}

function open(spec, bearer) {
  document.title = `${spec.info.title} · API`;
  const ui = globalThis.SwaggerUIBundle({
    spec,
    dom_id: '#swagger-ui',
    deepLinking: true,
    // Swagger's default validator is on another host.
    validatorUrl: null,
    tryItOutEnabled: true,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    onComplete: () => {
      if (bearer !== '') ui.preauthorizeApiKey('bearer', bearer);
    },
  });
}
