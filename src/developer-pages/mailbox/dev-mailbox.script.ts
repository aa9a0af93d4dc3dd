/**
 * Brings new mails into the mailbox without a click: asks for the page anew, and puts in what has changed. The list
 * always; the open mail only where the newest is what was asked for, so that nothing moves under a reader's eyes.
 */
export const devMailboxScript = `
(() => {
  const everyMs = 2_000;
  const live = document.querySelector('.live');
  const follows = document.querySelector('main').hasAttribute('data-follows');
  document.querySelector('.refresh').hidden = true;

  const listIn = (page) => page.querySelector('nav')?.outerHTML;

  function takeOver(page) {
    if (listIn(page) === listIn(document)) return;
    const part = follows ? 'main' : 'nav';
    document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
    document.title = page.title;
  }

  async function look() {
    if (document.hidden) return;
    try {
      const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
      if (!response.ok) throw new Error();
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      takeOver(page);
      live.textContent = 'Watching for new mail';
    } catch {
      live.textContent = 'The gateway does not answer';
    }
  }

  live.textContent = 'Watching for new mail';
  setInterval(look, everyMs);
  document.addEventListener('visibilitychange', look);
})();
`;
