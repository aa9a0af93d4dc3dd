/**
 * A block of text to copy. It is plain text without any script; where scripts run, each block gains a button.
 * The script only ever reads the page it is in.
 */
import { html, type Html } from '../../markup/html.js';

export function copyableBlock(caption: string, content: Html | string): Html {
  return html`<figure class="block">
    <figcaption>${caption}</figcaption>
    <pre><code>${content}</code></pre>
  </figure>`;
}

export const copyButtonScript = `
for (const block of document.querySelectorAll('.block')) {
  if (!navigator.clipboard) break;
  const caption = block.querySelector('figcaption');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', 'Copy: ' + caption.textContent);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(block.querySelector('code').textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(block.querySelector('code'));
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
  caption.append(button);
}
`;
