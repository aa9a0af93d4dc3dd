import { Page } from '../page.js';
import { Link } from '../router.js';

export function NotFoundView() {
  return (
    <Page title="No such room" lead="There is nothing at this address.">
      <p>
        <Link to="/">To your notes</Link>
      </p>
    </Page>
  );
}
