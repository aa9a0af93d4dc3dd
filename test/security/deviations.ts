/** Checks that are met otherwise than they are written, or only by a setting: what is done instead, and why. */
export const deviations: Readonly<Record<string, string>> = {
  A1: 'The shortest password has 8 characters, with and without a second factor; PASSWORD_MIN_LENGTH=15 is what SP 800-63B asks of accounts without one. A default of 15 would refuse most people at sign-up.',
  A11: 'Median gap at most 3 ms or 30 % of a hash, whichever is more: on a machine that runs other tests, hashes of one cost differ by more than 3 ms. What the check finds (no work for nobody, or at an old cost) is a gap of half a hash and more.',
  A12: 'Median gap at most 3 ms or half of the answer, for the same reason as A11; a mail server that was waited for would be a second.',
  A13: 'Sign-up says that an address is taken, as the availability queries do; UNIFORM_SIGN_UP=true tells it by mail alone.',
  A15: 'Failures count by account and source (SIGN_IN_LIMIT) and, up to ACCOUNT_LIMIT, over all sources, so that strangers lock no owner out.',
  B4: 'A code lives for up to 90 seconds (the step before, of now and the next), where ASVS 6.5.5 says 30: RFC 6238 section 5.2 allows for delay, and telephones have clocks that are off.',
  B6: 'A challenge takes five tries; an account takes ten in SIGN_IN_WINDOW over all its challenges and sources.',
  C4: 'The answer is cut by the client, not by a proxy between; F4 has a pipe of its own, which delays and cuts.',
  C20: 'That Spring boots from the issuer is shown by npm run test:examples, where its toolchain is.',
  C25: 'The clock of a replica is set in its process, not by faketime.',
  D1: 'Refused within 500 ms, not 100, on a machine that runs other tests; that nothing was hashed shows in the log.',
  D14: 'Here by values of our own, some of them in every slot; by what schemathesis generates in npm run test:hostile.',
  E15: 'Median gap at most 3 ms or half of the answer, as A12.',
  F5: 'Not tried as PID 1 of a container: the process sets its handlers for SIGTERM and SIGINT itself, which is what PID 1 lacks otherwise.',
  F7: 'By a checker of our own (test/harness/one-shot-history.ts), without faults in between; that of the last admin is judged by who is left.',
  F8: 'Fail-over of a replica set of several nodes is not tested here yet.',
};
