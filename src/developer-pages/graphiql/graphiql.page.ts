/**
 * GET /graphiql: GraphiQL from this gateway alone, for where Apollo's CDN is out of reach. Its script and style are
 * files (scripts/build-graphiql.js) of the same origin; the policy lets nothing come from, or go to, another host.
 */
import { brandMark, faviconLink } from '../../markup/brand.js';
import { html, type Html } from '../../markup/html.js';
import { contentSecurityPolicy, inlineScript, inlineStyle } from '../../markup/inline-asset.js';
import type { Page } from '../../markup/page.js';
import { themeCss } from '../../markup/theme.css.js';
import { graphiqlCss } from './graphiql.css.js';
import { graphiqlScript } from './graphiql.script.js';

export interface GraphiqlPageOptions {
  /** Path of the GraphQL endpoint, such as /graphql. */
  readonly endpointPath: string;
  readonly docsPath: string;
  /** Of the script and the style sheet, without their extension. */
  readonly assetPath: string;
  readonly brandName: string;
}

/** What the editor opens with. */
const document = `# Sign in above: your token is then among the headers below.
{
  me {
    email
  }
}
`;

export function graphiqlPage({ endpointPath, docsPath, assetPath, brandName }: GraphiqlPageOptions): Page {
  const style = inlineStyle(themeCss + graphiqlCss);
  const script = inlineScript(graphiqlScript);
  const config = JSON.stringify({ endpointPath, document });
  const body = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${brandName}: GraphiQL</title>
        ${faviconLink()}
        <link rel="stylesheet" href="${assetPath}.css" />
        ${style.element}
      </head>
      <body>
        <header class="top">
          ${brandMark()}<strong>${brandName}</strong> <span class="where">${endpointPath}</span> ${forms()}
          <a href="${docsPath}">Documentation</a>
          <p class="says" id="says" role="alert"></p>
        </header>
        <main>
          <div id="graphiql" data-config="${config}">
            <noscript>
              <section class="words">
                <h1>GraphiQL needs scripts</h1>
                <p>They are switched off here. The <a href="${docsPath}">documentation</a> needs none.</p>
              </section>
            </noscript>
          </div>
        </main>
        <script src="${assetPath}.js"></script>
        ${script.element}
      </body>
    </html> `;
  return {
    body: body.toString(),
    contentSecurityPolicy: graphiqlPolicy(style.cspSource, script.cspSource),
  };
}

/** Without a script there is nothing to sign in to, so they are shown by it alone. */
function forms(): Html {
  return html`<form id="sign-in" hidden>
      <input
        name="email"
        aria-label="E-mail address or username"
        placeholder="ada@example.com"
        autocomplete="username"
        required
      />
      <input
        name="password"
        type="password"
        aria-label="Password"
        placeholder="Password"
        autocomplete="current-password"
        required
      />
      <button>Sign in</button>
    </form>
    <form id="second-step" hidden>
      <input
        name="code"
        aria-label="Code of the authenticator app"
        placeholder="123456"
        autocomplete="one-time-code"
        inputmode="numeric"
        required
      />
      <button>Go on</button>
    </form>
    <p id="who" hidden>
      <b id="name"></b> until <span id="until"></span>
      <button class="plain" id="sign-out" type="button">Sign out</button>
    </p>`;
}

function graphiqlPolicy(styleSource: string, scriptSource: string): string {
  return contentSecurityPolicy({
    'default-src': [],
    'script-src': ["'self'", scriptSource],
    'style-src': ["'self'", styleSource],
    'connect-src': ["'self'"],
    'font-src': ['data:'],
    'img-src': ['data:'],
    'base-uri': [],
    'form-action': [],
    'frame-ancestors': [],
  });
}
