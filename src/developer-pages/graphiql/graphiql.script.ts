/**
 * The GraphiQL page's own script: shows GraphiQL (window.graphiql, see scripts/build-graphiql.js), signs a person in by
 * the API itself, and writes the token into GraphiQL's headers. Tokens stay in this page: nothing of them is stored.
 */
export const graphiqlScript = `
(() => {
  const target = document.getElementById('graphiql');
  const config = JSON.parse(target.dataset.config);
  const endpoint = new URL(config.endpointPath, location.origin).href;
  const [signIn, secondStep, says, who] = ['sign-in', 'second-step', 'says', 'who'].map((id) => document.getElementById(id));
  let shown = 0;
  let challengeToken;
  let refreshToken;

  if (!window.graphiql) {
    says.textContent = 'GraphiQL has not been built. Run "npm run build" where the gateway runs, then load this page anew.';
    return;
  }

  async function send(operation, headers) {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(operation),
    });
    return response.json();
  }

  function show(headers) {
    window.graphiql.show(target, {
      key: String(shown++),
      fetcher: (operation, options) => send(operation, options && options.headers),
      defaultQuery: config.document,
      // Of each tab that has none of its own: GraphiQL keeps its tabs without their headers.
      defaultHeaders: headers,
      defaultEditorToolsVisibility: headers === undefined ? 'variables' : 'headers',
      shouldPersistHeaders: false,
    });
  }

  function turnTo(element) {
    for (const each of [signIn, secondStep, who]) each.hidden = each !== element;
  }

  /** @returns what the operation led to; undefined where it was refused, which is said. */
  async function ask(query, variables) {
    says.textContent = '';
    try {
      const { data, errors } = await send({ query, variables });
      if (!errors) return data;
      const fields = errors[0].extensions.fields || [];
      says.textContent = [errors[0].message, ...fields.map(({ path, message }) => path + ' ' + message + '.')].join(' ');
    } catch {
      says.textContent = 'The gateway does not answer.';
    }
    return undefined;
  }

  function enter(session) {
    refreshToken = session.refreshToken;
    const until = new Date(Date.now() + session.accessTokenExpiresIn * 1000);
    document.getElementById('name').textContent = session.user.email;
    document.getElementById('until').textContent = until.toTimeString().slice(0, 5);
    turnTo(who);
    show(JSON.stringify({ authorization: 'Bearer ' + session.accessToken }, null, 2));
  }

  const session = 'accessToken accessTokenExpiresIn refreshToken user { email }';
  signIn.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { email, password } = Object.fromEntries(new FormData(signIn));
    const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on AuthPayload { ' + session +
      ' } ... on TwoFactorChallenge { challengeToken } } }';
    const name = email.includes('@') ? { email } : { username: email };
    const data = await ask(query, { input: { ...name, password } });
    if (data === undefined) return;
    signIn.reset();
    if (data.signIn.__typename === 'AuthPayload') return enter(data.signIn);
    ({ challengeToken } = data.signIn);
    turnTo(secondStep);
    secondStep.elements.code.focus();
  });
  secondStep.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { code } = Object.fromEntries(new FormData(secondStep));
    const query = 'mutation ($input: TotpSignInInput!) { signInWithTotp(input: $input) { ' + session + ' } }';
    const data = await ask(query, { input: { challengeToken, code } });
    secondStep.reset();
    if (data !== undefined) enter(data.signInWithTotp);
  });
  document.getElementById('sign-out').addEventListener('click', async () => {
    await ask('mutation ($refreshToken: String) { signOut(refreshToken: $refreshToken) { message } }', { refreshToken });
    turnTo(signIn);
    show(undefined);
  });

  turnTo(signIn);
  show(undefined);
})();
`;
