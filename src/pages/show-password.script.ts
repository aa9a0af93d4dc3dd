/**
 * Lets people see what they type into password fields (OWASP ASVS 6.2.7, WCAG 2.2 3.3.8). It makes its own button, so
 * that there is none where scripts are off; and hides the password again before it is sent.
 */
export const showPasswordScript = `
for (const form of document.querySelectorAll('form[data-show]')) {
  const fields = [...form.querySelectorAll('input[type=password]')];
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'show';
  const turn = (shown) => {
    for (const field of fields) field.type = shown ? 'text' : 'password';
    button.textContent = shown ? form.dataset.hide : form.dataset.show;
    button.setAttribute('aria-controls', fields.map((field) => field.id).join(' '));
  };
  button.addEventListener('click', () => turn(fields[0].type === 'password'));
  form.addEventListener('submit', () => turn(false));
  addEventListener('pagehide', () => turn(false));
  turn(false);
  fields.at(-1).closest('.field').append(button);
}
`;
