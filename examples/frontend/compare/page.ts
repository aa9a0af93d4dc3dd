/** What both pages have in common: where things are shown. */

export interface Page {
  readonly form: HTMLFormElement;
  readonly signOut: HTMLElement;
  readonly ask: HTMLElement;
  showWho(email: string | undefined): void;
  showProblem(sentence: string): void;
}

export function findPage(): Page {
  const find = (id: string) => {
    const element = document.getElementById(id);
    if (element === null) throw new TypeError(`There is no #${id}.`);
    return element;
  };
  const [form, signOut, ask, who, problem] = ['sign-in', 'sign-out', 'ask', 'who', 'problem'].map(find) as [
    HTMLFormElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  return {
    ...{ form, signOut, ask },
    showWho(email) {
      form.hidden = email !== undefined;
      signOut.hidden = ask.hidden = email === undefined;
      who.textContent = email === undefined ? 'Nobody is signed in.' : `Signed in as ${email}`;
      problem.textContent = '';
    },
    showProblem(sentence) {
      problem.textContent = sentence;
    },
  };
}
