import type { Condition } from '../../study/conditions';
import type { Domain } from '../../study/space';

/** Settings that another can be made to depend on: lists of two values or more, which do not wait for it themselves. */
export function parentsFor(key: string, beside: Record<string, Domain>): string[] {
  const waitsFor = (other: string): boolean => {
    for (let at: string | undefined = other, n = 0; at && n <= Object.keys(beside).length; n++) {
      if (at === key) return true;
      at = beside[at]?.when?.key;
    }
    return false;
  };
  return Object.keys(beside).filter((other) => {
    const domain = beside[other];
    return domain.kind === 'choice' && domain.values.length > 1 && !waitsFor(other);
  });
}

/** A condition to begin with: any value of the parent but its first, which is the simplest. Null for no parent. */
export function conditionOn(parent: string, beside: Record<string, Domain>): Condition | null {
  const domain = beside[parent];
  return domain?.kind === 'choice' ? { key: parent, in: domain.values.slice(1) } : null;
}
