// Loaded into a service by `--import`: counts what goes to the libSQL driver, and writes the counts to
// the file `BENCH_STATEMENTS` when the process ends. Such a service is not measured otherwise.
import { writeFileSync } from 'node:fs';
import Libsql from 'libsql';

const counts = new Map();
const count = (sql) => counts.set(sql, (counts.get(sql) ?? 0) + 1);

const { prepare, exec } = Libsql.prototype;
Libsql.prototype.exec = function counted(sql) {
  count(sql);
  return exec.call(this, sql);
};
Libsql.prototype.prepare = function watched(sql) {
  const statement = prepare.call(this, sql);
  for (const name of ['run', 'get', 'all']) {
    const call = statement[name];
    statement[name] = (...values) => {
      count(sql);
      return call.apply(statement, values);
    };
  }
  return statement;
};

process.on('exit', () => writeFileSync(process.env.BENCH_STATEMENTS, JSON.stringify([...counts])));
