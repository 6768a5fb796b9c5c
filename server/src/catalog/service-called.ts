/** Which service people mean who write its name. */
import { allServices } from './services.ts';
import type { Service } from './services.ts';

/** The service of this key or name, whatever the capitals; undefined where there is none. */
export function serviceCalled(written: string): Service | undefined {
  const plain = written.trim().toLowerCase();
  return allServices().find(({ key, name }) => [key, name].some((own) => own.toLowerCase() === plain));
}
