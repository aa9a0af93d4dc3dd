import { type ReactNode, useEffect, useRef } from 'react';

interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}

/** Its heading is the title of the tab, and has the focus when the page opens, so that a screen reader says where one is. */
export function Page({ title, lead, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Gatehouse`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead !== undefined && <p className="lead">{lead}</p>}
      {children}
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** An entry of the ledger: on wide screens its name stands in the margin. */
export function Section({ title, children }: SectionProps) {
  return (
    <section className="entry">
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}
