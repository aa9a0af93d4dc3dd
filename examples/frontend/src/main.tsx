import { createClient } from '@portcullis/client';
import { SessionProvider } from '@portcullis/client/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app.js';
import { PasskeysProvider } from './passkey-context.js';
import { StepUpProvider } from './step-up.js';
import './style/base.css';
import './style/shell.css';
import './style/forms.css';
import './style/ledger.css';

const client = createClient({
  url: import.meta.env.VITE_GATEWAY_URL,
  origins: [import.meta.env.VITE_NOTES_URL],
});

const root = document.getElementById('root');
if (root === null) throw new TypeError('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <SessionProvider client={client}>
      <PasskeysProvider>
        <StepUpProvider>
          <App />
        </StepUpProvider>
      </PasskeysProvider>
    </SessionProvider>
  </StrictMode>,
);
