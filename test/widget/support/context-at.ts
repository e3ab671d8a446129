import { ContextEvent } from '@lit/context';

import { otpContext } from '../../../widget/client/context.ts';
import type { OtpContext } from '../../../widget/client/context.ts';

/** What an element inside `provider` is given; `follow` hears of every later value. */
export function contextAt(provider: Element, follow?: (value: OtpContext) => void): OtpContext {
  const consumer = document.createElement('i');
  provider.append(consumer);
  const given: OtpContext[] = [];
  const take = (value: OtpContext) => {
    given.push(value);
    follow?.(value);
  };
  consumer.dispatchEvent(new ContextEvent(otpContext, consumer, take, follow !== undefined));
  const [first] = given;
  if (!first) throw new Error('No provider answered');
  return first;
}
