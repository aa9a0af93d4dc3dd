/** What a profile field must be, as the sentence its writer reads. */
export const inputRules: Readonly<Record<string, string>> = {
  email: 'must be an e-mail address such as ada@example.com',
  username: 'must be 3 to 32 letters a-z, digits, dots, underscores or dashes',
  phoneNumber: 'must be a phone number with its country code, such as +49 30 123456',
  firstName: 'must be 1 to 100 characters on one line',
  lastName: 'must be 1 to 100 characters on one line',
};
