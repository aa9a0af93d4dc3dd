/**
 * The Sandbox page's own script: brings Apollo's script in, and tells in words when it does not come. It is a
 * constant (what varies is read from data-config), so that its hash is one too.
 *
 * Apollo's embed answers only by messages from its frame, so the first of these is the sign of life: a frame
 * that cannot be reached raises no error that a page could hear.
 */
export const sandboxScriptUrl =
  'https://embeddable-sandbox.cdn.apollographql.com/_latest/embeddable-sandbox.umd.production.min.js';
export const sandboxFrameOrigin = 'https://sandbox.embed.apollographql.com';

export const sandboxScript = `
(() => {
  const patienceMs = 8000;
  const target = document.getElementById('sandbox');
  const config = JSON.parse(target.dataset.config);
  const endpoint = new URL(config.endpointPath, location.origin).href;
  const state = document.documentElement.dataset;
  const status = document.getElementById('status');
  const reason = document.getElementById('reason');
  let timer;

  state.state = 'loading';
  status.textContent = 'Opening Apollo Sandbox\\u2026';
  for (const element of document.querySelectorAll('[data-origin]')) {
    element.textContent = element.textContent.replaceAll(config.publicUrl, location.origin);
  }

  function giveUp(sentence) {
    clearTimeout(timer);
    if (state.state === 'ready') return;
    state.state = 'unreachable';
    reason.textContent = sentence;
    status.textContent = 'Apollo Sandbox could not be opened. ' + sentence;
    checkApi();
  }

  function waitFor(host) {
    clearTimeout(timer);
    timer = setTimeout(() => giveUp(host + ' has not answered for ' + patienceMs / 1000 + ' seconds.'), patienceMs);
  }

  async function checkApi() {
    const answer = document.getElementById('api-answer');
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"query":"{ __typename }"}',
        credentials: 'omit',
      });
      const body = await response.json();
      if (!body.data) throw new Error('no data');
      answer.textContent = 'The API itself is fine: this page has just asked it, and it answered.';
    } catch {
      answer.textContent = 'The API has not answered this page either: the log of the gateway will say why.';
    }
  }

  function embed() {
    waitFor(new URL(config.frameOrigin).host);
    new window.EmbeddedSandbox({
      target,
      initialEndpoint: endpoint,
      endpointIsEditable: false,
      hideCookieToggle: false,
      runTelemetry: false,
      allowDynamicStyles: false,
      initialState: {
        document: config.document,
        variables: config.variables,
        includeCookies: true,
        pollForSchemaUpdates: false,
      },
    });
    target.querySelector('iframe').title = 'Apollo Sandbox';
  }

  addEventListener('message', (event) => {
    if (event.origin !== config.frameOrigin) return;
    clearTimeout(timer);
    if (state.state === 'ready') return;
    state.state = 'ready';
    status.textContent = '';
  });

  const host = new URL(config.scriptUrl).host;
  const script = document.createElement('script');
  script.src = config.scriptUrl;
  script.addEventListener('load', () => {
    try {
      embed();
    } catch {
      giveUp('What ' + host + ' sent could not be started.');
    }
  });
  script.addEventListener('error', () => giveUp('This browser cannot reach ' + host + '.'));
  waitFor(host);
  document.head.append(script);
})();
`;
