import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { type PageProblem, problemSummary, titleWith } from '../pages/form-fields.js';
import { layOutPage, type PageFrame } from '../pages/page-frame.js';
import { addressForm, addressFormLabels } from './address-form.js';
import { passwordForm, passwordFormLabels } from './password-form.js';

export interface ResetPasswordPageOptions {
  readonly token: string;
  /** The link was unknown, used or past its time when the page was asked for. */
  readonly isDead: boolean;
  readonly problems: readonly PageProblem[];
  /** PASSWORD_MIN_LENGTH, for the hint. */
  readonly minLength?: number | undefined;
}

export function resetPasswordPage(frame: PageFrame, options: ResetPasswordPageOptions): Page {
  return options.isDead ? deadResetPage(frame, options) : livingResetPage(frame, options);
}

function livingResetPage(frame: PageFrame, { problems, ...options }: ResetPasswordPageOptions): Page {
  const { messages, brand } = frame;
  const title = messages.text('page.reset-password.title');
  return layOutPage(frame, {
    title,
    documentTitle: titleWith(problems, title, messages),
    gate: 'down',
    hasPassword: true,
    alert: problemSummary(problems, passwordFormLabels(messages), messages),
    content: html`<p class="lead">${messages.text('page.reset-password.text', { brand: brand.name })}</p>
      ${passwordForm(frame, { problems, ...options })}`,
  });
}

/** The form for the password stays in reach: a link that was renewed meanwhile is judged when it is used. */
function deadResetPage(frame: PageFrame, { problems, ...options }: ResetPasswordPageOptions): Page {
  const { messages } = frame;
  const title = messages.text('page.dead-link.title');
  const button = messages.text('page.dead-link.button');
  const labels = { ...addressFormLabels(frame), ...passwordFormLabels(messages) };
  const passwordFailed = problems.some(({ path }) => path.startsWith('password'));
  return layOutPage(frame, {
    title,
    documentTitle: titleWith(problems, title, messages),
    gate: 'down',
    hasPassword: true,
    alert: problemSummary(problems, labels, messages),
    hasCaptcha: true,
    content: html`<p class="lead">${messages.text('page.dead-link.text')}</p>
      <p>${messages.text('page.dead-link.reset-password')}</p>
      ${addressForm(frame, { purpose: 'reset-password', button, problems })}
      <details ${passwordFailed && html`open`}>
        <summary>${messages.text('page.dead-link.try-anyway')}</summary>
        ${passwordForm(frame, { problems, ...options })}
      </details>`,
  });
}
