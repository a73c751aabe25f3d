/** Also the form of a tenant's id. It is told in logs and on terminals. */
export const partnerIdPattern = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Visible signs but the comma, which separates them on the command line. */
export const operationPattern = /^[\x21-\x2b\x2d-\x7e]{1,256}$/;

/** Stands for all registered operations. */
export const allOperations = '*';
