import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/**
 * Every rule of axe on the whole page, no other than by itself, in a third of the time: nodes are written out only where
 * a rule is broken, and results are gathered in the page itself, since no screen of ours has frames.
 */
export async function axeViolations(page: Page) {
  expect(await page.locator('iframe, frame').count(), 'frames').toBe(0);
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  return (await axe.analyze()).violations;
}
