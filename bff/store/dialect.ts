/** Which of the two column kits the schema was built with; decided by a condition at start. */
export type Dialect = 'sqlite' | 'pg';
