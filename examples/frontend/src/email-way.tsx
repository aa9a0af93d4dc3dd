import { Link } from './router.js';

/** The way in by mail, on a form for another one. */
export function EmailWay({ hasPassword }: { readonly hasPassword: boolean }) {
  return (
    <p className="elsewhere">
      {hasPassword && 'No password at hand? '}
      <Link to="/sign-in-by-mail">Sign in by mail</Link>
    </p>
  );
}
