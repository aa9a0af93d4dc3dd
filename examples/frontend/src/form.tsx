import type { PortcullisError } from '@portcullis/client';
import {
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  type SubmitEvent,
  useContext,
  useEffect,
  useId,
  useRef,
} from 'react';

import { Problem } from './problem.js';

/** What the fields of a form hold, by their names; blank ones are left out. */
export type FormValues = Readonly<Partial<Record<string, string>>>;

const ErrorContext = createContext<PortcullisError | undefined>(undefined);

const fieldOfCode: Readonly<Partial<Record<PortcullisError['code'], string>>> = {
  EMAIL_TAKEN: 'email',
  USERNAME_TAKEN: 'username',
  PHONE_NUMBER_TAKEN: 'phoneNumber',
  CODE_INVALID: 'code',
};

/** What is wrong with a field: one of BAD_USER_INPUT, or a code that is about it alone. */
function problemAt(error: PortcullisError | undefined, name: string): string | undefined {
  if (error === undefined) return undefined;
  if (error.code === 'BAD_USER_INPUT')
    return error.fields.find(({ path }) => path.split('.').at(-1) === name)?.message;
  return fieldOfCode[error.code] === name ? error.message : undefined;
}

interface FormProps {
  readonly submit: string;
  readonly isPending: boolean;
  readonly error: PortcullisError | undefined;
  readonly onSubmit: (values: FormValues, form: HTMLFormElement) => unknown;
  readonly children?: ReactNode;
  /** Beside the button. */
  readonly aside?: ReactNode;
}

/** The gateway judges what was typed, all fields in one answer; the first that it refuses gets the focus. */
export function Form({ submit, isPending, error, onSubmit, children, aside }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error !== undefined) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [error]);
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const entries = [...new FormData(event.currentTarget)].filter(([, value]) => value !== '');
    onSubmit(Object.fromEntries(entries) as FormValues, event.currentTarget);
  };
  const names = [...(form.current?.elements ?? [])].map((element) => element.getAttribute('name') ?? '');
  const isTold = names.some((name) => problemAt(error, name) !== undefined);
  return (
    <form ref={form} noValidate onSubmit={send} aria-busy={isPending}>
      {!isTold && <Problem error={error} />}
      <ErrorContext value={error}>{children}</ErrorContext>
      <div className="actions">
        <button aria-disabled={isPending}>{isPending ? 'One moment …' : submit}</button>
        {aside}
      </div>
    </form>
  );
}

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
}

export function Field({ name, label, hint, ...attributes }: FieldProps) {
  const id = useId();
  const problem = problemAt(useContext(ErrorContext), name);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...{ id, name }}
        {...attributes}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={`${id}-hint ${id}-problem`}
      />
      <p className="hint" id={`${id}-hint`} aria-live="polite">
        {hint}
      </p>
      <p className="wrong" id={`${id}-problem`}>
        {problem}
      </p>
    </div>
  );
}
