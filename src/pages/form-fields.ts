/** Fields of the pages' forms, with their problem beside them, and the summary of all problems above. */
import { html, type Html } from '../markup/html.js';
import type { Messages } from '../messages/messages.js';

/** `message` is a sentence in the page's language; `path` the name of the field, or anything else. */
export interface PageProblem {
  readonly path: string;
  readonly message: string;
}

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem: string | undefined;
  /** Attributes of the input beside its name and those that tell of hint and problem. */
  readonly attributes: Html;
}

/** Hint and problem are tied to the input by aria-describedby (WCAG 2.2, 1.3.1). `name` is also its id: once a page. */
export function formField({ name, label, hint, problem, attributes }: FormField): Html {
  const described = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${problem && html`<p class="problem" id="${name}-problem">${problem}</p>`}
    <input
      id="${name}"
      name="${name}"
      ${attributes}
      ${problem && html`aria-invalid="true"`}
      ${described && html`aria-describedby="${described}"`}
    />
  </div>`;
}

/** The first of a field: one at a time is read, and the rest comes up when that is mended. */
export function problemOf(problems: readonly PageProblem[], path: string): string | undefined {
  return problems.find((problem) => problem.path === path)?.message;
}

/**
 * Takes the focus when the page opens, so that keyboard and screen reader begin with what is wrong. Problems of
 * what is no field of the page are told here alone.
 */
export function problemSummary(
  problems: readonly PageProblem[],
  labels: Readonly<Record<string, string>>,
  messages: Messages,
): Html | undefined {
  if (problems.length === 0) return undefined;
  const item = ({ path, message }: PageProblem): Html => {
    const label = Object.hasOwn(labels, path) ? labels[path] : undefined;
    if (label === undefined) return html`<li>${message}</li>`;
    return html`<li><a href="#${path}">${messages.text('labelled', { label, value: message })}</a></li>`;
  };
  return html`<div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary-title">
    <h2 id="summary-title">${messages.text('page.problems.title')}</h2>
    <ul>
      ${problems.map(item)}
    </ul>
  </div>`;
}

/** A screen reader says the title first; so it says at once that the form came back. */
export function titleWith(
  problems: readonly PageProblem[],
  title: string,
  messages: Messages,
): string | undefined {
  return problems.length === 0 ? undefined : messages.text('page.problems.document-title', { title });
}
