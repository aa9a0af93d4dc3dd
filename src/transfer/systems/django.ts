import { isRecord } from '../../foundation/is-record.js';
import { leftOf, present, textOf, timeOf, truthOf, usernameOf } from './source-values.js';
import type { System } from './system.js';

/** `manage.py dumpdata auth.user`, or the table as CSV. */
export const django: System = {
  name: 'django',
  file: 'the JSON of `manage.py dumpdata auth.user`, or the table auth_user as CSV',
  adapt(source) {
    const user = isRecord(source['fields']) ? source['fields'] : source;
    // A dump of all of auth has groups and permissions as well.
    if (isRecord(source['fields']) && !('password' in user))
      return { left: ['entries that are no accounts'] };
    const password = textOf(user['password']);
    const flags = [truthOf(user['is_superuser']) && 'superuser', truthOf(user['is_staff']) && 'staff'];
    const record = present({
      id: textOf(source['pk'] ?? source['id']),
      email: textOf(user['email']),
      username: usernameOf(user['username']),
      firstName: textOf(user['first_name']),
      lastName: textOf(user['last_name']),
      roles: flags.filter((flag) => flag !== false),
      createdAt: timeOf(user['date_joined']),
      disabled: user['is_active'] !== undefined && !truthOf(user['is_active']),
      // How Django marks that there is none.
      passwordHash: password?.startsWith('!') === true ? undefined : password,
    });
    return { record, left: leftOf({ groups: user['groups'], permissions: user['user_permissions'] }) };
  },
};
