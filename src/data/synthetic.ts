import { rng } from '../study/random';

const HOSPITALS = [
  // Prevalence differs by the intercept, coding by the texts: what a multi-centre extract looks like.
  { name: 'Hospital A', upTo: 0.4, risk: -0.9, female: 'F', male: 'M', yes: 'yes', no: 'no' },
  { name: 'Hospital B', upTo: 0.7, risk: -0.3, female: 'F', male: 'M', yes: 'yes', no: 'no' },
  { name: 'Hospital C', upTo: 0.9, risk: 0.6, female: 'female', male: 'male', yes: 'Y', no: 'N' },
  { name: 'Hospital D', upTo: 1, risk: 1.1, female: 'female', male: 'male', yes: 'Y', no: 'N' },
] as const;

const COMORBIDITIES = [
  { code: 'HTN', share: 0.45, weight: 0.2 },
  { code: 'DM', share: 0.28, weight: 0.5 },
  { code: 'CKD', share: 0.15, weight: 0.8 },
  { code: 'COPD', share: 0.12, weight: 0.5 },
  { code: 'HF', share: 0.1, weight: 0.9 },
] as const;

const HEADER =
  'patient_key,hospital,visit_date,age_years,sex,smoker,comorbidity,sbp_mmHg,heart_rate_bpm,temperature_C,crp_mg_L,creatinine_mg_dL,haemoglobin_g_dL,admission,readmitted_30d';

const PATIENTS = 1200;

/**
 * A made-up cohort as CSV: 1,200 patients of four hospitals that differ in prevalence and coding, some with
 * several visits, cells missing at random (CRP more often where it was not thought needed), a multi-valued
 * column, a date, an identifier. The outcome follows a logistic model of the columns, with noise of its own.
 * Nobody in it exists.
 */
export function syntheticCohort(seed: number): string {
  const random = rng(seed, 'synthetic-cohort');
  const rows: string[] = [HEADER];
  const between = (low: number, value: number, high: number) => Math.min(high, Math.max(low, value));
  const gap = (share: number, text: string) => (random.next() < share ? '' : text);
  for (let p = 0; p < PATIENTS; p++) {
    const draw = random.next();
    const hospital = HOSPITALS.find((h) => draw < h.upTo) ?? HOSPITALS[0];
    const female = random.next() < 0.47;
    const smoker = random.next() < (female ? 0.15 : 0.35);
    const age = between(18, 62 + 15 * random.normal(), 97);
    const named = COMORBIDITIES.filter(({ share }) => random.next() < share * (0.4 + age / 80));
    const visits = random.next() < 0.22 ? 2 + random.int(2) : 1;
    let day = random.int(900);
    for (let visit = 0; visit < visits; visit++) {
      const burden = named.reduce((total, { weight }) => total + weight, 0);
      const sbp = between(75, 132 + 6 * named.length + 20 * random.normal(), 230);
      const rate = between(40, 82 + 14 * random.normal(), 170);
      const temperature = between(34.5, 36.9 + 0.7 * random.normal(), 41);
      const crp = between(0.3, Math.exp(2.2 + 1.1 * random.normal()), 400);
      const creatinine = between(0.4, Math.exp(-0.05 + 0.3 * random.normal() + (burden > 1.2 ? 0.35 : 0)), 9);
      const haemoglobin = between(6, (female ? 12.6 : 13.9) + 1.6 * random.normal() - 0.5 * burden, 19);
      const emergency = random.next() < 0.55;
      const logit =
        hospital.risk +
        0.045 * (age - 62) +
        0.9 * burden +
        0.75 * (Math.log(crp) - 2.2) +
        0.8 * (creatinine - 1) -
        0.28 * (haemoglobin - 13) +
        0.02 * (rate - 82) -
        0.012 * (sbp - 135) +
        (smoker ? 0.4 : 0) +
        (emergency ? 0.5 : 0) -
        1.0;
      const outcome = random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
      const date = new Date(Date.UTC(2022, 0, 1 + day)).toISOString().slice(0, 10);
      rows.push(
        [
          `SYN-${String(p + 1).padStart(5, '0')}`,
          hospital.name,
          date,
          age.toFixed(0),
          female ? hospital.female : hospital.male,
          gap(0.06, smoker ? hospital.yes : hospital.no),
          named.map(({ code }) => code).join(';'),
          gap(0.03, sbp.toFixed(0)),
          gap(0.03, rate.toFixed(0)),
          gap(0.05, temperature.toFixed(1)),
          gap(emergency ? 0.05 : 0.3, crp.toFixed(1)),
          gap(0.08, creatinine.toFixed(2)),
          gap(0.08, haemoglobin.toFixed(1)),
          emergency ? 'emergency' : 'elective',
          outcome,
        ].join(','),
      );
      day += 14 + random.int(200);
    }
  }
  return `${rows.join('\n')}\n`;
}
