/**
 * GET /graphql in a browser: Apollo Sandbox from Apollo's CDN, and plain words where that is out of reach.
 * It must not be served in production: the CDN's script is not pinned (Apollo offers only `_latest`), and it
 * runs in this origin. The policy keeps it from talking to any host but this one.
 */
import { brandMark, faviconLink } from '../../markup/brand.js';
import { html, type Html } from '../../markup/html.js';
import { contentSecurityPolicy, inlineScript, inlineStyle } from '../../markup/inline-asset.js';
import type { Page } from '../../markup/page.js';
import { themeCss } from '../../markup/theme.css.js';
import { copyableBlock, copyButtonScript } from '../parts/copy-button.js';
import { curlExample } from '../parts/curl-example.js';
import { firstOperation, firstVariables } from '../parts/first-operation.js';
import { sandboxCss } from './sandbox.css.js';
import { sandboxFrameOrigin, sandboxScript, sandboxScriptUrl } from './sandbox.script.js';

export interface SandboxPageOptions {
  /** Path of the GraphQL endpoint, such as /graphql. */
  readonly endpointPath: string;
  readonly docsPath: string;
  /** Where GraphiQL is, which needs nothing from outside. */
  readonly graphiqlPath: string;
  /** Default: Portcullis. */
  readonly brandName?: string;
  /** Origin in the curl example where scripts are off; else the page's own. Default: http://localhost:4000. */
  readonly publicUrl?: string;
}

export function sandboxPage(options: SandboxPageOptions): Page {
  const settings = { brandName: 'Portcullis', publicUrl: 'http://localhost:4000', ...options };
  const style = inlineStyle(themeCss + sandboxCss);
  const script = inlineScript(sandboxScript + copyButtonScript);
  const body = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${settings.brandName}: Apollo Sandbox</title>
        ${faviconLink()} ${style.element}
      </head>
      <body>
        <header class="bar">
          ${brandMark()}<strong>${settings.brandName}</strong>
          <span class="where">${settings.endpointPath}</span><a href="${settings.graphiqlPath}">GraphiQL</a>
          <a href="${settings.docsPath}">Documentation</a>
        </header>
        <main>
          ${sandboxTarget(settings)}
          <div class="loading" aria-hidden="true">${brandMark()}<span>Opening Apollo Sandbox…</span></div>
          <p class="hidden-visually" role="status" id="status"></p>
          ${fallbackWords(settings)}
        </main>
        ${script.element}
      </body>
    </html> `;
  return {
    body: body.toString(),
    contentSecurityPolicy: sandboxPolicy(style.cspSource, script.cspSource),
  };
}

function sandboxPolicy(styleSource: string, scriptSource: string): string {
  return contentSecurityPolicy({
    'default-src': [],
    'script-src': [sandboxScriptUrl, scriptSource],
    'style-src': [styleSource],
    'frame-src': [sandboxFrameOrigin],
    // Operations are sent by this page, not by Apollo's frame; so nothing but this origin is ever called.
    'connect-src': ["'self'"],
    'img-src': ['data:'],
    'base-uri': [],
    'form-action': [],
    'frame-ancestors': [],
  });
}

/**
 * The script includes cookies in what it sends: the page is of the gateway's own origin, so the developer meets
 * the cookie transport (sign in with COOKIE, then refresh without an argument) just as a frontend will. The
 * switch in the Sandbox's connection settings stays, and bearer headers work beside it.
 */
function sandboxTarget(settings: Required<SandboxPageOptions>): Html {
  const config = JSON.stringify({
    endpointPath: settings.endpointPath,
    publicUrl: settings.publicUrl,
    scriptUrl: sandboxScriptUrl,
    frameOrigin: sandboxFrameOrigin,
    document: firstOperation,
    variables: firstVariables,
  });
  return html`<div id="sandbox" data-config="${config}"></div>`;
}

function fallbackWords({
  endpointPath,
  docsPath,
  graphiqlPath,
  publicUrl,
}: Required<SandboxPageOptions>): Html {
  const endpoint = `${publicUrl}${endpointPath}`;
  const curl = curlExample({ endpoint, document: firstOperation, variables: firstVariables });
  const scriptsAreOff = 'Scripts are switched off here, and Apollo Sandbox needs them.';
  const otherClients =
    'Altair, Bruno, Insomnia, Postman or an editor’s GraphQL plug-in: installed ones work without the internet ' +
    'and read the schema from this URL.';
  return html`<section class="words">
    <h1><span>Apollo Sandbox is out of reach.</span> <span>Everything else is here.</span></h1>
    <p class="lead">
      <span id="reason"><noscript>${scriptsAreOff}</noscript></span>
      Apollo Sandbox is the one thing here that comes from the internet; behind a firewall or without a
      connection it stays away.
      <span id="api-answer">The API itself needs nothing from outside and works without it.</span>
    </p>
    <p>
      <a class="go" href="${graphiqlPath}">Open GraphiQL</a>
      <a class="retry" href="${endpointPath}">Try again</a>
    </p>
    <p class="aside">GraphiQL is served by this gateway itself, and can sign you in.</p>

    <h2>Make the first user from a terminal</h2>
    ${copyableBlock('Sign up with curl', html`<span data-origin>${curl}</span>`)}
    <p>
      The answer holds an <code>accessToken</code>. Send it as
      <code class="whole">Authorization: Bearer …</code> with whatever needs a signed-in caller.
    </p>

    <h2>Other ways in</h2>
    <ul>
      <li>
        <a href="${docsPath}">Documentation of every operation and type</a>
        <span>Served by this gateway, readable offline, with an example for each operation.</span>
      </li>
      <li>
        Any GraphQL client at <code data-origin>${endpoint}</code>
        <span>${otherClients}</span>
      </li>
    </ul>
  </section>`;
}
