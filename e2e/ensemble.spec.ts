import { expect, test } from './fixtures';

/** A number that is made of a line, which regressions find, and of a step, which trees find; both in part noise. */
function stays(rows = 300): string {
  let seed = 11;
  const draw = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const lines = ['age,lactate,albumin,outcome'];
  for (let i = 0; i < rows; i++) {
    const [age, lactate, albumin] = [40 + 50 * draw(), 6 * draw(), 2 + 3 * draw()].map((one) =>
      Number(one.toFixed(2)),
    );
    const noise = draw() + draw() + draw() - 1.5;
    const days = 5 + 0.15 * (age - 40) + (lactate > 3 === albumin > 3.5 ? 4 : 0) + 3 * noise;
    lines.push(`${age},${lactate},${albumin},${days.toFixed(2)}`);
  }
  return `${lines.join('\n')}\n`;
}

test('says in plain words what several models together are and gain, and goes back to one', async ({
  page,
}) => {
  test.setTimeout(400_000);
  await page.goto('/');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'stays.csv', mimeType: 'text/csv', buffer: Buffer.from(stays()) });
  await expect(page.getByRole('heading', { name: 'What should be predicted?' })).toBeVisible({
    timeout: 60_000,
  });
  const rail = (stage: string) =>
    page.getByRole('navigation', { name: 'Stages of the study' }).getByRole('button', { name: stage });
  await rail('Train & tune').click();
  await page.getByRole('textbox', { name: 'Trials', exact: true }).fill('8');
  await page.getByRole('button', { name: 'Start search' }).click();
  await expect(page.getByTestId('search-phase')).toHaveAttribute('data-phase', 'finished', {
    timeout: 300_000,
  });
  await rail('Evaluate').click();

  const what = page.getByTestId('ensemble-what');
  await expect(page.getByTestId('ensemble-gain')).toContainText('95% CI', { timeout: 60_000 });
  await expect(what).toContainText('the numbers that they predict are averaged with weights');
  await expect(what).toContainText(/\(trial \d+\): \d+%/);
  await expect(what).toContainText(/\((greedy selection|stacking by a regularized linear model)\)/);
  await expect(what).toContainText('each trained on 4/5 of the development patients (bagged folds)');
  await expect(what).toContainText(/By itself picking gains −?[\d.]+ and stacking −?[\d.]+/);
  await page.getByRole('radio', { name: 'One model' }).check();
  await expect(what).toBeHidden();
  await expect(page.getByTestId('ensemble-members')).toBeHidden();
  await page.getByRole('radio', { name: 'Several models together' }).check();
  await expect(what).toBeVisible();
});
