import { rawCollection } from '../database/raw-collection.js';
import { type Check, createCheck, good, warning, wrong } from '../foundation/check.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type { SigningKeyModel } from './signing-key.model.js';

export interface CheckSecretsOptions {
  readonly signingKeys: SigningKeyModel;
  readonly box: SecretBox;
  /** How many entries SECRET has. */
  readonly entries: number;
}

/** Whether SECRET opens what the database holds, and whether an older entry of it is still needed. */
export function checkSecrets({ signingKeys, box, entries }: CheckSecretsOptions): Check {
  const look = async () => {
    const sealed = await rawCollection(signingKeys)
      .find({ privateJwkBox: { $exists: true } })
      .toArray();
    let older = 0;
    for (const { privateJwkBox = '' } of sealed) {
      const isOpen = await box.open(privateJwkBox).then(
        () => true,
        () => false,
      );
      if (!isOpen)
        return [
          wrong(
            'SECRET does not open the signing keys in the database',
            'It was another one when they were made: add that one to the end of the list, as in SECRET=new,old.',
          ),
        ];
      if (!box.isCurrent(privateJwkBox)) older += 1;
    }
    if (older > 0)
      return [
        warning(`${older} signing keys are under an older entry of SECRET`, 'portcullis secrets reencrypt'),
      ];
    return [good(`SECRET opens the signing keys${entries > 1 ? `; it has ${entries} entries` : ''}`)];
  };
  return createCheck('Secrets', look, 'The signing keys cannot be read.', { asksDatabase: true });
}
