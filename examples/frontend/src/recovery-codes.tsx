import { useState } from 'react';

/** They are shown once: copied, downloaded or printed, they are there when the phone is not. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const [told, tell] = useState<string>();
  const text = codes.join('\n');
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => tell('Copied.'),
      () => tell('Your browser would not copy them.'),
    );
  return (
    <section className="codes" aria-labelledby="codes-title">
      <h3 id="codes-title">Your recovery codes</h3>
      <p>Each opens one sign-in without the app. They are shown this once.</p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="actions">
        <button type="button" className="quiet" onClick={() => void copy()}>
          Copy
        </button>
        <a
          className="button quiet"
          download="recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
        >
          Download
        </a>
        <button type="button" className="quiet" onClick={() => print()}>
          Print
        </button>
        <p role="status">{told}</p>
      </div>
    </section>
  );
}
