/** Checks that are deliberately not met, or met otherwise: what is done instead, and why. */
export const deviations: Readonly<Record<string, string>> = {
  F8: 'Fail-over of a replica set of several nodes is not tested here yet.',
};
