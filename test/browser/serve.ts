// The product as `npm start` opens it, on a data folder of its own, in a process of its own. Its
// clock can be turned: a message in milliseconds says how far ahead it shall be.
import { open } from '../../demo/server/main.ts';

const [root = '', port = ''] = process.argv.slice(2);
const realNow = Date.now;
const realElapsed = performance.now.bind(performance);
let ahead = 0;
Date.now = () => realNow() + ahead;
// Time goes by: a clock that was turned alone would not be believed.
performance.now = () => realElapsed() + ahead;
process.on('message', (milliseconds) => {
  ahead = Number(milliseconds);
  process.send?.('turned');
});
await open({ root, fresh: false, port });
process.send?.('open');
