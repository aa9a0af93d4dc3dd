import { Link } from './router.js';
import { useMethods } from './use-methods.js';

/** The way to sign in by mail, where the gateway has one. */
export function EmailWay() {
  const isMailed = useMethods()?.some((method) => method.startsWith('EMAIL_')) ?? false;
  if (!isMailed) return null;
  return (
    <p className="elsewhere">
      No password at hand? <Link to="/sign-in-by-mail">Sign in by mail</Link>
    </p>
  );
}
