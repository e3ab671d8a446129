import { defineElement, tagTaken } from './define-element.ts';
import { OtpManager } from './otp-manager/otp-manager.ts';
import { OtpMemberList } from './otp-member-list/otp-member-list.ts';
import { OtpMenuItem } from './otp-menu-item/otp-menu-item.ts';
import { OtpProvider } from './otp-provider/otp-provider.ts';
import { OtpTokenRegister } from './otp-token-register/otp-token-register.ts';
import { OtpUsageMode } from './otp-usage-mode/otp-usage-mode.ts';

export interface DefineOptions {
  /** Appended to every tag, for example `-v2`; `otp-manager-v2` then uses `otp-member-list-v2`. */
  suffix?: string;
  /**
   * Where the tags are registered; the page's own by default. In a scoped registry `otp-manager`
   * can't find its inner elements: their tags are looked up in the page's registry.
   */
  registry?: CustomElementRegistry;
}

/** The provider comes first: what stands inside one asks it as soon as it is defined. */
const elements: Record<string, CustomElementConstructor> = {
  'otp-provider': OtpProvider,
  'otp-menu-item': OtpMenuItem,
  'otp-usage-mode': OtpUsageMode,
  'otp-token-register': OtpTokenRegister,
  'otp-member-list': OtpMemberList,
  'otp-manager': OtpManager,
};

/**
 * Registers every element. Doing it twice with the same options does nothing the second time.
 *
 * @throws {Error} When another script owns one of the tags; none is registered then.
 */
export function defineOtpElements({
  suffix = '',
  registry = customElements,
}: DefineOptions = {}): void {
  const missing = Object.entries(elements).filter(([tag, element]) => {
    const present = registry.get(tag + suffix);
    if (present && !isOurs(present, element)) throw tagTaken(tag + suffix);
    return !present;
  });
  for (const [tag, element] of missing) {
    // A class has one tag in a registry; a second tag needs a class of its own.
    defineElement(tag + suffix, suffix === '' ? element : class extends element {}, registry);
  }
}

function isOurs(present: CustomElementConstructor, element: CustomElementConstructor): boolean {
  return present === element || present.prototype instanceof element;
}
