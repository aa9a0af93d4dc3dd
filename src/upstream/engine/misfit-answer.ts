/** What an upstream answered is no answer to what it was asked. `message` names a place of the answer, and none of its values. */
export class MisfitAnswer extends Error {
  override readonly name = 'MisfitAnswer';
}
