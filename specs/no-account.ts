/** Stands for the account of a request that names none. No account is called like this. */
export const NO_ACCOUNT = '(none)';
